using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring.Claims;

public sealed class ClaimDaysTests
{
    // Summer time begins on 29 March 2026.
    private static readonly DateTimeOffset Friday = new(2026, 3, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly Instant Now = At(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ClaimsAreOfTheLocalDayOfTheFirstClaim_AndHeldIsThatOfTheRate()
    {
        await using var engine = await EngineUnderTest.StartAsync(Now, [new OracleSource("desk", Live: true)], "Europe/London");
        await engine.WriteAsync(
            Record("a", "ann", At(0), At(1) + TimeSpan.FromHours(11)),
            Record("b", "bob", At(0), At(2) + TimeSpan.FromHours(11)),
            Record("c", "bob", At(4), At(4.1)),
            Record("d", null, At(0), At(1)),
            Record("e", "eve", At(0), null) with { Claimed = true },
            Record("f", "fay", At(0), At(14)),
            Record("g", "fay", At(15), null));
        await engine.Measure.FollowAsync(Token);
        var days = await engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = "held-rate-7d", From = Day(-1), To = Day(22) }, Token);

        // An hour before midnight UTC is Saturday still in winter time, and Monday already in summer time. Whose claim has no instant is on no day.
        Assert.Equal(new ClaimDay(Day(-1), null, 0, 0), days[0]);
        Assert.Equal(
            [new(Day(0), 0, 0, 0), new(Day(1), 2, 1, 1), new(Day(2), 0, 0, 0), new(Day(3), 1, 1, 0)],
            days.Skip(1).Take(4));

        // Fay came back, but nobody else of that day could have yet.
        Assert.Equal(new ClaimDay(Day(14), 1, 0, 0), days[15]);
        Assert.Equal([null, null, 0], days.TakeLast(3).Select(d => d.Claims).Reverse());
        var rate = Assert.Single(await engine.AskAsync("held-rate-7d"));
        Assert.Equal(rate.Count, days.Sum(d => d.Held) + 1);
    }

    [Fact]
    public async Task DaysOfASourceThatEnds_AreKnownByTheOthers_ButForItsLast()
    {
        await using var engine = await EngineUnderTest.StartAsync(Now, [new OracleSource("desk", Live: true), new OracleSource("old", Live: false, At(5.2), At(3.2))]);
        await engine.WriteAsync(Record("a", "ann", At(0), At(1)), Record("b", "bob", At(0), At(1)) with { Source = "old" });
        await engine.Measure.FollowAsync(Token);
        var days = await engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = "held-rate-30d" }, Token);
        Assert.Equal([0, 2, 0, null, null, null, 0], days.Take(7).Select(d => d.Claims));
    }

    [Fact]
    public async Task OtherMetricsAndThoseWhoMayNotSeeRecords_AreRefused()
    {
        await using var engine = await EngineUnderTest.StartAsync(Now, [new OracleSource("desk", Live: true)]);
        var refused = await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = "claimed-rate" }, Token));
        Assert.Contains("held-rate-7d or held-rate-30d", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<QuestionRefusedException>(() => engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = "held-rate-7d", Restricted = true }, Token));
        Assert.Empty(await engine.Measure.ClaimDaysAsync(new MetricQuestion { Metric = "held-rate-7d" }, Token));
    }

    private static Instant At(double days) => Instant.From(Friday.AddDays(days));

    private static DateOnly Day(int days) => DateOnly.FromDateTime(Friday.Date).AddDays(days);

    private static Interaction Record(string id, string? customer, Instant opened, Instant? claimed) =>
        new() { Source = "desk", ExternalId = id, Customer = customer, Topic = "Billing", OpenedAt = opened, ClaimedAt = claimed };
}
