namespace CxDashboard.Measuring.Columns;

/// <summary>
/// When what last changed, by days of UTC and by parts of the rows: what nobody touched since need not be computed again.
/// The version counts foldings.
/// </summary>
internal sealed class Touches
{
    private const long Day = 86_400_000;
    private readonly Dictionary<int, long> _days = [];
    private readonly HashSet<int> _rows = [];
    private long[] _parts = [];
    private long _all;
    private bool _remembersRows;

    /// <summary>Counts on with each folding.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>The version of the last change to anything.</summary>
    public long Last { get; private set; } = 1;

    public void Next() => Version++;

    /// <summary>Something of a row that opened at an instant changed.</summary>
    public void Add(int row, long opened)
    {
        _days[DayOf(opened)] = Last = Version;
        var part = row >> Part.Bits;
        if (part >= _parts.Length) Array.Resize(ref _parts, part + (part / 2) + 4);
        _parts[part] = Version;
    }

    /// <summary>A row was written, or more of it has happened.</summary>
    public void Written(int row, long opened)
    {
        Add(row, opened);
        if (_remembersRows) _rows.Add(row);
    }

    /// <summary>Whether a row was written since the last <see cref="Settled"/>.</summary>
    public bool WasWritten(int row) => _rows.Contains(row);

    /// <summary>The issues are those of the rows: from now on it is remembered which of them are written.</summary>
    public void Settled()
    {
        _remembersRows = true;
        _rows.Clear();
    }

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

    /// <summary>The version of the last change to a part's rows.</summary>
    public long LastOf(int part) => part < _parts.Length ? Math.Max(_all, _parts[part]) : _all;

    private static int DayOf(long instant) => (int)Math.Clamp(Math.Floor((double)instant / Day), int.MinValue, int.MaxValue);
}
