using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>
/// What is kept is never stale: one engine is asked everything after every change and every step of the clock, and answers as
/// one does that has just read the store. CXDASHBOARD_SEEDS="FROM-TO" runs other histories than the usual ones.
/// </summary>
public sealed class FollowingTests
{
    private const int StepsAfterwards = 12;
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AskedAfterEveryChange_ItAnswersAsOneThatReadsAnew()
    {
        var compared = 0;
        foreach (var seed in AskedHistory.Seeds(20)) compared += await CheckAsync(RandomHistory.Make(seed));
        Assert.True(compared > 1000, $"Only {compared} answers were compared.");
    }

    [Fact]
    public async Task AliasThatChangesNoIssue_ChangesHowManyCustomersThereAre()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [new OracleSource("desk", Live: true)]);
        var ann = new Interaction { Source = "desk", ExternalId = "1", Customer = "ann", Topic = "billing", OpenedAt = Start };
        await engine.WriteAsync(ann, ann with { ExternalId = "2", Customer = "ann@home", Topic = "delivery" });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(2, Assert.Single(await engine.AskAsync("customers-served")).Value);

        // Two topics stay two issues, of one customer.
        await engine.ApplyAsync([new Alias("ann@home", "ann")]);
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(1, Assert.Single(await engine.AskAsync("customers-served")).Value);
        Assert.Equal(2, Assert.Single(await engine.AskAsync("issues-opened")).Value);
    }

    [Fact]
    public async Task RecordOfAnIdThatIsNoLongerShared_IsItsCustomers()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(40), [new OracleSource("desk", Live: true)]);
        await engine.ApplyAsync([new Shared("kiosk", IsShared: true)]);
        var ann = new Interaction { Source = "desk", ExternalId = "1", Customer = "ann", Topic = "billing", OpenedAt = Start, ClaimedAt = Start + TimeSpan.FromHours(1) };
        await engine.WriteAsync(ann, ann with { ExternalId = "2", Customer = "kiosk" });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(1, Assert.Single(await engine.AskAsync("issues-held")).Value);

        // Both at once, from one following to the next: the record is read while its id is still nobody's.
        await engine.WriteAsync(ann with { Customer = "kiosk", Topic = "delivery" });
        await engine.ApplyAsync([new Shared("kiosk", IsShared: false)]);
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(2, Assert.Single(await engine.AskAsync("issues-held")).Value);
    }

    [Fact]
    public async Task AskedForOneMetricAfterTheOther_EachIsWhatItIsAlone()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(40), [new OracleSource("desk", Live: true)]);
        var ann = new Interaction { Source = "desk", ExternalId = "1", Customer = "ann", Topic = "billing", OpenedAt = Start, ClaimedAt = Start + TimeSpan.FromHours(1) };
        await engine.WriteAsync(ann, ann with { ExternalId = "2", Customer = "bob", Transfers = 2 });
        await engine.Measure.FollowAsync(Token);

        // What is counted for one of them must not be taken for what another needs.
        foreach (var first in MetricCatalogue.All)
        {
            foreach (var second in MetricCatalogue.All)
            {
                var (both, alone) = (engine.NewMeasure(), engine.NewMeasure());
                await both.FollowAsync(Token);
                await alone.FollowAsync(Token);
                await both.AskAsync(new MetricQuestion { Metric = first.Id }, Token);
                var question = new MetricQuestion { Metric = second.Id };
                Assert.Equal((await alone.AskAsync(question, Token))[0] with { Slices = [] }, (await both.AskAsync(question, Token))[0] with { Slices = [] });
            }
        }
    }

    [Fact]
    public async Task LastCustomerErased_IsGoneFromTheAnswersAtOnce()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(3), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync(new Interaction { Source = "desk", ExternalId = "1", Customer = "ann", OpenedAt = Start });
        await engine.Measure.FollowAsync(Token);
        Assert.Equal(1, Assert.Single(await engine.AskAsync("interactions")).N);
        await engine.ApplyAsync([new Erase("ann")]);
        Assert.True((await engine.Measure.FollowAsync(Token)).Changed);
        Assert.Equal(0, Assert.Single(await engine.AskAsync("interactions")).N);
        Assert.Equal(0, engine.Measure.State.Interactions);
    }

    private static async Task<int> CheckAsync(RandomHistory history)
    {
        var random = new Random(history.Seed);
        var edges = Edges(history);
        var questions = Questions(history, random);
        await using var engine = await EngineUnderTest.StartAsync(edges[0], history.Sources, OracleWorkspace.Of(history.Settings, "Europe/London"));
        var (compared, edge) = (0, 0);
        for (var step = 0; step < history.Changes.Count + StepsAfterwards; step++)
        {
            if (step < history.Changes.Count) await engine.ApplyAsync([history.Changes[step]]);

            // The clock stands still now and then, and at the end has gone over all of them.
            if (random.Next(3) > 0 || step >= history.Changes.Count) edge += random.Next(2 * edges.Count / (history.Changes.Count + StepsAfterwards));
            engine.Clock.Now = edges[Math.Min(edge, edges.Count - 1)];
            await engine.Measure.FollowAsync(Token);
            var kept = await engine.Measure.AskManyAsync(questions, Token);

            // What is stale stays so until something else touches it, and an engine that reads anew is slow.
            var isCompared = random.Next(4) == 0 || step == history.Changes.Count + StepsAfterwards - 1;

            // Before the first record nothing is measured anew, so what is said of nothing is as of the first time.
            if (isCompared && engine.Measure.State.Sequence > 0) compared += await CompareAsync(history, engine, questions, kept, step);
        }

        return compared;
    }

    private static async Task<int> CompareAsync(RandomHistory history, EngineUnderTest engine, IReadOnlyList<MetricQuestion> questions, IReadOnlyList<IReadOnlyList<MetricAnswer>> kept, int step)
    {
        var fresh = engine.NewMeasure();
        await fresh.FollowAsync(Token);
        var anew = await fresh.AskManyAsync(questions, Token);
        for (var q = 0; q < questions.Count; q++)
        {
            if (anew[q].Count == kept[q].Count && anew[q].Zip(kept[q]).All(pair => Same(pair.First, pair.Second))) continue;
            var (expected, actual) = anew[q].Zip(kept[q]).FirstOrDefault(pair => !Same(pair.First, pair.Second));
            Assert.Fail($"after {step} at {engine.Clock.Now}, {AskedHistory.Words(questions[q])}: of {anew[q].Count} and {kept[q].Count} answers, expected\n{expected}, got\n{actual}\n{history.Describe()}");
        }

        return anew.Sum(a => a.Count);
    }

    // A list is equal to itself only, so slices are compared one by one.
    private static bool Same(MetricAnswer a, MetricAnswer b) => a == b || (a == b with { Slices = a.Slices } && a.Slices.SequenceEqual(b.Slices));

    // Every metric by day and by week, of all and of a slice; as had happened by some instant; and told apart for whoever may not see records.
    private static List<MetricQuestion> Questions(RandomHistory history, Random random)
    {
        var slices = RandomHistory.SliceSets[1 + random.Next(RandomHistory.SliceSets.Count - 1)];
        if (slices.Any(s => s.Field.StartsWith("extra.", StringComparison.Ordinal))) slices = RandomHistory.SliceSets[1];
        var first = new DateOnly(2026, 1, 1).AddDays(random.Next(0, 40));
        MetricQuestion[] plans =
        [
            new() { Metric = "", By = BucketSize.Day, From = first, To = first.AddDays(30) },
            new() { Metric = "", By = BucketSize.Week, From = new DateOnly(2025, 12, 29), To = new DateOnly(2026, 5, 4) },
            new() { Metric = "", By = BucketSize.Month, Slices = [.. slices.Select(s => new Slice(s.Field, s.Value, s.Not))] },
            new() { Metric = "", AsOf = history.AsOf - TimeSpan.FromDays(random.Next(0, 30)) },
            new() { Metric = "" },
        ];

        // What is told apart is never kept from change to change but as a whole, so a few metrics will show it.
        MetricQuestion apart = new() { Metric = "", Split = ["channel"], Restricted = true };
        return
        [
            .. plans.SelectMany(plan => MetricCatalogue.All.Select(m => plan with { Metric = m.Id })),
            .. MetricCatalogue.All.Where((_, i) => i % 9 == 0).Select(m => apart with { Metric = m.Id }),
        ];
    }

    // The instants at which time alone changes something: those of the records, and those at the ends of windows after them.
    private static List<Instant> Edges(RandomHistory history)
    {
        TimeSpan[] windows = [TimeSpan.Zero, TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(90), history.Settings.RepeatWindow, history.Settings.QuietLimit];
        var instants = history.Changes.OfType<Upsert>().SelectMany(u => RandomRecords.Instants(u.Record)).Distinct().Order().ToList();
        return [.. instants.SelectMany(_ => windows, (instant, window) => instant + window).SelectMany(i => new[] { i - TimeSpan.FromMilliseconds(1), i, i + TimeSpan.FromMilliseconds(1) }).Distinct().Order()];
    }
}
