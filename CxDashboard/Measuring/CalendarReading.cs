using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>Reads one business calendar of the settings; every failure is told with its setting, its value and what to do.</summary>
internal sealed class CalendarReading
{
    private readonly Action<string, string?, string> _fail;
    private bool _failed;

    public CalendarReading(string setting, CalendarOptions options, TimeZoneInfo zone, Action<string, string?, string> fail)
    {
        _fail = fail;
        var week = Week($"{setting}:Hours", options.Hours ?? new Dictionary<string, List<string>?>());
        if (!_failed && week.Values.All(hours => hours.Count == 0)) Fail($"{setting}:Hours", "", "write the open hours of at least one day, such as \"Monday-Friday\": [\"09:00-17:00\"], or leave the calendar out");
        var holidays = Holidays($"{setting}:Holidays", options.Holidays ?? []);
        var exceptions = new Dictionary<DateOnly, IReadOnlyList<OpenHours>>();
        foreach (var (key, spans) in options.Exceptions ?? new Dictionary<string, List<string>?>())
        {
            if (DayDated($"{setting}:Exceptions", key) is not { } day) continue;
            if (holidays.Contains(day)) Fail($"{setting}:Exceptions", key, "this day is among the Holidays too, so leave one of them out");
            exceptions[day] = Spans($"{setting}:Exceptions:{key}", spans ?? []);
        }

        if (!_failed) Result = new BusinessCalendar(zone, week, holidays, exceptions);
    }

    /// <summary>The calendar, or null where there are failures.</summary>
    public BusinessCalendar? Result { get; }

    /// <summary>The day of an English name in any case, or null.</summary>
    public static DayOfWeek? DayNamed(string? name) =>
        Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(day => string.Equals(day.ToString(), name?.Trim(), StringComparison.OrdinalIgnoreCase));

    private Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> Week(string setting, IDictionary<string, List<string>?> hours)
    {
        var (alone, runs) = (new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>(), new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>>());
        foreach (var (key, texts) in hours)
        {
            var ends = key.Split('-').Select(DayNamed).ToList();
            if (ends.Count > 2 || ends.Contains(null))
            {
                Fail(setting, key, "write a day in English such as Monday, or a run of days such as Monday-Friday");
                continue;
            }

            var spans = Spans($"{setting}:{key}", texts ?? []);
            if (ends.Count == 1)
            {
                alone[ends[0]!.Value] = spans;
                continue;
            }

            for (var day = ends[0]!.Value; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                if (!runs.TryAdd(day, spans)) Fail(setting, key, $"{day} is in another run of days too, so shorten one of them or write {day} by itself");
                if (day == ends[1]) break;
            }
        }

        foreach (var (day, spans) in alone) runs[day] = spans;
        return runs;
    }

    private HashSet<DateOnly> Holidays(string setting, IList<string> texts)
    {
        var result = new HashSet<DateOnly>();
        for (var i = 0; i < texts.Count; i++)
        {
            if (DayDated($"{setting}:{i}", texts[i]) is { } day) result.Add(day);
        }

        return result;
    }

    private List<OpenHours> Spans(string setting, List<string> texts)
    {
        var result = new List<OpenHours>();
        foreach (var text in texts)
        {
            var parts = (text ?? "").Split('-', StringSplitOptions.TrimEntries);
            if (parts.Length == 2 && Time(parts[0], isEnd: false) is { } from && Time(parts[1], isEnd: true) is { } to) result.Add(new OpenHours(from, to));
            else Fail(setting, text, "write it as 09:00-17:00");
        }

        if (OpenHours.Fault(result) is { } fault) Fail(setting, string.Join(", ", texts), fault);
        return result;
    }

    private DateOnly? DayDated(string setting, string? text)
    {
        if (DateOnly.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fail(setting, text, "write a date as 2026-12-25");
        return null;
    }

    private static TimeOnly? Time(string text, bool isEnd) =>
        isEnd && text == "24:00" ? TimeOnly.MinValue
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private void Fail(string setting, string? value, string advice)
    {
        _failed = true;
        _fail(setting, value, advice);
    }
}
