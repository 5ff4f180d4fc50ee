using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
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

    private static async Task<int> CheckAsync(RandomHistory history)
    {
        var zone = Zones[history.Seed % Zones.Length];
        await using var engine = await EngineUnderTest.StartAsync(history.AsOf, history.Sources, zone);

        // One engine follows after each change, another now and then, a third not before the end.
        var (now, then) = (engine.Measure, engine.NewMeasure(zone));
        var random = new Random(history.Seed);
        foreach (var change in history.Changes)
        {
            await engine.ApplyAsync([change]);
            await now.FollowAsync(Token);
            if (random.Next(5) == 0) await then.FollowAsync(Token);

            // An extra field that was asked for is followed from then on.
            if (random.Next(5) == 0) await AskOrNotAsync(random.Next(2) == 0 ? now : then, TierQuestion);
        }

        // The fourth has seen another time and other limits before.
        var late = engine.NewMeasure(zone);
        engine.Clock.Now = history.AsOf - TimeSpan.FromDays(random.Next(1, 60));
        await late.FollowAsync(Token);
        engine.Clock.Now = history.AsOf;
        var rebuilt = engine.NewMeasure(zone);
        foreach (var measure in (Measure[])[now, then, late, rebuilt]) await measure.FollowAsync(Token);

        var asOf = engine.NewMeasure(zone);
        engine.Clock.Now = history.AsOf + TimeSpan.FromDays(200);
        await asOf.FollowAsync(Token);
        return await CompareAsync(history, history.Oracle(), [("one at a time", now), ("in batches", then), ("as time passed", late), ("rebuilt", rebuilt)], asOf, zone);
    }

    private static async Task<int> CompareAsync(RandomHistory history, NaiveOracle oracle, (string Name, Measure Measure)[] engines, Measure later, string zone)
    {
        var figures = 0;
        var random = new Random(history.Seed + 1);
        await CompareSpansAsync(history, oracle, [.. engines, ("as of", later)]);
        foreach (var metric in NaiveOracle.Metrics)
        {
            var slices = RandomHistory.SliceSets[random.Next(RandomHistory.SliceSets.Count)];
            var question = new MetricQuestion { Metric = metric, By = Sizes[random.Next(Sizes.Length)], Slices = [.. slices.Select(s => new Slice(s.Field, s.Value))] };
            foreach (var (name, measure) in engines) figures += await CheckAsync(history, oracle, name, measure, question, slices, zone);
            figures += await CheckAsync(history, oracle, "as of", later, question with { AsOf = history.AsOf }, slices, zone);
        }

        return figures;
    }

    private static async Task<int> CheckAsync(
        RandomHistory history, NaiveOracle oracle, string way, Measure measure, MetricQuestion question, IReadOnlyList<(string, string?)> slices, string zone)
    {
        if (await AskOrNotAsync(measure, question) is not { } answers) return 0;

        // The oracle is slow: of many days with something in them a few are asked, of empty ones the first.
        var random = new Random(history.Seed);
        var asked = answers.Where(a => a.N > 0).OrderBy(_ => random.Next()).Take(8).Concat(answers.Where(a => a.N == 0).Take(1)).ToList();
        foreach (var answer in asked)
        {
            var bucket = answer.Bucket is { } b ? OracleBucket.Of(b.Start, b.End) : OracleBucket.All;
            var expected = oracle.Ask(question.Metric, bucket, slices);
            var actual = new OracleAnswer(answer.Count, answer.N, answer.Value, answer.Maturing, answer.MaturingShare, answer.ContactsKnownUntil);
            Assert.True(Same(expected, actual),
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
            Assert.True((first ??= span) == span, $"{name} by {question.By}: {span}, not {first}\n{history.Describe()}");
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

    private static bool Same(OracleAnswer a, OracleAnswer b) =>
        a.N == b.N && a.Maturing == b.Maturing && a.K == b.K && Near(a.Count, b.Count) && Near(a.Value, b.Value) && Near(a.MaturingShare, b.MaturingShare);

    private static bool Near(double? a, double? b) =>
        a is { } x && b is { } y ? Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)) : a is null && b is null;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
