using System.Diagnostics;

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
            var file = Path.Combine(folder.FullName, "standard.csv");
            StandardFile.Write(file, rows);
            Console.WriteLine($"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB");
            var ratios = new List<double>();
            for (var run = 0; run < Runs; run++)
            {
                var theirs = await SqliteShellAsync(folder.FullName, file, run);
                var (ours, peak) = await ImportAsync(folder.FullName, file, run);
                ratios.Add(theirs.TotalSeconds / ours.TotalSeconds);
                Console.WriteLine($"sqlite3 .import {rows / theirs.TotalSeconds,10:N0} rows/s   import {rows / ours.TotalSeconds,10:N0} rows/s   rate of sqlite3's {ratios[^1]:0.00}   peak memory {peak / 1e6:N0} MB");
            }

            ratios.Sort();
            Console.WriteLine($"median {ratios[Runs / 2]:0.00} of sqlite3's rate (wanted: at least 0.33)");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
