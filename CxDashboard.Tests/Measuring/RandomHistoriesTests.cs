using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Measuring.Claims;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>
/// Random awkward histories, asked of the engine in every way it may have come to know them, and of the naive oracle.
/// CXDASHBOARD_SEEDS="FROM-TO" runs others than the usual ones.
/// </summary>
public sealed class RandomHistoriesTests
{
    private static readonly BucketSize[] Sizes = [BucketSize.All, BucketSize.Day, BucketSize.Week, BucketSize.Month];
    private static readonly string[] Zones = ["UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe"];

    private static readonly IReadOnlyList<IReadOnlyList<OracleSlice>> SliceSets = RandomHistory.SliceSets;

    private static readonly MetricQuestion TierQuestion = new() { Metric = "interactions", Slices = [new Slice("extra.tier", "gold")] };

    [Fact]
    public async Task OneAtATime_InBatches_AndRebuilt_GiveWhatTheOracleSays()
    {
        var figures = 0;
        foreach (var seed in Seeds()) figures += await CheckAsync(RandomHistory.Make(seed));
        Assert.True(figures > 1000, $"Only {figures} figures were compared.");
    }

    private static IEnumerable<int> Seeds()
    {
        var (from, to) = (0, 120);
        if (Environment.GetEnvironmentVariable("CXDASHBOARD_SEEDS")?.Split('-') is [var a, var b]) (from, to) = (int.Parse(a, null), int.Parse(b, null));
        return Enumerable.Range(from, to - from);
    }

    internal static async Task<int> CheckAsync(RandomHistory history)
    {
        var zone = Zones[history.Seed % Zones.Length];
        await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources, OracleWorkspace.Of(history.Settings, zone));

        // One engine follows after each change while time passes, and is asked on the way; another follows now and then, a third not before the end.
        var (now, then) = (engine.Measure, engine.NewMeasure());
        var random = new Random(history.Seed);
        var instants = new List<Instant>();
        var (snapshot, stored) = (Store.SnapshotPath(engine.Path), random.Next(history.Changes.Count));
        for (var i = 0; i < history.Changes.Count; i++)
        {
            engine.Written.Now = history.AsOf - TimeSpan.FromMinutes(601 * (history.Changes.Count - i));
            engine.Clock.Now = history.AsOf - TimeSpan.FromHours((history.Changes.Count - 1 - i) * (history.Seed % 3) * 5);
            instants.Add(engine.Written.Now);
            await engine.ApplyAsync([history.Changes[i]]);
            await now.FollowAsync(Token);
            if (random.Next(5) == 0) await then.FollowAsync(Token);
            if (i == stored && await now.StoreSnapshotAsync(Token)) File.Move(snapshot, snapshot + ".aside");

            // An extra field that was asked for is followed from then on, and figures that were asked for are kept.
            if (random.Next(5) == 0) await AskOrNotAsync(random.Next(2) == 0 ? now : then, TierQuestion);
            if (random.Next(3) == 0) await now.AskManyAsync([.. NaiveOracle.Metrics.Select(m => new MetricQuestion { Metric = m, By = Sizes[history.Seed % Sizes.Length] })], Token);
        }

        // The fourth has seen another time and other limits before.
        var late = engine.NewMeasure();
        engine.Clock.Now = history.AsOf - TimeSpan.FromDays(random.Next(1, 60));
        await late.FollowAsync(Token);
        engine.Clock.Now = history.AsOf;
        var rebuilt = engine.NewMeasure();
        foreach (var measure in (Measure[])[now, then, late, rebuilt]) await measure.FollowAsync(Token);
        var restarted = engine.NewMeasure();
        if (File.Exists(snapshot + ".aside")) File.Move(snapshot + ".aside", snapshot);
        await restarted.FollowAsync(Token);
        File.Delete(snapshot);
        var figures = await CompareKnownAtAsync(history, instants, rebuilt, zone);

