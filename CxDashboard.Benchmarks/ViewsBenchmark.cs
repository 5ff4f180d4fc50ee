using System.Globalization;
using CxDashboard.Benchmarks.Generated;
using CxDashboard.Features.Metric;
using CxDashboard.Features.Trends;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Benchmarks;

/// <summary>
/// The models of Trends and of a metric's page as their first viewer gets them: asked, read, judged, worded and with the records behind a point. Of the usual
/// address after one more record came in; of another period each time, of which the weeks are at hand; and of another slice in yet another period.
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
        Slice[] slices = [.. Of("channel", World.Channels), .. Of("topic", World.Topics.Take(5)), .. Of("product", World.Products.Take(5)), .. Of("region", World.Regions.Take(4))];

        // What a server asks ahead: twelve months and two years. The made records end long before today, to which the usual address would lead.
        var usualView = Within(World.Days - 364, World.Days);
        foreach (var view in new[] { usualView, Within(0, World.Days) }) await trends.RunAsync(view, CancellationToken.None);
        Console.WriteLine($"{"",-34}   first look   one more record       another period        another slice, of {slices.Length}");
        await TimeAsync("trends", view => trends.RunAsync(view, CancellationToken.None));
        foreach (var id in Metrics) await TimeAsync("metric " + id, view => metrics.RunAsync(new MetricAddress { Metric = id, View = view }, CancellationToken.None));
        return 0;

        async Task TimeAsync<T>(string what, Func<ViewAddress, Task<T>> ask)
        {
            var (first, usual, period, slice) = (new Timing(), new Timing(), new Timing(), new Timing());
            for (var run = -Warming; run < Runs; run++)
            {
                await incoming.WriteAsync();
                await engine.FollowAsync();
                await (run == -Warming ? first : run < 0 ? new Timing() : usual).RunAsync(() => ask(usualView));
            }

            for (var run = -Warming; run < Runs; run++)
            {
                var view = Another();
                await (run < 0 ? new Timing() : period).RunAsync(() => ask(view));
            }

            // Of another period each time, so that nothing of it is at hand.
            foreach (var of in slices)
            {
                var view = Another();
                await slice.RunAsync(() => ask(of.Field switch
                {
                    "channel" => view with { Channel = of.Value },
                    "topic" => view with { Topic = of.Value },
                    "product" => view with { Product = of.Value },
                    _ => view with { Region = of.Value },
                }));
            }

            Console.WriteLine($"{what,-34} {first} {usual} worst {usual.Worst,6:N0} {period} worst {period.Worst,6:N0} {slice} worst {slice.Worst,6:N0}");
        }

        // Twelve months as well, another week further back each time.
        ViewAddress Another()
        {
            var (shorter, back) = Math.DivRem(asked++, 50);
            return Within(World.Days - 371 - (7 * back), World.Days - 7 - (7 * (back + shorter)));
        }

        static ViewAddress Within(int from, int to) =>
            new() { Period = string.Create(CultureInfo.InvariantCulture, $"{World.FirstDay.AddDays(from):yyyy-MM-dd}..{World.FirstDay.AddDays(to):yyyy-MM-dd}") };

        static IEnumerable<Slice> Of(string field, IEnumerable<string> values) => values.Select(v => new Slice(field, v));
    }
}
