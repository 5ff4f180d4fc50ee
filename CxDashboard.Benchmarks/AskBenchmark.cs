using System.Diagnostics;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest;
using CxDashboard.Measuring;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CxDashboard.Benchmarks;

/// <summary>The engine's answer to a question against SQLite's GROUP BY over the same store, in one process, in turn.</summary>
internal static class AskBenchmark
{
    private const int Runs = 7;

    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("cx-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "standard.csv");
            StandardFile.Write(file, rows);
            await using var store = await Store.OpenAsync(Path.Combine(folder.FullName, "store.db"), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
            await new Importer(store, folder.FullName, TimeZoneInfo.Utc, TimeProvider.System).RunAsync(new ImportRequest { File = file }, null, CancellationToken.None);

            var measure = new Measure(new ShownStore(store.Path, isSample: false), TimeProvider.System, Options.Create(new WorkspaceOptions()));
            var loading = Stopwatch.StartNew();
            await measure.FollowAsync(CancellationToken.None);
            Console.WriteLine($"{rows:N0} interactions folded in after {loading.ElapsedMilliseconds:N0} ms; memory {GC.GetTotalMemory(forceFullCollection: true) / (double)rows:N0} bytes an interaction");
            foreach (var metric in (string[])["interactions", "claimed-rate", "held-rate-7d", "resolution-time-median", "customers-served"])
            {
                var (ours, theirs) = (new List<double>(), new List<double>());
                for (var run = 0; run < Runs; run++)
                {
                    ours.Add(await AskAsync(measure, metric, run));
                    theirs.Add(GroupBy(store.Path));
                }

                ours.Sort();
                theirs.Sort();
                Console.WriteLine($"{metric,-24} by day and one channel {ours[Runs / 2],8:0.0} ms   SQLite count and group by {theirs[Runs / 2],8:0.0} ms   {theirs[Runs / 2] / ours[Runs / 2]:0.0} times");
            }

            var publishing = Stopwatch.StartNew();
            var figures = await new DailyMetrics(store.Writer, measure, TimeProvider.System).WriteAsync(CancellationToken.None);
            Console.WriteLine($"{figures:N0} figures of days published for the first time after {publishing.ElapsedMilliseconds:N0} ms");
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Another first day each time, so that no answer comes from the ones kept.
    private static async Task<double> AskAsync(Measure measure, string metric, int run)
    {
        var clock = Stopwatch.StartNew();
        await measure.AskAsync(new MetricQuestion { Metric = metric, By = BucketSize.Day, From = new DateOnly(2023, 12, 1).AddDays(run), Slices = [new Slice("channel", "chat")] }, CancellationToken.None);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double GroupBy(string path)
    {
        using var reader = Store.OpenReader(path);
        using var command = reader.CreateCommand();
        command.CommandText = "SELECT opened_at / 86400000, count(*), sum(claimed_at IS NOT NULL) FROM interaction WHERE channel = 'chat' GROUP BY 1";
        var clock = Stopwatch.StartNew();
        using var rows = command.ExecuteReader();
        while (rows.Read()) rows.GetInt64(1);
        return clock.Elapsed.TotalMilliseconds;
    }
}
