using System.Diagnostics;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Benchmarks;

/// <summary>
/// Import of a file against the rate at which the command-line shell of SQLite loads the same file into one untyped table:
/// whole processes, in turn, so that a change of the machine's speed meets both.
/// </summary>
internal static class ImportBenchmark
{
    private const int Runs = 3;

    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("cx-bench-");
        try
        {
            await CompareAsync(folder.FullName, rows, randomIds: false, wanted: 0.7);
            await CompareAsync(folder.FullName, rows, randomIds: true, wanted: 0.4);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CompareAsync(string folder, int rows, bool randomIds, double wanted)
    {
        var file = Path.Combine(folder, "standard.csv");
        StandardFile.Write(file, rows, randomIds);
        Console.WriteLine($"{rows:N0} rows with {(randomIds ? "ids in no order" : "ascending ids")}, {new FileInfo(file).Length / 1e6:N0} MB");
        var ratios = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var theirs = await SqliteShellAsync(folder, file, run);
            var (ours, peak) = await ImportAsync(folder, file, run);
            ratios.Add(theirs.TotalSeconds / ours.TotalSeconds);
            Console.WriteLine($"sqlite3 .import {rows / theirs.TotalSeconds,10:N0} rows/s   import {rows / ours.TotalSeconds,10:N0} rows/s   rate of sqlite3's {ratios[^1]:0.00}   peak memory {peak / 1e6:N0} MB");
            foreach (var made in Directory.EnumerateFileSystemEntries(folder).Where(e => e != file)) Delete(made);
        }

        ratios.Sort();
        Console.WriteLine($"median {ratios[Runs / 2]:0.00} of sqlite3's rate (wanted: at least {wanted:0.0})");
        if (!randomIds) Parts(file, rows);
    }

    // What the parts take by themselves, on one core and warm: so that the whole can be compared with them.
    private static void Parts(string file, int rows)
    {
        var source = ImportSource.Look(file, new MapFinder(Path.GetTempPath()).Find(MapFinder.Standard));
        var map = new MapFinder(Path.GetTempPath()).Find(MapFinder.Standard);
        for (var run = 0; run < 2; run++)
        {
            var clock = Stopwatch.StartNew();
            long read = 0, fields = 0, bytes = 0;
            using (var opened = source.File.Open())
            using (var table = source.Read(opened))
            {
                for (; table.Row.Read(); read++)
                {
                    fields += table.Row.FieldCount;
                    for (var i = 0; i < table.Row.FieldCount; i++) bytes += table.Row.GetSpan(i).Length;
                }
            }

            var parsed = clock.Elapsed;
            clock.Restart();
            var scan = FileScan.Run(source, header => new RecordReader(header, map, TimeZoneInfo.Utc, null, "desk", CustomerIds.Plain), (_, _) => { }, CancellationToken.None);
            var looked = clock.Elapsed;
            clock.Restart();
            var block = new Data.Writing.RowBlock();
            using (var opened = source.File.Open())
            using (var table = source.Read(opened))
            {
                while (table.Next())
                {
                    if (!scan.Records.TryRead(table.Row, out var draft)) continue;
                    block.Add(draft.ToInteraction(draft.Source!));
                    if (block.Count == Importer.UsualBatch) block.Clear();
                }
            }

            if (run == 1) Console.WriteLine($"on one core: parsing alone ({read:N0} rows, {fields:N0} fields, {bytes:N0} bytes) {rows / parsed.TotalSeconds:N0} rows/s, the look through the file {rows / looked.TotalSeconds:N0}, reading into records ready to be bound {rows / clock.Elapsed.TotalSeconds:N0}");
        }
    }

    private static void Delete(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
    }

    private static async Task<TimeSpan> SqliteShellAsync(string folder, string file, int run)
    {
        var (time, _) = await TimeAsync("sqlite3", [Path.Combine(folder, $"shell{run}.db"), "-cmd", ".mode csv", $".import {file} t"]);
        return time;
    }

    private static Task<(TimeSpan Time, long Peak)> ImportAsync(string folder, string file, int run) =>
        TimeAsync("dotnet", [typeof(Measuring.Measure).Assembly.Location, "import", file, "--data", Path.Combine(folder, $"data{run}"), "--format", "json"]);

    private static async Task<(TimeSpan Time, long Peak)> TimeAsync(string program, string[] arguments)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        long peak = 0;
        while (!process.HasExited)
        {
            process.Refresh();
            if (!process.HasExited) peak = Math.Max(peak, process.PeakWorkingSet64);
            using var soon = new CancellationTokenSource(50);
            try
            {
                await process.WaitForExitAsync(soon.Token);
            }
            catch (OperationCanceledException) when (soon.IsCancellationRequested)
            {
                // Not over yet: look at its memory again.
            }
        }

        clock.Stop();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
        await output;
        return (clock.Elapsed, peak);
    }
}
