using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Metrics;
using CxDashboard.Features.Trends;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using CxDashboard.Tests.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Features.Metrics;

/// <summary>Twelve weeks of forty contacts and then eight of one: a file that was cut by another date than the opening.</summary>
public sealed class SignalsQueryTests
{
    private static readonly Instant Start = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
    private static readonly DateOnly First = new(2026, 1, 5);
    private static readonly Instant End = Start + TimeSpan.FromDays(7 * 20);

    private static async Task<EngineUnderTest> CutAsync(bool live = false)
    {
        var engine = await EngineUnderTest.StartAsync(End, [live ? new OracleSource("desk", Live: true) : new OracleSource("desk", Live: false, End, End)]);
        await engine.WriteAsync([.. Enumerable.Range(0, 20).SelectMany(week => Enumerable.Range(0, week < 12 ? 40 + (week % 3) : 1).Select(i => new Interaction
        {
            Source = "desk",
            ExternalId = $"{week}-{i}",
            Customer = $"customer {week} {i}",
            Topic = "Billing",
            OpenedAt = Start + TimeSpan.FromDays((7 * week) + (i % 7)),
            ClaimedAt = Start + TimeSpan.FromDays((7 * week) + (i % 7)) + TimeSpan.FromHours(1 + (week % 3)),
        }))]);
        await engine.Measure.FollowAsync(Token);
        return engine;
    }

    private static async Task<SignalsAnswer> AskAsync(EngineUnderTest engine, DateOnly? to = null) =>
        (await new SignalsQuery(engine.Measure).RunAsync(new MetricQuestion { Metric = "claimed-rate", By = BucketSize.Week, From = to is null ? null : First, To = to }, [], naturalStep: false, Token))!;

    [Fact]
    public async Task FileThatThinsOut_IsToldBesideWhatStandsOutThere_AndOnThePages()
    {
        await using var engine = await CutAsync();
        var answer = await AskAsync(engine);
        Assert.Contains(answer.Signals, s => s.Reading.Metric.Id == "interactions");
        Assert.StartsWith("After 2026-03-30T00:00:00Z the openings thin out below a tenth of the busiest week", answer.Notice, StringComparison.Ordinal);
        Assert.Contains("--known-until 2026-03-30T00:00:00Z", (string)SignalRows.Of(answer, [])["notices"]![0]!, StringComparison.Ordinal);
        Assert.Equal([answer.Notice!], (await new TrendsQuery(engine.Measure).RunAsync(new ViewAddress(), Token)).Notices);

        // Of the time before nothing is missing.
        Assert.Null((await AskAsync(engine, First.AddDays(7 * 12))).Notice);
        Assert.NotNull((await AskAsync(engine, First.AddDays((7 * 12) + 1))).Notice);
    }

    [Fact]
    public async Task LiveSourceThatHasLessToDo_HasNoSuchEnd()
    {
        await using var engine = await CutAsync(live: true);
        Assert.Null((await AskAsync(engine)).Notice);
    }

    [Fact]
    public async Task SpanThatEndsWithinAWeek_TakesAllOfIt()
    {
        await using var engine = await CutAsync();
        var answer = await AskAsync(engine, First.AddDays((7 * 11) + 2));
        Assert.Equal((First, First.AddDays(7 * 12)), (answer.From, answer.To));
        Assert.Empty(answer.Signals);
        Assert.Equal(42, answer.Attention.Readings.First(r => r.Metric.Id == "interactions").NewestAnswer!.N);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
