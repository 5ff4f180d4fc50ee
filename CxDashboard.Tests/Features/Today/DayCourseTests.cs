using CxDashboard.Domain.Time;
using CxDashboard.Features.Today;
using Xunit;

namespace CxDashboard.Tests.Features.Today;

public sealed class DayCourseTests
{
    private static readonly DateOnly Thursday = new(2026, 5, 14);

    private static DayCourse.Day Day(int weeksAgo, params (int Hour, double Count)[] hours)
    {
        var counts = new double[24];
        foreach (var (hour, count) in hours) counts[hour] = count;
        var date = Thursday.AddDays(-7 * weeksAgo);
        return new DayCourse.Day(date, Buckets.StartOfDay(date, TimeZoneInfo.Utc), counts);
    }

    private static DayCourse.Day[] Earlier(int weeks) => [.. Enumerable.Range(1, weeks).Select(w => Day(w, (9, 100 + w), (15, 100)))];

    [Fact]
    public void EarlierDays_AreCountedToTheSameHourOnly()
    {
        var day = DayCourse.Of([Day(0, (9, 104)), .. Earlier(8)], [], 12);
        Assert.Equal(104, day.Count);
        Assert.False(day.IsUnusual);
        Assert.InRange(day.UsualByNow!.Value.Low, 80, 104);
        Assert.InRange(day.UsualByNow!.Value.High, 105, 135);
    }

    [Fact]
    public void HalfAnHour_IsHalfItsContacts()
    {
        var day = DayCourse.Of([Day(0, (9, 50)), .. Earlier(8)], [], 9.5);
        Assert.False(day.IsUnusual);
        Assert.InRange(day.UsualByNow!.Value.High, 52, 75);
    }

    [Fact]
    public void FarMoreThanUsual_IsUnusual() => Assert.True(DayCourse.Of([Day(0, (9, 180)), .. Earlier(8)], [], 12).IsUnusual);

    [Fact]
    public void TooFewEarlierDays_SayNothingOfWhatIsUsual()
    {
        var day = DayCourse.Of([Day(0, (9, 180)), .. Earlier(4)], [], 12);
        Assert.Null(day.UsualByNow);
        Assert.Empty(day.Usual);
        Assert.False(day.IsUnusual);
    }

    [Fact]
    public void QuietTopic_IsNotUnusualByOneContact()
    {
        DayCourse.Day[] quiet = [Day(0, (9, 3)), .. Enumerable.Range(1, 8).Select(w => Day(w, (9, 2)))];
        var day = DayCourse.Of([Day(0, (9, 100)), .. Earlier(8)], [("Letters", quiet)], 12);
        Assert.False(Assert.Single(day.Topics).IsUnusual);
    }

    [Fact]
    public void NothingKnown_IsAnEmptyDay() => Assert.Equal(0, DayCourse.Of([], [], 12).Count);
}
