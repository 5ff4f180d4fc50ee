using CxDashboard.Benchmarks.Generated;
using CxDashboard.Benchmarks.Questions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Benchmarks;

/// <summary>
/// What a page asks at once: every metric by week over everything. The counting ones in one call, anew, again when nothing
/// changed, and after one more record; those that need every value (medians) and the repeat contacts each in a call of their own.
/// </summary>
internal static class PageBenchmark
{
    private const int Runs = 15;

    // As in EngineBenchmark.
    private const int Warming = 20;

    // 2100: as of then is as of now.
    private const long ToCome = 4_102_444_800_000;

    // How many spans were asked: each is another one, so that nothing is at hand.
    private static int _asked;

    public static async Task<int> RunAsync(BenchmarkOptions options)
    {
        var rows = GeneratedArrays.Make(options.Rows);
        var limit = new PageLimit(rows, GeneratedIssues.Of(rows));
        await using var scratch = await GeneratedStore.CopyAsync(rows, options);
        using var engine = await MemoryReport.RebuildAsync(scratch.Store.Path, rows);
        var counting = Ids(m => !NeedsEveryValue(m) && m.Id != "customers-served");
        await AskAsync(engine, $"{counting.Length} counting metrics", counting);
        await AskAsync(engine, "customers served (distinct)", ["customers-served"]);
        string[] replies = ["first-reply-median", "first-reply-p90"];
        string[] resolutions = ["resolution-time-closed-median", "resolution-time-median", "resolution-time-p90"];
        await CompareAsync(engine, "time to first reply, 2 metrics", replies, limit.Replies);
        await CompareAsync(engine, "time to claim, 3 metrics", resolutions, limit.Resolutions);
        await CompareAsync(engine, "time to latest claim", ["last-resolution-time-median"], limit.LastResolutions);
        string[] compared = [.. replies, .. resolutions, "last-resolution-time-median"];
        var medians = Ids(NeedsEveryValue);
        await CompareAsync(engine, $"all {medians.Length} medians, percentiles", [.. compared, .. medians.Except(compared)], () => [.. limit.Replies(), .. limit.Resolutions(), .. limit.LastResolutions()]);
        await CompareAsync(engine, "repeat contacts, 7 and 30 days", ["repeat-contact-rate-7d", "repeat-contact-rate-30d"], limit.Repeats);

        // Last, because the limit does not know of the records that this writes.
        await AfterOneAsync(engine, scratch, counting);
        MemoryReport.PrintIssues(engine, rows.Rows);
        return 0;
    }

    /// <summary>Every metric by week from the generated span's first Monday to its end; <paramref name="weeksBefore"/> empty weeks, and another moment that is still to come, make it another question with other buckets: what buckets came to is used again in other spans.</summary>
    public static IReadOnlyList<MetricQuestion> ByWeek(IReadOnlyList<string> metrics, int weeksBefore = 0, IReadOnlyList<Slice>? slices = null) =>
        [.. metrics.Select(metric => new MetricQuestion
        {
            Metric = metric,
            By = BucketSize.Week,
            From = World.FirstDay.AddDays(-7 * weeksBefore),
            To = World.FirstDay.AddDays(World.Days),
            Slices = slices ?? [],
            AsOf = weeksBefore == 0 ? null : new Instant(ToCome + weeksBefore),
        })];

    /// <summary>Ids of the catalogue's metrics for which the test holds.</summary>
    public static string[] Ids(Func<MetricDefinition, bool> test) => [.. MetricCatalogue.All.Where(test).Select(m => m.Id)];

    private static bool NeedsEveryValue(MetricDefinition metric) => metric.Kind is ValueKind.Quantile or ValueKind.KaplanMeier;

    private static async Task AskAsync(Engine engine, string what, IReadOnlyList<string> metrics)
    {
        var (anew, again) = (new Timing(), new Timing());
        var first = new Timing();
        await first.RunAsync(() => engine.AskManyAsync(ByWeek(metrics)));
        for (var run = 1; run <= Warming; run++) await engine.AskManyAsync(ByWeek(metrics, ++_asked));
        for (var run = 1; run <= Runs; run++)
        {
            _asked++;
            await anew.RunAsync(() => engine.AskManyAsync(ByWeek(metrics, _asked)));
            await again.RunAsync(() => engine.AskManyAsync(ByWeek(metrics, _asked)));
        }

        Console.WriteLine($"{what,-34} by week, anew {anew} (the first time {first.Median:N0} ms), {anew.Allocated / 1e6:N2} MB allocated   again, nothing changed {again.Median,8:N3} ms, {again.Allocated / 1e3:N0} kB");
    }

    // The figures of the limit are those of the first metrics; of further ones there is nothing in the records.
    private static async Task CompareAsync(Engine engine, string what, string[] metrics, Func<double[][]> limit)
    {
        var expected = limit();
        var answers = await engine.AskManyAsync(ByWeek(metrics));
        for (var m = 0; m < metrics.Length; m++)
        {
            for (var week = 0; week < PageLimit.Weeks; week++)
            {
                var (a, b) = (m < expected.Length ? expected[m][week] : double.NaN, answers[m][week].Value ?? double.NaN);
                if (Math.Abs(a - b) > 1e-9 * a || double.IsNaN(a) != double.IsNaN(b)) throw new SidesDifferException($"\"{what}\": {metrics[m]} of week {week + 1} is {a} to the limit and {b} to the engine. Nothing is timed until they agree.");
            }
        }

        var (limitTime, engineTime) = (new Timing(), new Timing());
        for (var run = 1; run <= Warming + Runs; run++)
        {
            var timed = run > Warming;
            (timed ? limitTime : new Timing()).Run(() => limit());
            await (timed ? engineTime : new Timing()).RunAsync(() => engine.AskManyAsync(ByWeek(metrics, ++_asked)));
        }

        Console.WriteLine($"{what,-34} by week, limit {limitTime}   engine {engineTime} ({engineTime.Median / limitTime.Median:N1} × the limit), {engineTime.Allocated / 1e6:N2} MB allocated");
    }

    private static Task CompareAsync(Engine engine, string what, string[] metrics, Func<long[]> limit)
    {
        return CompareAsync(engine, what, metrics, () =>
        {
            // Both are shares of the claimed issues.
            var counts = limit();
            return [.. metrics.Select((_, m) => Enumerable.Range(0, PageLimit.Weeks).Select(week => counts[(week * 3) + m + 1] / (double)counts[week * 3]).ToArray())];
        });
    }

    private static async Task AfterOneAsync(Engine engine, ScratchStore scratch, string[] metrics)
    {
        var incoming = new Incoming(scratch.Store.Writer);
        var (followed, asked) = (new Timing(), new Timing());
        for (var run = 0; run <= Runs; run++)
        {
            await incoming.WriteAsync();
            await followed.RunAsync(engine.FollowAsync);
            await asked.RunAsync(() => engine.AskManyAsync(ByWeek(metrics)));
        }

        Console.WriteLine($"{"after one more record",-34} folded in {followed}, then the same page {asked}, {asked.Allocated / 1e6:N2} MB allocated");
    }
}
