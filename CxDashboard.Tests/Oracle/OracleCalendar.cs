using System.Collections.Concurrent;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>
/// Business hours by brute force: every local day's openings and closings are turned into instants one by one. An edge that
/// never exists moves forward, one that happened twice takes the earlier offset. To = 00:00 is the end of the day.
/// </summary>
public sealed class OracleCalendar(
    string name,
    string zone,
    IReadOnlyDictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> hours,
    IReadOnlyCollection<DateOnly> holidays,
    IReadOnlyDictionary<DateOnly, IReadOnlyList<(TimeOnly From, TimeOnly To)>>? exceptions = null)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyList<(Instant From, Instant To)>> _days = new();

    public string Name => name;
    public string Zone => zone;
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> Hours => hours;
    public IReadOnlyCollection<DateOnly> Holidays => holidays;

    /// <summary>Days with hours of their own; they win over a holiday.</summary>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<(TimeOnly From, TimeOnly To)>> Exceptions { get; } =
        exceptions ?? new Dictionary<DateOnly, IReadOnlyList<(TimeOnly From, TimeOnly To)>>();

    /// <summary>Open milliseconds in [from, to); 0 where to is not later. What two spans share is counted once.</summary>
    public long OpenBetween(Instant from, Instant to)
    {
        var open = 0L;
        var counted = from;
        var days = DaysAround(from, to).SelectMany(day => _days.GetOrAdd(day, Spans));
        foreach (var (opens, closes) in days.OrderBy(s => s.From))
        {
            var start = opens > counted ? opens : counted;
            var end = closes < to ? closes : to;
            if (end <= start) continue;
            open += end.UnixMilliseconds - start.UnixMilliseconds;
            counted = end;
        }

        return open;
    }

    /// <summary>The instant of a local time.</summary>
    public Instant ToInstant(DateTime local)
    {
        // Every offset that the zone has within a day and a half; a right one gives an instant at which it holds.
        var asUtc = new DateTimeOffset(local, TimeSpan.Zero);
        var offsets = Enumerable.Range(-3, 7).Select(half => _zone.GetUtcOffset(asUtc.AddHours(12 * half))).Distinct().ToList();
        var instants = offsets.Where(offset => _zone.GetUtcOffset(asUtc - offset) == offset).Select(offset => asUtc - offset).Order().ToList();
        return Instant.From(instants.Count > 0 ? instants[0] : asUtc - offsets.Min());
    }

    private static IEnumerable<DateOnly> DaysAround(Instant from, Instant to)
    {
        // Local days lie within a day of UTC's; a moved edge within another one.
        var last = DateOnly.FromDateTime(to.ToDateTimeOffset().DateTime).AddDays(2);
        for (var day = DateOnly.FromDateTime(from.ToDateTimeOffset().DateTime).AddDays(-2); day <= last; day = day.AddDays(1)) yield return day;
    }

    private List<(Instant From, Instant To)> Spans(DateOnly day)
    {
        var open = Exceptions.TryGetValue(day, out var own) ? own
            : holidays.Contains(day) ? []
            : hours.TryGetValue(day.DayOfWeek, out var usual) ? usual : [];
        return [.. open.Select(h => (ToInstant(day.ToDateTime(h.From)), ToInstant((h.To == TimeOnly.MinValue ? day.AddDays(1) : day).ToDateTime(h.To))))];
    }
}
