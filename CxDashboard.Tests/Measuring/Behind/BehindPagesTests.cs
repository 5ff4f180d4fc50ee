using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Behind;

/// <summary>Rows come page by page, none twice and none lost; and those at random are the same for everybody.</summary>
public sealed class BehindPagesTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_TogetherAreTheWhole_InTheirOrder()
    {
        foreach (var seed in AskedHistory.Seeds(40))
        {
            await using var history = await AskedHistory.OfAsync(RandomHistory.Make(seed));
            var random = new Random(seed);
            foreach (var metric in MetricCatalogue.All)
            {
                BehindQuestion question = new() { Of = new MetricQuestion { Metric = metric.Id }, Rows = 10_000 };
                var whole = await AskAsync(history.Engine.Measure, question);
                Assert.Equal(whole.Rows.Select(r => (r.Opened, r.Id)).Order(), whole.Rows.Select(r => (r.Opened, r.Id)));
                Assert.Equal(whole.Rows, await PagesAsync(history.Engine.Measure, question with { Rows = random.Next(1, 5) }), Same);
                var atRandom = await PagesAsync(history.Engine.Measure, question with { Rows = random.Next(1, 5), Seed = seed });
                Assert.Equal(whole.Rows.Select(r => r.Id), atRandom.OrderBy(r => r.Opened).ThenBy(r => r.Id).Select(r => r.Id));
                foreach (var group in whole.Groups)
                {
                    var only = await PagesAsync(history.Engine.Measure, question with { Only = group.Outcome, Rows = 3 });
                    Assert.Equal(whole.Rows.Where(r => r.Outcome == group.Outcome), only, Same);
                }
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public async Task RecordsThatComeInBetweenTwoPages_MoveNoRowFromOneToTheOther(int? seed)
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(30), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([.. Enumerable.Range(0, 40).Select(i => Of($"a{i}", i))]);
        await engine.Measure.FollowAsync(Token);
        BehindQuestion question = new() { Of = new MetricQuestion { Metric = "issues-opened" }, Rows = 10, Seed = seed };
        var before = (await AskAsync(engine.Measure, question with { Rows = 100 })).Rows.Select(r => r.Id).ToHashSet();
        var seen = new List<int>();
        for (BehindKey? after = null; ;)
        {
            var page = await AskAsync(engine.Measure, question with { After = after });
            seen.AddRange(page.Rows.Select(r => r.Id));
            if ((after = page.Next) is null) break;
            await engine.WriteAsync([.. Enumerable.Range(0, 7).Select(i => Of($"b{seen.Count} {i}", (i * 6) + 0.5))]);
            await engine.Measure.FollowAsync(Token);
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(before, seen.ToHashSet());
        Assert.True(seen.Count > before.Count, "Nothing that came in was seen.");
    }

    [Fact]
    public async Task SixAtRandom_AreTheSameAllWeek_AndOthersInTheNext()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(30), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([.. Enumerable.Range(0, 200).Select(i => Of($"a{i}", i / 10.0))]);
        await engine.Measure.FollowAsync(Token);
        int SeedAt(double day) => SampleSeed.OfWeek(Start + TimeSpan.FromDays(day), TimeZoneInfo.Utc, DayOfWeek.Monday);
        BehindQuestion question = new() { Of = new MetricQuestion { Metric = "issues-opened" }, Rows = 6, Seed = SeedAt(0) };
        var six = await AskAsync(engine.Measure, question);
        Assert.Equal((SeedAt(0), SeedAt(0)), (SeedAt(6.99), SeedAt(3)));
        Assert.Equal(six.Rows, (await AskAsync(engine.Measure, question with { Seed = SeedAt(6.5) })).Rows, Same);
        Assert.NotEqual(six.Rows.Select(r => r.Id), (await AskAsync(engine.Measure, question with { Seed = SeedAt(7) })).Rows.Select(r => r.Id));
        Assert.Empty(six.Rows.Select(r => r.Id).Intersect((await AskAsync(engine.Measure, question with { After = six.Next })).Rows.Select(r => r.Id)));

        // What comes in later may be among the six; nobody else takes a place.
        var known = (await AskAsync(engine.Measure, question with { Rows = 1000 })).Rows.Select(r => r.Id).ToHashSet();
        await engine.WriteAsync([.. Enumerable.Range(0, 50).Select(i => Of($"late{i}", i / 3.0))]);
        await engine.Measure.FollowAsync(Token);
        var later = await AskAsync(engine.Measure, question);
        Assert.All(later.Rows.Where(r => known.Contains(r.Id)), r => Assert.Contains(six.Rows, s => s.Id == r.Id));
    }

    [Fact]
    public async Task WhoMayNotSeeRecords_IsRefused()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start, [new OracleSource("desk", Live: true)]);
        var refused = await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.Measure.BehindAsync(new BehindQuestion { Of = new MetricQuestion { Metric = "interactions", Restricted = true } }, Token));
        Assert.Contains("those who may see records", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.Measure.BehindAsync(new BehindQuestion { Of = new MetricQuestion { Metric = "interactions" }, Rows = -1 }, Token));
        Assert.Null(await engine.Measure.BehindAsync(new BehindQuestion { Of = new MetricQuestion { Metric = "interactions" } }, Token));
    }

    [Fact]
    public async Task WhatWasKnownThen_IsWhatStoodBehindItThen()
    {
        await using var engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(30), [new OracleSource("desk", Live: true)]);
        engine.Written.Now = Start + TimeSpan.FromDays(20);
        await engine.WriteAsync(Of("a", 1), Of("b", 2) with { ClaimedAt = null });
        engine.Written.Now = Start + TimeSpan.FromDays(25);
        await engine.WriteAsync(Of("a", 1) with { ClaimedAt = null }, Of("c", 3));
        await engine.Measure.FollowAsync(Token);
        MetricQuestion question = new() { Metric = "claimed-rate" };
        var now = await AskAsync(engine.Measure, new BehindQuestion { Of = question });
        var then = await AskAsync(engine.Measure, new BehindQuestion { Of = question with { KnownAt = Start + TimeSpan.FromDays(22) } });
        Assert.Equal((3L, 1L, 2L, 1L), (now.Listed, now.Counted, then.Listed, then.Counted));
        Assert.True(then.Rows[0].Counts);
        Assert.False(now.Rows[0].Counts);
    }

    private static Interaction Of(string id, double day) => new()
    {
        Source = "desk",
        ExternalId = id,
        Customer = id,
        OpenedAt = Start + TimeSpan.FromDays(day / 2),
        ClaimedAt = Start + TimeSpan.FromDays((day / 2) + 0.25),
    };

    private static async Task<BehindAnswer> AskAsync(Measure measure, BehindQuestion question) => (await measure.BehindAsync(question, Token))!;

    private static async Task<List<BehindRow>> PagesAsync(Measure measure, BehindQuestion question)
    {
        var rows = new List<BehindRow>();
        while (true)
        {
            var page = await AskAsync(measure, question);
            Assert.True(page.Rows.Count == question.Rows || page.Next is null, "A page is not full, and there is a next one.");
            rows.AddRange(page.Rows);
            if (page.Next is null) return rows;
            question = question with { After = page.Next };
        }
    }

    // Stories are lists of their own.
    private static bool Same(BehindRow a, BehindRow b) => a with { Story = null } == b with { Story = null } && a.Story?.Members.Count == b.Story?.Members.Count;
}
