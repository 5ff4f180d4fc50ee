using CxDashboard.Domain.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Time;

public sealed class BusinessCalendarTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private static readonly OpenHours NineToFive = new(new TimeOnly(9, 0), new TimeOnly(17, 0));
    private static readonly OpenHours AllDay = new(TimeOnly.MinValue, TimeOnly.MinValue);

    [Fact]
    public void AWeek_CountsItsOpenDaysOnly()
    {
        // Thursday 2026-12-24 is 9 to 12, Friday a holiday; Monday to Wednesday are 9 to 17.
        var calendar = new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive), [new DateOnly(2026, 12, 25)],
            Day("2026-12-24", new OpenHours(new TimeOnly(9, 0), new TimeOnly(12, 0))));
        Assert.Equal(((3 * 8) + 3) * Hour, calendar.Between(At("2026-12-21T00:00Z"), At("2026-12-28T00:00Z")));
    }

    [Theory]
    [InlineData("2026-03-02T08:00Z", "2026-03-02T09:00Z", 0)]
    [InlineData("2026-03-02T08:59Z", "2026-03-02T09:01Z", 1)]
    [InlineData("2026-03-02T16:59Z", "2026-03-02T17:01Z", 1)]
    [InlineData("2026-03-02T17:00Z", "2026-03-03T09:00Z", 0)]
    [InlineData("2026-03-02T10:00Z", "2026-03-02T10:30Z", 30)]
    [InlineData("2026-03-02T10:30Z", "2026-03-02T10:00Z", 0)]
    [InlineData("2026-03-02T10:00Z", "2026-03-02T10:00Z", 0)]
    [InlineData("2026-03-02T16:00Z", "2026-03-03T10:00Z", 120)]
    public void Span_IsHalfOpenAtBothEdges(string from, string to, int minutes) =>
        Assert.Equal(minutes * Minute, new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive)).Between(At(from), At(to)));

    [Theory]
    [InlineData("Europe/Amsterdam", "2026-03-29", 23)]
    [InlineData("Europe/Amsterdam", "2026-10-25", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", 23.5)]
    [InlineData("Africa/Cairo", "2026-04-24", 23)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    public void WholeDay_IsAsLongAsItsZoneMakesIt(string zone, string day, double hours)
    {
        var whole = new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> { [DateOnly.Parse(day, null).DayOfWeek] = [AllDay] };
        var calendar = new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), whole);
        var noon = At(day + "T12:00Z");
        Assert.Equal((long)(hours * Hour), calendar.Between(noon - TimeSpan.FromDays(3), noon + TimeSpan.FromDays(3)));
    }

    [Theory]
    [InlineData("2026-03-29", 1, 0, 4, 0, 2)] // 1 to 4, and 2 to 3 never happens
    [InlineData("2026-03-29", 2, 30, 4, 0, 0.5)] // opens at 3:30, as long after the change as 2:30 would have been after 2:00
    [InlineData("2026-03-29", 2, 30, 3, 0, 0)] // opens at 3:30, after it has closed
    [InlineData("2026-10-25", 1, 0, 4, 0, 4)] // 2 to 3 happens twice
    [InlineData("2026-10-25", 2, 30, 4, 0, 2.5)] // from the first 2:30
    [InlineData("2026-10-25", 1, 0, 2, 30, 1.5)] // to the first 2:30
    public void EdgeInAChangeOfTheClocks_MovesForwardOrIsTheEarlier(string day, int hour, int minute, int toHour, int toMinute, double hours)
    {
        var exception = Day(day, new OpenHours(new TimeOnly(hour, minute), new TimeOnly(toHour, toMinute)));
        var calendar = new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), Weekdays(), null, exception);
        var noon = At(day + "T12:00Z");
        Assert.Equal((long)(hours * Hour), calendar.Between(noon - TimeSpan.FromDays(2), noon + TimeSpan.FromDays(2)));
    }

    [Fact]
    public void AnySpan_IsWhatCountingMinuteByMinuteGives() =>
        Prop.ForAll(CalendarCases.Any.ToArbitrary(), c => c.Naive.Between(c.From, c.To) == c.Calendar.Between(c.From, c.To)).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void LongSpan_IsTheSumOfItsDays()
    {
        var calendar = new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById("America/St_Johns"), Weekdays(NineToFive));
        var (from, sum) = (At("1969-05-05T03:04:05.678Z"), 0L);
        for (var day = 0; day < 30_000; day++)
        {
            var next = from + TimeSpan.FromDays(1);
            sum += calendar.Between(from, next);
            from = next;
        }

        // 30,000 days are 4,285 weeks of 40 hours, and Monday to Friday.
        Assert.Equal(((4285 * 40L) + 40) * Hour, sum);
        Assert.Equal(sum, calendar.Between(from - TimeSpan.FromDays(30_000), from));
    }

    [Fact]
    public void InstantsBeyondAllYears_AreTheEndsOfTheCalendar()
    {
        var always = new BusinessCalendar(TimeZoneInfo.Utc, Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => (IReadOnlyList<OpenHours>)[AllDay]));
        // 3,652,059 days, without the first and the last two.
        Assert.Equal(3_652_055 * 24 * Hour, always.Between(new Instant(long.MinValue), new Instant(long.MaxValue)));
        Assert.Equal(0, always.Between(new Instant(long.MinValue), At("0001-01-03T00:00Z")));
        Assert.Equal(24 * Hour, always.Between(At("9999-12-29T00:00Z"), new Instant(long.MaxValue)));
    }

    [Fact]
    public void ManyThreads_CountTheSame()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");
        var starts = Enumerable.Range(0, 4_000).Select(i => At("1999-01-01T00:00Z") + TimeSpan.FromHours(i * 61.7)).ToArray();
        var alone = new BusinessCalendar(zone, Weekdays(NineToFive));
        var expected = starts.Select(s => alone.Between(s, s + TimeSpan.FromDays(700))).ToArray();
        var shared = new BusinessCalendar(zone, Weekdays(NineToFive));
        var counted = new long[starts.Length];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => counted[i] = shared.Between(starts[i], starts[i] + TimeSpan.FromDays(700)));
        Assert.Equal(expected, counted);
    }

    [Theory]
    [InlineData(9, 17, 16, 18, "09:00-17:00 and 16:00-18:00 overlap")]
    [InlineData(16, 18, 9, 17, "09:00-17:00 and 16:00-18:00 overlap")]
    [InlineData(9, 0, 16, 18, "09:00-24:00 and 16:00-18:00 overlap")]
    [InlineData(9, 12, 13, 13, "13:00-13:00 is empty")]
    [InlineData(22, 6, 13, 14, "22:00-06:00 ends before it begins")]
    public void HoursThatMakeNoSense_AreRefusedInWords(int from, int to, int secondFrom, int secondTo, string says)
    {
        var hours = new[] { new OpenHours(new TimeOnly(from, 0), new TimeOnly(to, 0)), new OpenHours(new TimeOnly(secondFrom, 0), new TimeOnly(secondTo, 0)) };
        var fault = Assert.Throws<ArgumentException>(() => new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(hours)));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Of Monday", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HolidayWithHours_IsRefused() => Assert.Contains("2026-12-24 is both", Assert.Throws<ArgumentException>(() =>
        new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive), [new DateOnly(2026, 12, 24)], Day("2026-12-24", NineToFive))).Message, StringComparison.Ordinal);

    [Fact]
    public void Text_TellsCalendarsApart_AndNotTheirOrder()
    {
        DateOnly[] days = [new DateOnly(2026, 12, 25), new DateOnly(2026, 12, 26)];
        var text = new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive), days).Text();
        Assert.Equal(text, new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive), days.Reverse()).Text());
        Assert.NotEqual(text, new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(NineToFive), days.Take(1)).Text());
        Assert.NotEqual(text, new BusinessCalendar(TimeZoneInfo.Utc, Weekdays(AllDay), days).Text());
        Assert.NotEqual(text, new BusinessCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"), Weekdays(NineToFive), days).Text());
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> Weekdays(params OpenHours[] hours) =>
        Enum.GetValues<DayOfWeek>().Where(d => d is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToDictionary(d => d, _ => (IReadOnlyList<OpenHours>)hours);

    private static Dictionary<DateOnly, IReadOnlyList<OpenHours>> Day(string day, params OpenHours[] hours) => new() { [DateOnly.Parse(day, null)] = hours };

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