        var asOf = engine.NewMeasure();
        engine.Clock.Now = history.AsOf + TimeSpan.FromDays(200);
        await asOf.FollowAsync(Token);
        return figures + await CompareAsync(history, history.Oracle(), [("one at a time", now), ("in batches", then), ("as time passed", late), ("rebuilt", rebuilt), ("from a snapshot and the rest", restarted)], asOf, zone);
    }

    // What was known after one of the changes, asked after all of them.
    private static async Task<int> CompareKnownAtAsync(RandomHistory history, List<Instant> instants, Measure measure, string zone)
    {
        var (figures, random) = (0, new Random(history.Seed + 2));
        var at = random.Next(instants.Count);
        var oracle = history.Oracle(at, instants[at]);
        foreach (var metric in NaiveOracle.Metrics)
        {
            var slices = SliceSets[random.Next(SliceSets.Count)];
            var question = Question(metric, random, slices) with { KnownAt = instants[at] };
            figures += await CheckAsync(history, oracle, $"known after {at}", measure, question, slices, zone);
        }

        return figures + await ClaimDayChecks.CheckAsync(history, oracle, [($"known after {at}", measure)], zone, new MetricQuestion { Metric = "", KnownAt = instants[at] });
    }

    private static MetricQuestion Question(string metric, Random random, IReadOnlyList<OracleSlice> slices) =>
        new() { Metric = metric, By = Sizes[random.Next(Sizes.Length)], Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))] };

    private static async Task<int> CompareAsync(RandomHistory history, NaiveOracle oracle, (string Name, Measure Measure)[] engines, Measure later, string zone)
    {
        var figures = 0;
        var random = new Random(history.Seed + 1);
        await CompareSpansAsync(history, oracle, [.. engines, ("as of", later)]);
        figures += await ClaimDayChecks.CheckAsync(history, oracle, engines, zone, new MetricQuestion { Metric = "" });
        figures += await ClaimDayChecks.CheckAsync(history, oracle, [("as of", later)], zone, new MetricQuestion { Metric = "", AsOf = history.AsOf });
        foreach (var metric in NaiveOracle.Metrics)
        {
            var slices = SliceSets[random.Next(SliceSets.Count)];
            var question = Question(metric, random, slices);
            foreach (var (name, measure) in engines) figures += await CheckAsync(history, oracle, name, measure, question, slices, zone);
            figures += await CheckAsync(history, oracle, "as of", later, question with { AsOf = history.AsOf }, slices, zone);
        }

        return figures;
    }

    private static async Task<int> CheckAsync(
        RandomHistory history, NaiveOracle oracle, string way, Measure measure, MetricQuestion question, IReadOnlyList<OracleSlice> slices, string zone)
    {
        if (await AskOrNotAsync(measure, question) is not { } answers) return 0;

        // The oracle is slow: of many days with something in them a few are asked, of empty ones the first.
        var random = new Random(history.Seed);
        var asked = answers.Where(a => a.N > 0).OrderBy(_ => random.Next()).Take(8).Concat(answers.Where(a => a.N == 0).Take(1)).ToList();
        foreach (var answer in asked)
        {
            var bucket = answer.Bucket is { } b ? OracleBucket.Of(b.Start, b.End) : OracleBucket.All;
            var expected = oracle.Ask(question.Metric, bucket, slices);
            var actual = new OracleAnswer(answer.Count, answer.N, answer.Value, answer.Maturing, answer.MaturingShare, answer.ContactsKnownUntil, answer.Low, answer.High);

            // A history is told only where it is wanted: its text is longer than all the rest takes.
            if (!Same(expected, actual)) Assert.Fail(
                $"{way}, {question.Metric} by {question.By} {string.Join(' ', slices)} {answer.Bucket?.FromText} in {zone}: expected {expected}, got {actual}\n{history.Describe()}");
        }

        return asked.Count;
    }

    // Every way of coming to know gives the same buckets, none is missing, and together they hold all that there is.
    private static async Task CompareSpansAsync(RandomHistory history, NaiveOracle oracle, (string Name, Measure Measure)[] engines)
    {
        BucketSize[] sizes = [BucketSize.Hour, BucketSize.Day, BucketSize.Week, BucketSize.Month, BucketSize.Quarter];
        var question = new MetricQuestion { Metric = "interactions", By = sizes[history.Seed % sizes.Length], AsOf = history.AsOf };
        string? first = null;
        foreach (var (name, measure) in engines)
        {
            var answers = await measure.AskAsync(question, Token);
            var span = string.Join(' ', answers.Take(1).Concat(answers.TakeLast(1)).Select(a => $"{a.Bucket!.FromText}/{a.Bucket.ToText}"));
            if ((first ??= span) != span) Assert.Fail($"{name} by {question.By}: {span}, not {first}\n{history.Describe()}");
            Assert.All(answers.Zip(answers.Skip(1)), pair => Assert.Equal(pair.First.Bucket!.End, pair.Second.Bucket!.Start));
            Assert.Equal(oracle.Contacts.Count, answers.Sum(a => a.N));
        }
    }

    private static async Task<IReadOnlyList<MetricAnswer>?> AskOrNotAsync(Measure measure, MetricQuestion question)
    {
        try
        {
            return await measure.AskAsync(question, Token);
        }
        catch (QuestionRefusedException refused) when (refused.Message.Contains("No record has an extra field", StringComparison.Ordinal))
        {
            return null;
        }
    }

    // The oracle says an interval only where it can.
    private static bool Same(OracleAnswer oracle, OracleAnswer engine) =>
        oracle.N == engine.N && oracle.Maturing == engine.Maturing && oracle.K == engine.K && Near(oracle.Count, engine.Count) && Near(oracle.Value, engine.Value)
        && Near(oracle.MaturingShare, engine.MaturingShare) && (oracle.Low is null || (Near(oracle.Low, engine.Low) && Near(oracle.High, engine.High)));

    private static bool Near(double? a, double? b) =>
        a is { } x && b is { } y ? Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)) : a is null && b is null;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
