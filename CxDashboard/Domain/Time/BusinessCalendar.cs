using System.Globalization;
using System.Runtime.CompilerServices;

namespace CxDashboard.Domain.Time;

/// <summary>
/// When somebody is there: open hours by day of the week, days that are closed, and days with hours of their own, in one zone.
/// Exact in the years 1 to 9999 (its first and last two days are closed), across every change of the clocks. A local edge that
/// never happens moves forward, one that happened twice is the earlier; no span leaves its own local day, so a day that a zone
/// skipped has no hours, and no instant is counted twice. Safe to ask from many threads.
/// </summary>
public sealed class BusinessCalendar
{
    private readonly Dictionary<DayOfWeek, OpenHours[]> _week = [];
    private readonly Dictionary<DateOnly, OpenHours[]> _days = [];

    // Made when first asked for. Two threads may make the same one; they are equal, so it does not matter whose stays.
    private readonly OpenBlock?[] _blocks = new OpenBlock?[OpenBlock.Count];

    // Open milliseconds of a block, plus one; zero where not counted yet. Apart from the blocks, because from the year 1 to
    // today there are two thousand, of which only the sums are needed.
    private readonly long[] _totals = new long[OpenBlock.Count];

    /// <param name="zone">The zone of all hours and days.</param>
    /// <param name="week">Open spans by day of the week, in any order; a day that is not there is closed.</param>
    /// <param name="holidays">Local days that are closed.</param>
    /// <param name="exceptions">Local days with hours of their own instead of their weekday's; without any they are closed.</param>
    /// <exception cref="ArgumentException">Where spans of a day are empty, end before they begin or overlap, or a day is both a holiday and an exception.</exception>
    public BusinessCalendar(TimeZoneInfo zone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpenHours>> week, IEnumerable<DateOnly>? holidays = null,
        IReadOnlyDictionary<DateOnly, IReadOnlyList<OpenHours>>? exceptions = null)
    {
        Zone = zone;
        foreach (var (day, hours) in week) _week[day] = Sorted(hours, day.ToString(), nameof(week));
        foreach (var day in holidays ?? []) _days[day] = [];
        foreach (var (day, hours) in exceptions ?? new Dictionary<DateOnly, IReadOnlyList<OpenHours>>())
        {
            if (!_days.TryAdd(day, Sorted(hours, Written(day), nameof(exceptions))))
                throw new ArgumentException($"{Written(day)} is both a holiday and a day with hours of its own: keep one of them.", nameof(exceptions));
        }
    }

    /// <summary>The zone of all hours and days.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>Open milliseconds in [<paramref name="from"/>, <paramref name="to"/>); 0 where <paramref name="to"/> is not later.</summary>
    public long Between(Instant from, Instant to)
    {
        if (to <= from) return 0;
        var (a, b) = (OpenBlock.Clamp(from.UnixMilliseconds), OpenBlock.Clamp(to.UnixMilliseconds));
        var (first, last) = (OpenBlock.NumberOf(a), OpenBlock.NumberOf(b));
        var open = (_blocks[last] ?? Make(last)).Before(b) - (_blocks[first] ?? Make(first)).Before(a);
        for (var between = first; between < last; between++) open += Total(between);
        return open;
    }

    /// <summary>The hours of one local day, in ascending order; empty where it is closed.</summary>
    public IReadOnlyList<OpenHours> HoursOf(DateOnly day) => _days.GetValueOrDefault(day) ?? _week.GetValueOrDefault(day.DayOfWeek) ?? [];

    /// <summary>Everything that decides what is open, as one line: equal for equal calendars.</summary>
    public string Text()
    {
        var week = _week.Where(d => d.Value.Length > 0).OrderBy(d => d.Key).Select(d => $"{d.Key} {string.Join(',', d.Value)}");
        var days = _days.OrderBy(d => d.Key).Select(d => $"{Written(d.Key)} {string.Join(',', d.Value)}");
        return string.Join("; ", [Zone.Id, .. week, .. days]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private OpenBlock Make(int number)
    {
        var block = OpenBlock.Of(this, number);
        Volatile.Write(ref _blocks[number], block);
        return block;
    }

    private long Total(int number)
    {
        var known = Volatile.Read(ref _totals[number]);
        if (known > 0) return known - 1;
        var total = (_blocks[number] ?? OpenBlock.Of(this, number)).Total;
        Volatile.Write(ref _totals[number], total + 1);
        return total;
    }

    private static OpenHours[] Sorted(IReadOnlyList<OpenHours> hours, string day, string parameter) =>
        OpenHours.Fault(hours) is { } fault ? throw new ArgumentException($"Of {day}, {fault}.", parameter) : [.. hours.OrderBy(h => h.From)];

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
