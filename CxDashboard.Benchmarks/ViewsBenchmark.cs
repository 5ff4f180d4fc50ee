using System.Globalization;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Features.Metric;
using CxDashboard.Features.Trends;
using CxDashboard.Readings;

namespace CxDashboard.Benchmarks;

/// <summary>
/// The models of Trends and of a metric's page as their first viewer gets them: asked, read, judged, worded and with the records behind a point. Of the usual
/// address after one more record came in, and of another year each time, of which nothing is at hand.
/// </summary>
internal static class ViewsBenchmark
{
    private const int Warming = 8;
    private const int Runs = 12;
    private static readonly string[] Metrics =
        ["held-rate-7d", "claimed-rate", "first-reply-median", "resolution-time-median", "delighted-share", "interactions", "repeat-contact-rate-7d", "open-now", "cost-per-held-issue"];

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        await using var scratch = await GeneratedStore.CopyAsync(rows, options);
        using var engine = await MemoryReport.RebuildAsync(scratch.Store.Path, rows);
        var (trends, metrics) = (new TrendsQuery(engine.Measure), new MetricQuery(engine.Measure, new BehindQuery(engine.Measure, TimeProvider.System)));
        var incoming = new Incoming(scratch.Store.Writer);
        var asked = 0;
        Console.WriteLine("                                     one more record        best     another year        best");
        await TimeAsync("trends", view => trends.RunAsync(view, CancellationToken.None));
        foreach (var id in Metrics) await TimeAsync("metric " + id, view => metrics.RunAsync(new MetricAddress { Metric = id, View = view }, CancellationToken.None));
        return 0;

        async Task TimeAsync<T>(string what, Func<ViewAddress, Task<T>> ask)
        {
            var (usual, other) = (new Timing(), new Timing());
            for (var run = -Warming; run < Runs; run++)
            {
                await incoming.WriteAsync();
                await engine.FollowAsync();
                await (run < 0 ? new Timing() : usual).RunAsync(() => ask(new ViewAddress()));
            }

            for (var run = -Warming; run < Runs; run++)
            {
                var (from, to) = (World.FirstDay.AddDays(7 * (asked % 50)), World.FirstDay.AddDays(World.Days - 7 - (7 * (asked++ / 50))));
                var view = new ViewAddress { Period = string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd}..{to:yyyy-MM-dd}") };
                await (run < 0 ? new Timing() : other).RunAsync(() => ask(view));
            }

            Console.WriteLine($"{what,-34} {usual} {usual.Best,9:N1} ms    {other} {other.Best,9:N1} ms");
        }
    }
}
