using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Trends;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Features.Trends;

/// <summary>Thirty weeks of eighty contacts each, on the real engine: half by chat, every second one closed a day later, each at 2.50.</summary>
public sealed class TrendsQueryTests : IAsyncLifetime
{
    private const int Weeks = 30, EachWeek = 80;
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private EngineUnderTest _engine = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays((7 * Weeks) + 10), [new OracleSource("desk", Live: true)]);
        await _engine.WriteAsync([.. Enumerable.Range(0, Weeks * EachWeek).Select(i =>
        {
            var opened = Start + TimeSpan.FromDays((7 * (i / EachWeek)) + (i % 5));
            return new Interaction
            {
                Source = "desk",
                ExternalId = $"{i:0000}",
                Customer = $"customer {i}",
                Channel = i % 4 < 2 ? "Chat" : "Phone",
                Topic = "Billing",
                OpenedAt = opened,
                ClaimedAt = i % 2 == 0 ? opened + TimeSpan.FromDays(1) : null,
                Cause = "process",
                Cost = 2.5m,
            };
        })]);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private async Task<TrendsQuery> QueryAsync(WorkspaceOptions? workspace = null, MetricCatalogue? catalogue = null)
    {
        var measure = _engine.NewMeasure(workspace: workspace ?? new WorkspaceOptions(), catalogue: catalogue);
        await measure.FollowAsync(Token);
        return new TrendsQuery(measure);
    }

    private static TrendTile Tile(TrendsModel model, string id) => model.Families.SelectMany(f => f.Tiles).Single(t => t.Id == id);

    [Fact]
    public async Task AnotherVersion_IsMarkedAtTheFirstBucketThatItAnswers()
    {
        // From the sixteenth week on "issues" counts the claimed ones only, which are half of them.
        var opened = MetricCatalogue.Find("issues-opened")! with { Since = new DateOnly(2020, 1, 1) };
        var since = new DateOnly(2026, 1, 5).AddDays(15 * 7);
        var catalogue = new MetricCatalogue([.. MetricCatalogue.All.Where(m => m.Id != opened.Id), opened, opened with { Version = 2, Since = since, CountedAs = "issues-claimed" }]);
        var chart = (await (await QueryAsync(catalogue: catalogue)).ChartAsync(opened.Id, new ViewAddress { Period = "all" }, asMeasured: true, Token))!;

        Assert.Equal((15, 2), Assert.Single(chart.VersionsBegun()));
        Assert.Equal((80, null), (chart.Points[14].Value, chart.Points[14].Centre));
        Assert.Equal((40, 40), (chart.Points[15].Value, chart.Points[15].Centre));
        Assert.Equal(2, chart.Version);
        Assert.Contains("Limits are of definition 2 alone.", chart.Notes);
    }

    [Fact]
    public async Task VersionThatIsAsked_AnswersEveryBucketWithoutAMark()
    {
        var opened = MetricCatalogue.Find("issues-opened")! with { Since = new DateOnly(2020, 1, 1) };
        var catalogue = new MetricCatalogue([.. MetricCatalogue.All.Where(m => m.Id != opened.Id), opened, opened with { Version = 2, Since = new DateOnly(2026, 4, 20), CountedAs = "issues-claimed" }]);
        var query = await QueryAsync(catalogue: catalogue);
        var question = new MetricQuestion { Metric = opened.Id, Version = 1, By = BucketSize.Week, From = new DateOnly(2026, 1, 5), To = new DateOnly(2026, 8, 3) };
        var chart = (await query.ChartAsync(question, asMeasured: true, Token))!;

        Assert.Empty(chart.VersionsBegun());
        Assert.Equal(1, chart.Version);
        Assert.All(chart.Points, p => Assert.Equal(80, p.Value));
    }

    [Fact]
    public async Task ClaimedHasOneVersion_HeldOfAnotherIsDrawnAllTheSame()
    {
        var held = MetricCatalogue.Find("held-rate-7d")! with { Since = new DateOnly(2020, 1, 1) };
        var catalogue = new MetricCatalogue([.. MetricCatalogue.All.Where(m => m.Id != held.Id), held, held with { Version = 2, Since = new DateOnly(2026, 4, 20), CountedAs = "held-rate-30d" }]);
        var chart = await (await QueryAsync(catalogue: catalogue)).ChartAsync(new MetricQuestion { Metric = held.Id, Version = 2, By = BucketSize.Month }, asMeasured: false, Token);
        Assert.Equal(2, chart!.Version);
    }

    [Fact]
    public async Task Ladder_AddsUpTheLastFourFinalWeeks()
    {
        var ladder = (await (await QueryAsync()).RunAsync(new ViewAddress(), Token)).Ladder!;

        // Four weeks of 80 issues, of which every second one was closed, and none came back.
        Assert.EndsWith("n 320", ladder.Meta, StringComparison.Ordinal);
        Assert.Equal(("we closed it · 160 of 320", 0.5), (ladder.Bars[0].Meaning, ladder.Bars[0].Share));
        Assert.Equal(("7 days of peace · 160", 0.5, 0.0, 0.0), (ladder.Bars[1].Meaning, ladder.Bars[1].Share, ladder.Bars[1].Maturing, ladder.Bars[1].Lost));
        Assert.Null(ladder.Bars[2].Share);
        Assert.Null(ladder.Note);
    }

    [Fact]
    public async Task EverythingButChat_IsTheOtherHalf_AndIsSaid()
    {
        var query = await QueryAsync();
        Assert.Equal("80", Tile(await query.RunAsync(new ViewAddress(), Token), "interactions").Value);
        var model = await query.RunAsync(new ViewAddress { NotChannel = "Chat" }, Token);
        Assert.Equal("40", Tile(model, "interactions").Value);
        Assert.EndsWith("; channel not Chat", Tile(model, "interactions").Chart!.Subtitle, StringComparison.Ordinal);
        Assert.Equal("not Chat", model.Choices.Single(c => c.Key == "channel!").Text);
        Assert.Equal("", model.Choices.Single(c => c.Key == "channel").Value);
    }

    [Fact]
    public async Task EverythingButWhatNoRecordHas_IsAllOfThem_AndSaysSo()
    {
        var query = await QueryAsync();
        var model = await query.RunAsync(new ViewAddress { NotChannel = "Fax" }, Token);
        Assert.Equal("80", Tile(model, "interactions").Value);
        Assert.Equal("No record has the channel “Fax”; all are shown.", Assert.Single(model.Notices));
        await Assert.ThrowsAsync<QuestionRefusedException>(() => query.ChartAsync("interactions", new ViewAddress { NotChannel = "Fax" }, false, Token));
    }

    [Fact]
    public async Task Costs_AreInTheWorkspacesCurrency()
    {
        var model = await (await QueryAsync(new WorkspaceOptions { Currency = "CHF" })).RunAsync(new ViewAddress(), Token);

        // Each contact has a cause, so each is failure demand: 80 × 2.50. For each of the 40 issues that held: 200 ÷ 40.
        var frugality = model.Families.Single(f => f.Name == "Frugality");
        Assert.Equal(["CHF\u00A05.00", "CHF\u00A0200"], frugality.Tiles.Select(t => t.Value));
        Assert.Equal("No record tells this: Cost of policy contacts.", frugality.Untold);
    }

    [Fact]
    public async Task OpenIssues_AreThoseOfThisMoment()
    {
        var tile = Tile(await (await QueryAsync()).RunAsync(new ViewAddress(), Token), "open-now");

        // Of 30 × 80 issues every second one was never closed.
        Assert.Equal("1,200", tile.Value);
    }

    [Fact]
    public async Task MeasuresThatNoRecordTells_AreNamedInOneLine()
    {
        var model = await (await QueryAsync()).RunAsync(new ViewAddress(), Token);
        var recovery = model.Families.Single(f => f.Name == "Recovery");
        Assert.Empty(recovery.Tiles);
        Assert.Equal("No record tells this: Recovered; Won back.", recovery.Untold);
    }

    [Fact]
    public async Task WeeksThatBeginOnSunday_BeginThereOnThePage()
    {
        var chart = (await (await QueryAsync(new WorkspaceOptions { WeekStart = "sunday" })).ChartAsync("interactions", new ViewAddress(), false, Token))!;
        Assert.All(chart.Points, p => Assert.Equal(DayOfWeek.Sunday, p.Start.ToDateTimeOffset().DayOfWeek));
    }

    [Fact]
    public async Task EveryMetric_IsDrawn()
    {
        var query = await QueryAsync();
        foreach (var metric in MetricCatalogue.All)
        {
            var chart = await query.ChartAsync(metric.Id, new ViewAddress(), false, Token);
            Assert.Contains("</svg>", CxDashboard.Charts.SvgChart.Draw(chart!, CxDashboard.Charts.ChartTheme.Light, 800, 400), StringComparison.Ordinal);
        }
    }
}
