using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metric;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Features.Metric;

/// <summary>A week with four issues, as a page reads it.</summary>
public sealed class BehindQueryTests : IAsyncLifetime
{
    private static readonly Instant Monday = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly MetricQuestion Held = new() { Metric = "held-rate-7d", By = BucketSize.Week };
    private EngineUnderTest _engine = null!;
    private BehindQuery _query = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineUnderTest.StartAsync(Monday + TimeSpan.FromDays(40), [new OracleSource("desk", Live: true)]);
        _query = new BehindQuery(_engine.Measure, _engine.Clock);
        await _engine.WriteAsync(
            Of("a", "Ilse V.", 9, 14) with { Comment = "<b>It says delivered.</b>", Cost = 4.1m },
            Of("a2", "Ilse V.", 9 + 72, null) with { Comment = "Again", Channel = "Chat" },
            Of("b", "H. Brandt", 11, 12) with { Confirmed = true },
            Of("c", "M. Lund", 30, null) with { Topic = null, Channel = null, Comment = " " },
            Of("d", null, 50, 51));
        await _engine.Measure.FollowAsync(Token);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task Week_IsReadAsThePageShowsIt()
    {
        var model = await _query.RunAsync(new BehindQuestion { Of = Held, Bucket = await WeekAsync() }, Token);
        Assert.Equal("Behind the point: week of 5 January 2026", model.Title);
        Assert.Equal(["Held 1", "Did not hold 1", "Never claimed 1", "All 3!"], model.Chips.Select(c => $"{c.Label} {c.Rows}{(c.IsChosen ? "!" : "")}"));
        Assert.Equal("All 3 issues, in the order in which they opened.", model.Note);
        Assert.Equal(
            [
                "Mon 5 Jan, 09:00|Ilse V.|Delivery · Phone|<b>It says delivered.</b>|Claimed the same day; came back after 3 d; open now|claimed, did not hold",
                "Mon 5 Jan, 11:00|H. Brandt|Delivery · Phone||Claimed the same day; quiet for 7 days; they said yes on 5 Jan|held, they said yes",
                "Tue 6 Jan, 06:00|M. Lund|||Never claimed; still open|never claimed",
            ],
            model.Lines.Select(l => $"{l.Opened}|{l.Who}|{l.About}|{l.Said}|{l.Then.Replace('\u00a0', ' ')}|{l.Stands}"));
        Assert.Null(model.Next);
        Assert.Null(model.ValueHead);
    }

    [Fact]
    public async Task Chip_ShowsItsRowsAlone()
    {
        var model = await _query.RunAsync(new BehindQuestion { Of = Held, Bucket = await WeekAsync(), Only = Outcome.DidNotHold }, Token);
        Assert.Equal("Ilse V.", Assert.Single(model.Lines).Who);
        Assert.Equal(["Did not hold"], model.Chips.Where(c => c.IsChosen).Select(c => c.Label));
        Assert.Equal("The only issue.", model.Note);
    }

    [Fact]
    public async Task RowsAtRandom_SayHowTheyWereChosen()
    {
        BehindQuestion question = new() { Of = Held, Bucket = await WeekAsync(), Rows = 2, Seed = _query.SeedOfWeek };
        var model = await _query.RunAsync(question, Token);
        Assert.Equal("2 of 3 issues shown, chosen at random with the seed of this week, so that the same ones appear for everybody.", model.Note);
        Assert.Same(model, await _query.RunAsync(question, Token));
        var others = await _query.RunAsync(question with { After = model.Next }, Token);
        Assert.DoesNotContain(Assert.Single(others.Lines).Id, model.Lines.Select(l => l.Id));
    }

    [Fact]
    public async Task Durations_AreToldForEachRow_AndWhoWaitsWaits()
    {
        var model = await _query.RunAsync(new BehindQuestion { Of = new MetricQuestion { Metric = "resolution-time-median" } }, Token);
        Assert.Equal("Lasted", model.ValueHead);
        Assert.Equal(["5 h", "1 h", "39 d so far", "1 h"], model.Lines.Select(l => l.Value!.Replace('\u00a0', ' ')));
        Assert.Equal(["Claimed", "Still waiting", "All"], model.Chips.Select(c => c.Label));
        Assert.Equal("Somebody unknown", model.Lines[3].Who);
    }

    [Fact]
    public async Task Contacts_SpeakForThemselves()
    {
        var model = await _query.RunAsync(new BehindQuestion { Of = new MetricQuestion { Metric = "failure-demand-share" } }, Token);
        Assert.Equal(["Failure demand 1", "Other contacts 4", "All 5!"], model.Chips.Select(c => $"{c.Label} {c.Rows}{(c.IsChosen ? "!" : "")}"));
        Assert.Equal(["<b>It says delivered.</b>", null, null, null, "Again"], model.Lines.Select(l => l.Said));
    }

    [Fact]
    public async Task WhoMayNotSeeRecords_IsRefused_AlsoWhereOthersWereAnswered()
    {
        BehindQuestion question = new() { Of = Held };
        await _query.RunAsync(question, Token);
        var restricted = question with { Of = Held with { Restricted = true } };
        await Assert.ThrowsAsync<QuestionRefusedException>(() => _query.RunAsync(restricted, Token));
        Assert.Null(_query.Latest(restricted));
    }

    [Fact]
    public async Task EveryMetric_HasWordsOfItsOwn()
    {
        foreach (var metric in MetricCatalogue.All)
        {
            var model = await _query.RunAsync(new BehindQuestion { Of = new MetricQuestion { Metric = metric.Id } }, Token);
            Assert.All(model.Chips.Where(c => model.Chips.Count > 2), c => Assert.DoesNotContain("ounted", c.Label, StringComparison.Ordinal));
            Assert.Equal(model.Chips.Count, model.Chips.Select(c => c.Label).Distinct(StringComparer.Ordinal).Count());
            Assert.All(model.Lines, l => Assert.Equal(model.ValueHead is null, l.Value is null));
        }
    }

    private static Interaction Of(string id, string? customer, double hour, double? claimed) => new()
    {
        Source = "desk",
        ExternalId = id,
        Customer = customer,
        Topic = "Delivery",
        Channel = "Phone",
        OpenedAt = Monday + TimeSpan.FromHours(hour),
        ClaimedAt = claimed is { } at ? Monday + TimeSpan.FromHours(at) : null,
    };

    private async Task<Bucket?> WeekAsync() => (await _engine.Measure.AskAsync(Held, Token))[0].Bucket;
}
