namespace CxDashboard.Measuring.Columns;

/// <summary>
/// When the figures of which days last changed, by days of UTC: what nobody touched since need not be computed again. The
/// version counts foldings.
/// </summary>
internal sealed class Touches
{
    private const long Day = 86_400_000;
    private readonly Dictionary<int, long> _days = [];
    private long _all;

    /// <summary>Counts on with each folding.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>The version of the last change to anything.</summary>
    public long Last { get; private set; } = 1;

    public void Next() => Version++;

    /// <summary>Something that counts on an instant's day changed.</summary>
    public void Add(long instant) => _days[DayOf(instant)] = Last = Version;

    /// <summary>Everything may have changed.</summary>
    public void AddAll() => _all = Last = Version;

    /// <summary>The version of the last change within [<paramref name="start"/>, <paramref name="end"/>).</summary>
    public long LastWithin(long start, long end)
    {
        var last = _all;
        if (end <= start) return last;
        var (from, to) = (DayOf(start), DayOf(end - 1));
        if ((long)to - from > _days.Count)
        {
            foreach (var (day, version) in _days)
            {
                if (day >= from && day <= to && version > last) last = version;
            }

            return last;
        }

        for (var day = from; day <= to; day++)
        {
            if (_days.TryGetValue(day, out var version) && version > last) last = version;
        }

        return last;
    }

    private static int DayOf(long instant) => (int)Math.Clamp(Math.Floor((double)instant / Day), int.MinValue, int.MaxValue);
}
