using CxDashboard.Domain.Time;
using FsCheck;
using FsCheck.Fluent;

namespace CxDashboard.Tests.Domain.Time;

/// <summary>Random calendars in zones whose clocks change in every way there is, and spans around those changes.</summary>
internal static class CalendarCases
{
    /// <summary>Zones, with local days on which something happens to their clocks.</summary>
    public static readonly (string Zone, string Day)[] Changes =
    [
        ("UTC", "2026-03-29"), ("Europe/Amsterdam", "2026-03-29"), ("Europe/Amsterdam", "2026-10-25"), ("Australia/Lord_Howe", "2026-04-05"),
        ("Australia/Lord_Howe", "2025-10-05"), ("Pacific/Apia", "2011-12-30"), ("Pacific/Kiritimati", "1994-12-31"), ("America/Sao_Paulo", "2018-11-04"),
        ("America/Sao_Paulo", "2018-02-18"), ("Africa/Cairo", "2026-04-24"), ("Africa/Cairo", "2025-10-31"), ("Asia/Kathmandu", "1986-01-01"),
        ("Pacific/Chatham", "2025-09-28"), ("America/St_Johns", "2006-04-02"), ("America/St_Johns", "2006-10-29"), ("America/Adak", "1974-01-06"),
        ("America/Adak", "1974-10-27"), ("Asia/Pyongyang", "2018-05-05"), ("America/Caracas", "2016-05-01"), ("Africa/Casablanca", "2026-02-15"),
        ("Antarctica/Troll", "2026-03-29"), ("Pacific/Rarotonga", "1978-11-12"), ("America/Toronto", "1919-03-30"),
    ];

    public sealed record Case(string Zone, string About, Instant From, Instant To, BusinessCalendar Calendar, NaiveCalendar Naive)
    {
        public override string ToString() => $"{About}: {From} to {To} in {Calendar.Text()}";
    }

    public static Gen<Case> Any { get; } =
        from change in Gen.Elements(Changes)
        from kind in Gen.Choose(0, 5)
        from edge in Gen.Choose(20, 60)
        from elsewhere in Gen.Choose(0, 40_000)
        from week in Hours.ListOf(7)
        from special in Hours
        from isSpecial in Gen.Choose(0, 3)
        from begin in Gen.Choose(-48 * 3600, 48 * 3600)
        from seconds in Gen.Choose(0, 60 * 3600)
        from milliseconds in Gen.Choose(0, 999)
        let zone = TimeZoneInfo.FindSystemTimeZoneById(change.Zone)
        // Mostly around a change, sometimes around the edge of a block, sometimes on any day since 1970.
        let day = kind switch
        {
            0 => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(edge * (1L << 35)).DateTime),
            1 => new DateOnly(1972, 2, 1).AddDays(elsewhere % 24_000),
            _ => DateOnly.Parse(change.Day, null),
        }
        let weekHours = week.Select((hours, i) => (Day: (DayOfWeek)i, hours)).ToDictionary(d => d.Day, d => d.hours)
        let exceptions = isSpecial == 1 ? new Dictionary<DateOnly, IReadOnlyList<OpenHours>> { [day] = special } : []
        let holidays = isSpecial == 2 ? [day] : Array.Empty<DateOnly>()
        let start = new Instant(new DateTimeOffset(day.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero).ToUnixTimeMilliseconds() + (begin * 1000L) + milliseconds)
        select new Case(change.Zone, $"{change.Zone} {day:yyyy-MM-dd}", start, start + TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(milliseconds / 2),
            new BusinessCalendar(zone, weekHours, holidays, exceptions),
            new NaiveCalendar(zone, d => holidays.Contains(d) ? [] : exceptions.GetValueOrDefault(d) ?? weekHours[d.DayOfWeek]));

    // Up to three spans between different quarters of an hour, more of them at night, when clocks change.
    private static Gen<IReadOnlyList<OpenHours>> Hours =>
        from spans in Gen.Choose(0, 3)
        from latest in Gen.Elements(16, 96)
        from quarters in Gen.Choose(0, latest).ListOf(spans * 2)
        let sorted = quarters.Distinct().Order().ToList()
        select (IReadOnlyList<OpenHours>)[.. Enumerable.Range(0, sorted.Count / 2).Select(i => new OpenHours(Time(sorted[2 * i]), Time(sorted[(2 * i) + 1])))];

    private static TimeOnly Time(int quarter) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(15 * (quarter % 96)));
}
