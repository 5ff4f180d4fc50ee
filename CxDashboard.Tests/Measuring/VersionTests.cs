using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Measuring.Behind;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

/// <summary>A definition that was changed: from the second of three weeks on "issues opened" counts claimed issues only.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly DateOnly Monday = new(2026, 1, 5);
    private EngineUnderTest _engine = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Ten issues in each week, of which four are claimed; half of both by phone.
        _engine = await EngineUnderTest.StartAsync(Start + TimeSpan.FromDays(20.5), [new OracleSource("desk", Live: true)]);
        await _engine.WriteAsync([.. Enumerable.Range(0, 30).Select(i => new Interaction
        {
            Source = "desk",
            ExternalId = $"{i}",
            Customer = $"c{i}",
            Channel = i % 2 == 0 ? "phone" : "email",
            OpenedAt = Start + TimeSpan.FromDays((7 * (i / 10)) + 1),
            ClaimedAt = i % 10 < 4 ? Start + TimeSpan.FromDays((7 * (i / 10)) + 2) : null,
        })]);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task EachBucket_IsAnsweredByTheVersionInForceOnItsFirstDay()
    {
        var measure = await MeasureAsync();
        Assert.Equal(["1:10", "2:4", "2:4"], await AskAsync(measure, new MetricQuestion { Metric = "issues-opened", By = BucketSize.Week }));
        Assert.Equal(["1:10", "2:4"], await AskAsync(measure, new MetricQuestion { Metric = "issues-opened", By = BucketSize.Week, From = Monday, To = Monday.AddDays(14) }));

        // January began before the second version did.
        Assert.Equal(["1:30"], await AskAsync(measure, new MetricQuestion { Metric = "issues-opened", By = BucketSize.Month }));
    }

    [Fact]
    public async Task All_IsAnsweredByTheNewest() => Assert.Equal(["2:12"], await AskAsync(await MeasureAsync(), new MetricQuestion { Metric = "issues-opened" }));

    [Fact]
    public async Task VersionThatIsAsked_AnswersTheWholeHistory_BesideTheOthers()
    {
        var measure = await MeasureAsync();
        MetricQuestion question = new() { Metric = "issues-opened", By = BucketSize.Week };
        var answers = await measure.AskManyAsync([question with { Version = 1 }, question, question with { Version = 2 }, question with { By = BucketSize.All, Version = 1 }], Token);
        Assert.Equal(["1:10 1:10 1:10", "1:10 2:4 2:4", "2:4 2:4 2:4", "1:30"], answers.Select(of => string.Join(' ', of.Select(Words))));
    }

    [Fact]
    public async Task ValuesOfAField_AreToldApartInEachBucketByItsVersion()
    {
        var measure = await MeasureAsync();
        Assert.Equal(["1:5", "1:5", "2:2", "2:2", "2:2", "2:2"], await AskAsync(measure, new MetricQuestion { Metric = "issues-opened", By = BucketSize.Week, Split = ["channel"] }));
    }

    [Fact]
    public async Task RowsBehindABucket_AreJudgedByItsVersion()
    {
        var measure = await MeasureAsync();
        MetricQuestion question = new() { Metric = "issues-opened", By = BucketSize.Week };
        var weeks = await measure.AskAsync(question, Token);
        async Task<string> BehindAsync(BehindQuestion asked) =>
            await measure.BehindAsync(asked, Token) is { } b ? $"{b.Metric.Version}: {string.Join(' ', b.Groups.Select(g => $"{g.Outcome} {g.Rows}"))}, {b.Counted} of {b.Rows.Count}" : "nothing";
        Assert.Equal("1: Counts 10, 10 of 10", await BehindAsync(new BehindQuestion { Of = question, Bucket = weeks[0].Bucket }));
        Assert.Equal("2: Counts 4 NeverClaimed 6, 4 of 10", await BehindAsync(new BehindQuestion { Of = question, Bucket = weeks[1].Bucket }));
        Assert.Equal("1: Counts 10, 10 of 10", await BehindAsync(new BehindQuestion { Of = question with { Version = 1 }, Bucket = weeks[1].Bucket }));
        Assert.Equal("2: Counts 12 NeverClaimed 18, 12 of 30", await BehindAsync(new BehindQuestion { Of = question }));
    }

    [Fact]
    public async Task NewRecord_IsCountedByTheVersionOfItsBucket()
    {
        var measure = await MeasureAsync();
        MetricQuestion question = new() { Metric = "issues-opened", By = BucketSize.Week };
        Assert.Equal(["1:10", "2:4", "2:4"], await AskAsync(measure, question));
        var late = new Interaction { Source = "desk", ExternalId = "late", Customer = "late", OpenedAt = Start };
        await _engine.WriteAsync(late, late with { ExternalId = "later", Customer = "later", OpenedAt = Start + TimeSpan.FromDays(8) });
        await measure.FollowAsync(Token);
        Assert.Equal(["1:11", "2:4", "2:4"], await AskAsync(measure, question));
    }

    private async Task<Measure> MeasureAsync()
    {
        var issues = MetricCatalogue.Find("issues-opened")! with { Since = new DateOnly(2020, 1, 1) };
        var claimed = issues with { Version = 2, Since = Monday.AddDays(7), CountedAs = "issues-claimed" };
        var catalogue = new MetricCatalogue([.. MetricCatalogue.All.Where(m => m.Id != issues.Id), issues, claimed]);
        var measure = _engine.NewMeasure(workspace: new WorkspaceOptions(), catalogue: catalogue);
        await measure.FollowAsync(Token);
        return measure;
    }

    private static async Task<IEnumerable<string>> AskAsync(Measure measure, MetricQuestion question) => (await measure.AskAsync(question, Token)).Select(Words);

    private static string Words(MetricAnswer answer) => FormattableString.Invariant($"{answer.Version}:{answer.Value}");
}
