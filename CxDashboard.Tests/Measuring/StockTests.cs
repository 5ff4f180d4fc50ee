using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class StockTests
{
    private static readonly Instant Monday = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 0)]
    public async Task IssueThatBeginsAtMidnightSharp_IsOpenAtTheEndOfTheDayBefore(int millisecondsLater, int opened, int open)
    {
        var begins = Monday + TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(millisecondsLater);
        await using var engine = await EngineUnderTest.StartAsync(Monday + TimeSpan.FromDays(3), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync(
        [
            Issue("over", Monday + TimeSpan.FromHours(1), TimeSpan.FromHours(1)),
            Issue("at midnight", begins, TimeSpan.FromHours(1)),
            Issue("later", Monday + TimeSpan.FromDays(2), TimeSpan.FromHours(1)),
        ]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        var answers = await engine.AskAsync("open-now", BucketSize.Day);
        Assert.Equal((1 + opened, (double)open), (answers[0].N, answers[0].Value));
        Assert.Equal((3L, 1.0), (answers[1].N, answers[1].Value));
        Assert.Equal((3L, 0.0), (answers[2].N, answers[2].Value));
    }

    [Fact]
    public async Task IssueOfTwoContactsThatIsNeverClaimed_IsOpenAtEveryEnd_AlsoBefore1970()
    {
        // Counted from 1970 these instants are below zero, and "never" is the largest number there is.
        var first = Instant.From(new DateTimeOffset(1969, 2, 3, 9, 0, 0, TimeSpan.Zero));
        await using var engine = await EngineUnderTest.StartAsync(first + TimeSpan.FromDays(4), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([Issue("first", first), Issue("second", first + TimeSpan.FromDays(1))]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);
        var answers = await engine.AskAsync("open-now", BucketSize.Day);
        Assert.Equal([1.0, 1.0, 1.0, 1.0, 1.0], answers.Select(a => a.Value));

        static Interaction Issue(string id, Instant opened) => new() { Source = "desk", ExternalId = id, Customer = "the same", Topic = "delivery", OpenedAt = opened };
    }

    private static Interaction Issue(string id, Instant opened, TimeSpan lasts) =>
        new() { Source = "desk", ExternalId = id, Customer = id, OpenedAt = opened, ClaimedAt = opened + lasts };
}
