using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Tests.Oracle;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class ApartTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void AnswersOfTheNeededStep_AreAtLeastAsFarApartAsTheBucketIsWide()
    {
        var random = new Random(20261130);
        for (var n = 0; n < 100_000; n++)
        {
            var (distance, width) = (random.NextInt64(0, 120 * 24 * Hour), random.NextInt64(1, 120 * 24 * Hour));
            if (Apart.Of(distance) >= Apart.Needed(width)) Assert.True(distance >= width);
        }
    }

    [Theory]
    [InlineData(BucketSize.Hour, 1)]
    [InlineData(BucketSize.Day, 1)]
    [InlineData(BucketSize.Week, 2)]
    [InlineData(BucketSize.Month, 3)]
    [InlineData(BucketSize.Quarter, 4)]
    public void WidestBucketOfEachSize_NeedsTheStepOfItsSize(BucketSize size, int step)
    {
        foreach (var zone in (string[])["Europe/London", "America/New_York", "Australia/Lord_Howe"])
        {
            var days = size == BucketSize.Hour ? 30 : 800;
            var buckets = Buckets.Cut(new DateOnly(2025, 1, 6), new DateOnly(2025, 1, 6).AddDays(days), size, TimeZoneInfo.FindSystemTimeZoneById(zone), DayOfWeek.Monday);
            Assert.Equal(step, Apart.Needed(buckets.Max(b => b.End.UnixMilliseconds - b.Start.UnixMilliseconds)));
        }
    }

    [Fact]
    public async Task OfTwoUnhappyAnswersOfACustomer_TheLastOneStandsInEachBucketThatHoldsBoth()
    {
        var monday = Instant.From(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));
        await using var engine = await EngineUnderTest.StartAsync(monday + TimeSpan.FromDays(200), [new OracleSource("desk", Live: true)]);
        await engine.WriteAsync([Rated("first", 0, 1), Rated("better", 1, 5), Rated("second", 9, 1)]);
        await engine.Measure.FollowAsync(TestContext.Current.CancellationToken);

        // The first was won back within 90 days, the second never.
        var weeks = (await engine.AskAsync("recovered-share", BucketSize.Week)).Where(a => a.N > 0);
        Assert.Equal([(1L, 1.0), (1L, 0.0)], weeks.Select(a => (a.N, a.Value!.Value)));
        var months = (await engine.AskAsync("recovered-share", BucketSize.Month)).Where(a => a.N > 0);
        Assert.Equal([(1L, 0.0)], months.Select(a => (a.N, a.Value!.Value)));

        Interaction Rated(string id, int day, int rating) => new()
        {
            Source = "desk",
            ExternalId = id,
            Customer = "the same",
            OpenedAt = monday + TimeSpan.FromDays(day),
            ClaimedAt = monday + TimeSpan.FromDays(day) + TimeSpan.FromHours(1),
            Rating = rating,
            RatingScale = 5,
        };
    }
}
