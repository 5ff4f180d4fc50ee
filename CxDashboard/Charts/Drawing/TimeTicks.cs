using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts.Drawing;

/// <summary>A place on a time axis: the beginning of a span with a name (a month), or a moment of the day.</summary>
internal readonly record struct TimeTick(Instant At, string Words, bool Moment);

/// <summary>
/// Places on a time axis where a local clock or calendar turns over: hours, days, Mondays, months or years, whichever
/// step is the smallest whose words fit.
/// </summary>
internal static class TimeTicks
{
    private enum Kind { Hours, Days, Weeks, Months, Years }

    private static readonly (Kind Kind, int Every, double Days)[] Steps =
    [
        (Kind.Hours, 1, 1 / 24.0), (Kind.Hours, 2, 1 / 12.0), (Kind.Hours, 3, 1 / 8.0), (Kind.Hours, 4, 1 / 6.0), (Kind.Hours, 6, 0.25), (Kind.Hours, 12, 0.5),
        (Kind.Days, 1, 1), (Kind.Days, 2, 2), (Kind.Weeks, 1, 7), (Kind.Weeks, 2, 14),
        (Kind.Months, 1, 30.4), (Kind.Months, 2, 60.8), (Kind.Months, 3, 91.3), (Kind.Months, 6, 182.6),
        (Kind.Years, 1, 365.2), (Kind.Years, 2, 730), (Kind.Years, 5, 1826), (Kind.Years, 10, 3652), (Kind.Years, 50, 18_262),
    ];

    /// <summary>The ticks between two instants, ascending, at least <paramref name="gap"/> CSS pixels from word to word; no two closer than <paramref name="least"/>.</summary>
    public static IReadOnlyList<TimeTick> Of(Instant from, Instant to, TimeZoneInfo zone, CultureInfo culture, double width, TimeSpan least, double gap = 14)
    {
        var days = (to - from).TotalDays;
        if (!(days > 0)) return [];
        foreach (var (kind, every, length) in Steps)
        {
            // Nothing turns over within a bucket. A step is judged by the widest word there may be, so that the step does not flicker with the words.
            var room = width * length / days;
            if (length < least.TotalDays * 0.9 || room < WidestWord(kind) + gap) continue;
            return [.. Places(kind, every, from, to, zone).Select((at, i) => new TimeTick(at, Word(kind, at, zone, culture, i == 0), kind == Kind.Hours))];
        }

        return [];
    }

    private static double WidestWord(Kind kind) => Pen.Width(kind switch { Kind.Hours => "30 May", Kind.Days or Kind.Weeks => "30 May", Kind.Months => "Mmm ’26", _ => "2026" }, "t-tick");

    private static IEnumerable<Instant> Places(Kind kind, int every, Instant from, Instant to, TimeZoneInfo zone)
    {
        if (kind == Kind.Hours)
        {
            // Whole local hours are met every hour or half hour of UTC; a quarter hour meets them in every zone.
            var first = (from.UnixMilliseconds + 899_999) / 900_000 * 900_000;
            for (var ms = first; ms <= to.UnixMilliseconds; ms += 900_000)
            {
                var local = Local(new Instant(ms), zone);
                if (local.Minute == 0 && local.Hour % every == 0) yield return new Instant(ms);
            }

            yield break;
        }

        for (var day = Floor(kind, every, DateOnly.FromDateTime(Local(from, zone).DateTime)); ; day = Next(kind, every, day))
        {
            var at = Buckets.StartOfDay(day, zone);
            if (at >= to) yield break;
            if (at >= from) yield return at;
            if (day.Year > 9900) yield break;
        }
    }

    private static DateOnly Floor(Kind kind, int every, DateOnly day) => kind switch
    {
        Kind.Days => day.AddDays(-(day.DayNumber % every)),
        Kind.Weeks => day.AddDays(-(day.DayNumber % (7 * every))), // day number 0 is a Monday
        Kind.Months => new DateOnly(day.Year, ((day.Month - 1) / every * every) + 1, 1),
        Kind.Years => new DateOnly(Math.Max(1, day.Year / every * every), 1, 1),
        _ => day,
    };

    private static DateOnly Next(Kind kind, int every, DateOnly day) => kind switch
    {
        Kind.Days => day.AddDays(every),
        Kind.Weeks => day.AddDays(7 * every),
        Kind.Months => day.AddMonths(every),
        _ => day.AddYears(every),
    };

    private static string Word(Kind kind, Instant at, TimeZoneInfo zone, CultureInfo culture, bool first)
    {
        var local = Local(at, zone);
        return kind switch
        {
            Kind.Hours => local.Hour == 0 ? DayWord(local, culture) : local.ToString("H:mm", CultureInfo.InvariantCulture),
            Kind.Days or Kind.Weeks => DayWord(local, culture),
            Kind.Months => first || local.Month == 1 ? MonthAndYear(local, culture) : Month(local, culture),
            _ => local.ToString("yyyy", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>"14 May".</summary>
    public static string DayWord(DateTimeOffset local, CultureInfo culture) => local.Day.ToString(CultureInfo.InvariantCulture) + "\u00A0" + Month(local, culture);

    /// <summary>"May ’26".</summary>
    public static string MonthAndYear(DateTimeOffset local, CultureInfo culture) => Month(local, culture) + "\u00A0’" + (local.Year % 100).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>"14 May 2026".</summary>
    public static string Date(DateTimeOffset local, CultureInfo culture) => DayWord(local, culture) + "\u00A0" + local.Year.ToString("0000", CultureInfo.InvariantCulture);

    /// <summary>"14 May 2026, 14:31".</summary>
    public static string DateAndTime(DateTimeOffset local, CultureInfo culture) => Date(local, culture) + ", " + local.ToString("H:mm", CultureInfo.InvariantCulture);

    public static DateTimeOffset Local(Instant at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone);

    // The calendar is always the Gregorian one, whatever the culture's own is; only the names are the culture's.
    private static string Month(DateTimeOffset local, CultureInfo culture)
    {
        var name = culture.DateTimeFormat.AbbreviatedMonthGenitiveNames[local.Month - 1];
        return name.Length > 0 && culture.Calendar is GregorianCalendar ? name : CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames[local.Month - 1];
    }
}
