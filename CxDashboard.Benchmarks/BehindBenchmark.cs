using CxDashboard.Benchmarks.Generated;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Benchmarks;

/// <summary>What stands behind a point: the groups, a first page and six at random, of one week and of everything; and the claims of each day.</summary>
internal static class BehindBenchmark
{
    private const int Warming = 30;
    private const int Runs = 25;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var store = await GeneratedStore.EnsureAsync(rows, options);
        using var engine = await MemoryReport.RebuildAsync(store, rows);
        foreach (var (span, from) in ((string, DateOnly?)[])[("of everything", null), ("of the newest year", engine.Measure.State.LastDay!.Value.AddDays(-364))])
        {
            MetricQuestion question = new() { Metric = "held-rate-7d", From = from };
            var time = new Timing();
            for (var run = 0; run < Warming + Runs; run++)
            {
                if (run == Warming) time = new Timing();
                await time.RunAsync(() => engine.Measure.ClaimDaysAsync(question, CancellationToken.None));
            }

            Console.WriteLine($"claims by day {span} {time} at best {time.Best:N1} ms, {time.Allocated / 1e3:N0} kB");
        }

        foreach (var metric in MetricCatalogue.All)
        {
            MetricQuestion question = new() { Metric = metric.Id, By = BucketSize.Week, From = World.FirstDay.AddDays(364), To = World.FirstDay.AddDays(371) };
            var week = (await engine.AskManyAsync([question]))[0][0];
            BehindQuestion behind = new() { Of = question, Bucket = week.Bucket };
            var (page, listed) = await TimeAsync(engine, behind);
            var (sample, _) = await TimeAsync(engine, behind with { Rows = 6, Seed = 1 });
            Console.WriteLine($"{metric.Id,-36} {listed,10:N0} rows   a page of 50 {page} at best {page.Best,6:N1} ms, {page.Allocated / 1e3,8:N0} kB   six at random {sample} at best {sample.Best,6:N1} ms");
        }

        return 0;
    }

    private static async Task<(Timing Time, long Listed)> TimeAsync(Engine engine, BehindQuestion question)
    {
        var (time, listed) = (new Timing(), 0L);
        for (var run = 0; run < Warming + Runs; run++)
        {
            if (run == Warming) time = new Timing();
            listed = (await time.RunAsync(() => engine.Measure.BehindAsync(question, CancellationToken.None)))!.Listed;
        }

        return (time, listed);
    }
}
