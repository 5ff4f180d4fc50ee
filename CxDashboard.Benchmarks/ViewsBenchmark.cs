using System.Globalization;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Features.Metric;
using CxDashboard.Features.Trends;
using CxDashboard.Readings;

namespace CxDashboard.Benchmarks;

/// <summary>The models of Trends and of a metric's page as their first viewer gets them: asked, read, judged, worded and with the records behind a point; each time of another year, so that nothing is at hand.</summary>
internal static class ViewsBenchmark
{
    private const int Warming = 12;
    private const int Runs = 12;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var store = await GeneratedStore.EnsureAsync(rows, options);
        using var engine = await MemoryReport.RebuildAsync(store, rows);
        var (trends, metrics) = (new TrendsQuery(engine.Measure), new MetricQuery(engine.Measure, new BehindQuery(engine.Measure, TimeProvider.System)));
        var asked = 0;
        await TimeAsync("trends", view => trends.RunAsync(view, CancellationToken.None));
        foreach (var id in new[] { "held-rate-7d", "claimed-rate", "first-reply-median", "resolution-time-median", "delighted-share", "interactions", "repeat-contact-rate-7d", "open-now", "cost-per-held-issue" })
            await TimeAsync("metric " + id, view => metrics.RunAsync(new MetricAddress { Metric = id, View = view }, CancellationToken.None));
        return 0;

        async Task TimeAsync<T>(string what, Func<ViewAddress, Task<T>> ask)
        {
            var time = new Timing();
            for (var run = 0; run < Warming + Runs; run++)
            {
                if (run == Warming) time = new Timing();
                var (from, to) = (World.FirstDay.AddDays(7 * (asked++ % 50)), World.FirstDay.AddDays(World.Days - 7 - (7 * (asked / 50))));
                var view = new ViewAddress { Period = string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd}..{to:yyyy-MM-dd}") };
                await time.RunAsync(() => ask(view));
            }

            Console.WriteLine($"{what,-34} {time} at best {time.Best,6:N1} ms, {time.Allocated / 1e6,6:N1} MB allocated");
        }
    }
}
