using CxDashboard.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Time;

/// <summary>What holds for buckets in every zone, around every change of its clocks.</summary>
public sealed class BucketsOfZonesTests
{
    private sealed record Span(TimeZoneInfo Zone, DateOnly From, DateOnly To, BucketSize Size, DayOfWeek WeekStart)
    {
        public IReadOnlyList<Bucket> Cut() => Buckets.Cut(From, To, Size, Zone, WeekStart);
    }

    private static Gen<Span> Spans { get; } =
        from change in Gen.Elements(CalendarCases.Changes)
        from before in Gen.Choose(0, 40)
        from days in Gen.Choose(1, 80)
        from size in Gen.Elements(BucketSize.Hour, BucketSize.Day, BucketSize.Week, BucketSize.Month, BucketSize.Quarter)
        from weekStart in Gen.Elements(Enum.GetValues<DayOfWeek>())
        let start = DateOnly.Parse(change.Day, null).AddDays(-before)
        select new Span(TimeZoneInfo.FindSystemTimeZoneById(change.Zone), start, start.AddDays(days), size, weekStart);

    [Fact]
    public void Buckets_FollowEachOther_AndCoverTheSpanExactly() => Holds(span =>
    {
        var buckets = span.Cut();
        if (Buckets.StartOfDay(span.From, span.Zone) == Buckets.StartOfDay(span.To, span.Zone) && span.Size != BucketSize.Day)
        {
            // Nothing but a day that the zone skipped.
            Assert.Empty(buckets);
            return;
        }

        Assert.Equal(Buckets.StartOfDay(span.From, span.Zone), buckets[0].Start);
        Assert.Equal(Buckets.StartOfDay(span.To, span.Zone), buckets[^1].End);
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(buckets, b => Assert.True(b.Start < b.End || span.Size == BucketSize.Day, $"{b} is empty"));
    });

    [Theory]
    [InlineData("1994-12-31", "1995-03-12", "1995-01-01")]
    [InlineData("1994-12-30", "1995-03-12", "1994-12-30 1995-01-01")]
    [InlineData("1994-12-31", "1995-01-01", "")]
    public void QuarterOfWhichOnlyASkippedDayIsAskedFor_IsNoBucket(string from, string to, string quarters)
    {
        // The Line Islands went from the 30th of December to the 1st of January.
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati");
        var buckets = Buckets.Cut(DateOnly.Parse(from, null), DateOnly.Parse(to, null), BucketSize.Quarter, zone);
        Assert.Equal(quarters, string.Join(' ', buckets.Select(b => b.FromText)));
    }

    [Fact]
    public void EachLocalDay_IsInOneBucket_FromItsFirstMoment() => Holds(span =>
    {
        var buckets = span.Cut();
        for (var day = span.From; day < span.To; day = day.AddDays(1))
        {
            var (start, end) = (Buckets.StartOfDay(day, span.Zone), Buckets.StartOfDay(day.AddDays(1), span.Zone));
            if (start == end) continue; // the zone skipped it
            Assert.Equal(day, Buckets.DayOf(start, span.Zone));
            Assert.True(Buckets.DayOf(new Instant(start.UnixMilliseconds - 1), span.Zone) < day);
            if (span.Size != BucketSize.Hour) Assert.Single(buckets, b => b.Start <= start && end <= b.End && b.Start < b.End);
        }
    });

    [Fact]
    public void HoursBegin_WhereTheLocalClockShowsAFullHour() => Holds(span =>
    {
        if (span.Size == BucketSize.Hour) Assert.All(span.Cut().Skip(1), b => Assert.Equal((0, 0), (b.From.Minute, b.From.Second)));
    });

    [Fact]
    public void WeeksBegin_OnTheNamedDay_OrWithTheSpan() => Holds(span =>
    {
        if (span.Size != BucketSize.Week) return;
        var weeks = span.Cut();
        Assert.All(weeks.Skip(1), w => Assert.Equal(span.WeekStart, w.From.DayOfWeek));
        Assert.All(weeks.Skip(1).SkipLast(1), w => Assert.Equal(7, (w.To.Date - w.From.Date).Days));
        Assert.All(weeks, w => Assert.InRange((w.To.Date - w.From.Date).Days, 1, 7));
    });

    [Theory]
    [InlineData(DayOfWeek.Monday, "2026-03-09", "2026-03-16")]
    [InlineData(DayOfWeek.Sunday, "2026-03-15", "2026-03-22")]
    [InlineData(DayOfWeek.Saturday, "2026-03-14", "2026-03-21")]
    public void Sunday_IsInTheWeekThatItsFirstDayMakes(DayOfWeek weekStart, string first, string next)
    {
        var sunday = new DateOnly(2026, 3, 15);
        Assert.Equal(DateOnly.Parse(first, null), Buckets.Floor(sunday, BucketSize.Week, weekStart));
        Assert.Equal(DateOnly.Parse(next, null), Buckets.Next(sunday, BucketSize.Week, weekStart));
    }

    [Fact]
    public void WeeksAtBothEndsOfTheCalendar_AreClipped()
    {
        // 0001-01-01 is a Monday, 9999-12-31 a Friday.
        Assert.Equal(DateOnly.MinValue, Buckets.Floor(new DateOnly(1, 1, 2), BucketSize.Week, DayOfWeek.Sunday));
        Assert.Equal(new DateOnly(1, 1, 7), Buckets.Next(DateOnly.MinValue, BucketSize.Week, DayOfWeek.Sunday));
        Assert.Equal(DateOnly.MaxValue, Buckets.Next(DateOnly.MaxValue, BucketSize.Week, DayOfWeek.Sunday));
    }

    [Theory]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z")] // midnight goes to one
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")] // likewise
    [InlineData("America/Toronto", "1919-03-31", "1919-03-31T04:30:00Z")] // half past eleven goes to half past midnight
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")] // there is no such day
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    [InlineData("America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z")] // a minute past midnight goes back an hour: the first of two midnights
    [InlineData("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z")]
    public void Day_BeginsWithItsFirstMoment(string zone, string day, string start) =>
        Assert.Equal(start, Buckets.StartOfDay(DateOnly.Parse(day, null), TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString());

    [Fact]
    public void ClocksThatMovedWithoutSummerTime_AreReadLikeOthers()
    {
        // Pyongyang, 2018-05-04 23:30 to 2018-05-05 00:00; Caracas, 2016-05-01 02:30 to 03:00; Adak, 1974-10-27 02:00 back to 01:00.
        Assert.Equal(("2018-05-04T15:15:00Z", false, true), Read(new DateTime(2018, 5, 4, 23, 45, 0), "Asia/Pyongyang"));
        Assert.Equal(("2016-05-01T07:15:00Z", false, true), Read(new DateTime(2016, 5, 1, 2, 45, 0), "America/Caracas"));
        Assert.Equal(("1974-10-27T11:30:00Z", true, false), Read(new DateTime(1974, 10, 27, 1, 30, 0), "America/Adak"));
    }

    private static (string, bool, bool) Read(DateTime local, string zone)
    {
        var (instant, twice, never) = Buckets.ToInstant(local, TimeZoneInfo.FindSystemTimeZoneById(zone));
        return (instant.ToString(), twice, never);
    }

    private static void Holds(Action<Span> property) => Prop.ForAll(Spans.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
