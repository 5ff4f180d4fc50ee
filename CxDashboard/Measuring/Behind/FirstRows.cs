namespace CxDashboard.Measuring.Behind;

/// <summary>A row that was found, and where it stands in the order that is asked for.</summary>
internal readonly record struct FoundRow(BehindKey Key, long Opened, Judged Judged);

/// <summary>
/// Keeps those rows that come first after a key, of however many are offered: never more than a few pages of them. One thread's.
/// </summary>
internal sealed class FirstRows(int most, BehindKey? after)
{
    private const int Spare = 64;
    private readonly List<FoundRow> _rows = [];
    private BehindKey _last = new(long.MaxValue, int.MaxValue);

    public void Offer(in FoundRow row)
    {
        if (most == 0 || row.Key.CompareTo(_last) > 0 || (after is { } key && row.Key.CompareTo(key) <= 0)) return;
        _rows.Add(row);
        if (_rows.Count >= (2 * most) + Spare) Cut();
    }

    /// <summary>The first rows of all threads, in order.</summary>
    public static List<FoundRow> Of(IReadOnlyList<FirstRows> threads, int most)
    {
        List<FoundRow> all = [.. threads.SelectMany(t => t._rows)];
        all.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        if (all.Count > most) all.RemoveRange(most, all.Count - most);
        return all;
    }

    private void Cut()
    {
        _rows.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        _rows.RemoveRange(most, _rows.Count - most);
        _last = _rows[^1].Key;
    }
}
