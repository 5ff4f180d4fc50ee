using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Domain.Time;

/// <summary>
/// Open time by walking through the minutes one by one and looking at the local clock, in both directions of every edge. It
/// knows nothing of how the calendar or the buckets read local times. For spans of days, near which no clock shows seconds.
/// </summary>
internal sealed class NaiveCalendar(TimeZoneInfo zone, Func<DateOnly, IReadOnlyList<OpenHours>> hoursOf)
{
    private const long Minute = 60_000;
    private const long Day = 1440 * Minute;

    public long Between(Instant from, Instant to)
    {
        var (first, last) = (((from.UnixMilliseconds - (3 * Day)) / Minute) * Minute, to.UnixMilliseconds + (3 * Day));
        var clock = new List<(long At, DateTime Local)>();
        for (var at = first; at < last; at += Minute) clock.Add((at, TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime));

        var open = new HashSet<long>();
        var (firstDay, lastDay) = (DateOnly.FromDateTime(clock[0].Local).AddDays(1), DateOnly.FromDateTime(clock[^1].Local));
        for (var day = firstDay; day < lastDay; day = day.AddDays(1))
        {
            var (begin, end) = (FirstNotBefore(clock, day), FirstNotBefore(clock, day.AddDays(1)));
            foreach (var hours in hoursOf(day))
            {
                var start = Math.Max(Edge(clock, day.ToDateTime(hours.From)), begin);
                var stop = hours.To == TimeOnly.MinValue ? end : Math.Min(Edge(clock, day.ToDateTime(hours.To)), end);
                for (var minute = start; minute < stop; minute += Minute) open.Add(minute);
            }
        }

        return open.Sum(minute => Math.Max(0, Math.Min(minute + Minute, to.UnixMilliseconds) - Math.Max(minute, from.UnixMilliseconds)));
    }

    // The first minute at which the clock shows a time; else as long after the jump over it as it is after the last minute before.
    private static long Edge(List<(long At, DateTime Local)> clock, DateTime local)
    {
        var shown = clock.FindIndex(c => c.Local == local);
        if (shown >= 0) return clock[shown].At;
        var jump = clock.FindIndex(c => c.Local > local) - 1;
        return clock[jump].At + (long)(local - clock[jump].Local).TotalMilliseconds;
    }

    private static long FirstNotBefore(List<(long At, DateTime Local)> clock, DateOnly day) => clock[clock.FindIndex(c => DateOnly.FromDateTime(c.Local) >= day)].At;
}
