using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Domain.Time;

public sealed class BucketsTests
{
    [Theory]
    [InlineData(BucketSize.Week, "2026-01-01/2026-01-05 2026-01-05/2026-01-12 2026-01-12/2026-01-14")]
    [InlineData(BucketSize.Month, "2026-01-01/2026-01-14")]
    [InlineData(BucketSize.Quarter, "2026-01-01/2026-01-14")]
    public void BucketsOfAnAskedSpan_AreClippedToIt(BucketSize size, string expected) =>
        Assert.Equal(expected, Spans(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 14), size, "UTC"));

    [Theory]
    [InlineData(BucketSize.Month, "2025-11-20/2025-12-01 2025-12-01/2026-01-01 2026-01-01/2026-01-02")]
    [InlineData(BucketSize.Quarter, "2025-11-20/2026-01-01 2026-01-01/2026-01-02")]
    public void BucketsOverAYearsEnd_BeginAtItsFirstDay(BucketSize size, string expected) =>
        Assert.Equal(expected, Spans(new DateOnly(2025, 11, 20), new DateOnly(2026, 1, 2), size, "Europe/Amsterdam"));

    [Theory]
    [InlineData(BucketSize.Week, "2026-01-04", "2025-12-29")]
    [InlineData(BucketSize.Week, "2026-01-05", "2026-01-05")]
    [InlineData(BucketSize.Quarter, "2026-06-30", "2026-04-01")]
    public void Floor_IsTheFirstDayOfTheBucket(BucketSize size, string day, string floor) =>
        Assert.Equal(Day(floor), Buckets.Floor(Day(day), size));

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-03-29", 23)]
    [InlineData("Europe/Amsterdam", "2026-10-25", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    [InlineData("UTC", "2026-03-29", 24)]
    public void Day_HasTheHoursItsZoneGivesIt(string zone, string day, double hours)
    {
        var bucket = Assert.Single(Buckets.Cut(Day(day), Day(day).AddDays(1), BucketSize.Day, Zone(zone)));
        Assert.Equal(hours, (bucket.End - bucket.Start).TotalHours);
    }

    [Fact]
    public void HourThatHappensTwice_IsTwoBucketsToldApartByTheirOffsets()
    {
        var hours = Buckets.Cut(new DateOnly(2026, 10, 25), new DateOnly(2026, 10, 26), BucketSize.Hour, Zone("Europe/Amsterdam"));
        Assert.Equal(25, hours.Count);
        Assert.Equal(["2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00"], hours.Skip(2).Take(2).Select(h => h.FromText));
        Assert.All(hours.Zip(hours.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
    }

    [Fact]
    public void MidnightThatDoesNotExist_BeginsWithTheFirstMomentAfterIt()
    {
        // Cairo, 2026-04-24: at midnight clocks go to one.
        var start = Buckets.StartOfDay(new DateOnly(2026, 4, 24), Zone("Africa/Cairo"));
        Assert.Equal("2026-04-23T22:00:00Z", start.ToString());
        Assert.Equal("2026-04-24", Assert.Single(Buckets.Cut(new DateOnly(2026, 4, 24), new DateOnly(2026, 4, 25), BucketSize.Day, Zone("Africa/Cairo"))).FromText);
    }

    [Fact]
    public void LocalTimeThatHappenedTwice_TakesTheEarlier_AndOneThatNeverDid_MovesForward()
    {
        var zone = Zone("Europe/Amsterdam");
        Assert.Equal(("2026-10-25T00:30:00Z", true, false), Read(new DateTime(2026, 10, 25, 2, 30, 0), zone));
        Assert.Equal(("2026-03-29T01:30:00Z", false, true), Read(new DateTime(2026, 3, 29, 2, 30, 0), zone));
        Assert.Equal(("2026-07-01T10:00:00Z", false, false), Read(new DateTime(2026, 7, 1, 12, 0, 0), zone));
    }

    private static (string, bool, bool) Read(DateTime local, TimeZoneInfo zone)
    {
        var (instant, twice, never) = Buckets.ToInstant(local, zone);
        return (instant.ToString(), twice, never);
    }

    private static string Spans(DateOnly from, DateOnly to, BucketSize size, string zone) =>
        string.Join(' ', Buckets.Cut(from, to, size, Zone(zone)).Select(b => $"{b.FromText}/{b.ToText}"));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}
