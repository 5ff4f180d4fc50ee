using System.Globalization;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Oracle;

public sealed class OracleCalendarTests
{
    private const long Hour = 3_600_000;

    [Fact]
    public void OpenHours_CountInsideTheSpanOnly()
    {
        // Friday 13 March, two spans of a day; closed on Saturday and Sunday; Monday is a holiday, Tuesday has its own hours.
        var calendar = new OracleCalendar("c", "UTC", Weekdays(("09:00", "12:30"), ("13:00", "17:00")), [new(2026, 3, 16)],
            new Dictionary<DateOnly, IReadOnlyList<(TimeOnly, TimeOnly)>> { [new(2026, 3, 17)] = [(new(10, 0), new(11, 0))] });
        Assert.Equal((long)(7.5 * Hour), calendar.OpenBetween(At("2026-03-13T00:00Z"), At("2026-03-14T00:00Z")));
        Assert.Equal(2 * Hour, calendar.OpenBetween(At("2026-03-13T11:30Z"), At("2026-03-13T14:00Z")));
        Assert.Equal(0, calendar.OpenBetween(At("2026-03-13T17:00Z"), At("2026-03-17T10:00Z")));
        Assert.Equal(Hour, calendar.OpenBetween(At("2026-03-14T00:00Z"), At("2026-03-18T09:00Z")));
        Assert.Equal(0, calendar.OpenBetween(At("2026-03-13T14:00Z"), At("2026-03-13T11:30Z")));
        Assert.Equal(1, calendar.OpenBetween(At("2026-03-13T09:00Z"), new Instant(At("2026-03-13T09:00Z").UnixMilliseconds + 1)));
    }

    [Fact]
    public void Days_HaveAsManyHoursAsTheirZoneGivesThem()
    {
        OracleCalendar AlwaysOpen(string zone) => new("c", zone, EveryDay(("00:00", "00:00")), []);
        Assert.Equal(23 * Hour, AlwaysOpen("Europe/London").OpenBetween(At("2026-03-29T00:00Z"), At("2026-03-29T23:00Z")));
        Assert.Equal(23 * Hour, OneDay("Europe/London", new(2026, 3, 29), "00:00", "00:00"));
        Assert.Equal(25 * Hour, OneDay("Europe/London", new(2026, 10, 25), "00:00", "00:00"));
        Assert.Equal((long)(24.5 * Hour), OneDay("Australia/Lord_Howe", new(2026, 4, 5), "00:00", "00:00"));
        Assert.Equal((long)(23.5 * Hour), OneDay("Australia/Lord_Howe", new(2026, 10, 4), "00:00", "00:00"));
    }

    [Fact]
    public void EdgeThatNeverHappens_MovesForward_AndOneThatHappenedTwiceIsTheEarlier()
    {
        // London, 29 March: 01:30 is 02:30, so until three o'clock there is half an hour. 25 October: 01:30 comes twice.
        Assert.Equal(Hour / 2, OneDay("Europe/London", new(2026, 3, 29), "01:30", "03:00"));
        Assert.Equal(3 * Hour / 2, OneDay("Europe/London", new(2026, 3, 29), "00:00", "01:30"));
        Assert.Equal(5 * Hour / 2, OneDay("Europe/London", new(2026, 10, 25), "01:30", "03:00"));
        Assert.Equal(3 * Hour / 2, OneDay("Europe/London", new(2026, 10, 25), "00:00", "01:30"));

        // Lord Howe, 4 October: two o'clock is half past two.
        Assert.Equal(Hour / 2, OneDay("Australia/Lord_Howe", new(2026, 10, 4), "02:00", "03:00"));
        var london = new OracleCalendar("c", "Europe/London", EveryDay(), []);
        Assert.Equal(At("2026-03-29T01:30Z"), london.ToInstant(new DateTime(2026, 3, 29, 1, 30, 0)));
        Assert.Equal(At("2026-10-25T00:30Z"), london.ToInstant(new DateTime(2026, 10, 25, 1, 30, 0)));
        Assert.Equal(At("2026-07-01T08:00Z"), london.ToInstant(new DateTime(2026, 7, 1, 9, 0, 0)));
    }

    [Fact]
    public void SpansThatMeetWhereAnEdgeMoved_AreCountedOnce()
    {
        // 01:00 to 01:30 never happened in London and moves onto 02:00 to 02:30: that half hour is open once.
        Assert.Equal(Hour / 2, OneDay("Europe/London", new(2026, 3, 29), "01:00", "01:30"));
        Assert.Equal(Hour, OneDay("Europe/London", new(2026, 3, 29), ("01:00", "01:30"), ("02:00", "03:00")));
    }

    [Fact]
    public void MinuteByMinute_ItIsTheSame()
    {
        // Around each change of the clocks, hours whose edges exist: whoever looks at the clock each minute sees it open or not.
        (string Zone, string Around)[] changes =
        [
            ("Europe/London", "2026-03-29T01:00Z"), ("Europe/London", "2026-10-25T01:00Z"), ("America/New_York", "2026-03-08T07:00Z"),
            ("America/New_York", "2026-11-01T06:00Z"), ("Australia/Lord_Howe", "2026-04-04T15:00Z"), ("Australia/Lord_Howe", "2026-10-03T15:30Z"),
        ];
        foreach (var (name, around) in changes)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
            var calendar = new OracleCalendar("c", name, EveryDay(("00:15", "00:45"), ("04:00", "12:00"), ("20:00", "00:00")), []);
            var start = At(around) - TimeSpan.FromHours(30);
            var seen = Enumerable.Range(0, 60 * 60)
                .Select(minute => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime((start + TimeSpan.FromMinutes(minute)).ToDateTimeOffset(), zone).DateTime))
                .Count(t => (t.Hour == 0 && t.Minute is >= 15 and < 45) || t.Hour is (>= 4 and < 12) or >= 20);
            Assert.Equal(seen, calendar.OpenBetween(start, start + TimeSpan.FromHours(60)) / 60_000);
        }
    }

    private static long OneDay(string zone, DateOnly day, string from, string to) => OneDay(zone, day, (from, to));

    private static long OneDay(string zone, DateOnly day, params (string From, string To)[] hours)
    {
        var only = new Dictionary<DateOnly, IReadOnlyList<(TimeOnly, TimeOnly)>> { [day] = Spans(hours) };
        var middle = At($"{day:yyyy-MM-dd}T12:00Z");
        return new OracleCalendar("c", zone, EveryDay(), [], only).OpenBetween(middle - TimeSpan.FromDays(3), middle + TimeSpan.FromDays(3));
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> EveryDay(params (string From, string To)[] hours) =>
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day, _ => Spans(hours));

    private static Dictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> Weekdays(params (string From, string To)[] hours) =>
        EveryDay(hours).Where(d => d.Key is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToDictionary();

    private static IReadOnlyList<(TimeOnly From, TimeOnly To)> Spans((string From, string To)[] hours) => [.. hours.Select(h => (Time(h.From), Time(h.To)))];

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));
}
