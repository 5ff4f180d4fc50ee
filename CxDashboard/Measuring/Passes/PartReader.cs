using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Which rows of one part belong to which group of a question. Keeps its room, and serves one thread.</summary>
internal sealed class PartReader(Facts facts, IssueTable issues, PassPlan plan) : IDisposable
{
    // Fewer than one in so many rows are looked up one by one.
    private const int Few = 16;
    private readonly int[] _groups = Room.Rent<int>(Part.Rows);
    private readonly int[] _kinds = Room.Rent<int>(Part.Rows);
    private readonly int[] _sources = Room.Rent<int>(Part.Rows);
    private readonly int[] _codes = Room.Rent<int>(2 * Part.Rows);
    private readonly int[] _starts = Room.Rent<int>(Part.Rows);
    private int _startCount = -1;
    private bool _areSourcesFilled;
    private bool _few;
    private long[] _opened = [];
    private ushort[] _bits = [];

    /// <summary>Whether all rows are of one source, whose code is 1.</summary>
    public bool IsOneSource { get; } = issues.Horizon.SourceCodes <= 2;

    /// <summary>Rows of the part; the first of them is <see cref="First"/>.</summary>
    public int Count { get; private set; }

    public int First { get; private set; }

    /// <summary>The group of each row; -1 for one that does not count.</summary>
    public ReadOnlySpan<int> Groups => _groups.AsSpan(0, Count);

    /// <summary>The number of each row's kind; of a row that does not count perhaps 0.</summary>
    public ReadOnlySpan<int> Kinds => _kinds.AsSpan(0, Count);

    /// <summary>The code of each row's source.</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Count);

    public ReadOnlySpan<long> Opened => _opened.AsSpan(0, Count);

    /// <summary>The <see cref="IssueBits"/> of each row.</summary>
    public ReadOnlySpan<ushort> Bits => _bits.AsSpan(0, Count);

    /// <summary>The group of every row of the part that counts, where there is but one; else -1.</summary>
    public int OneGroup { get; private set; }

    /// <summary>Whether rows that are there do not count: because of a condition, or because they are not known yet.</summary>
    public bool LeavesOut { get; private set; }

    /// <summary>Whether rows are left out because of a condition, and so perhaps many.</summary>
    public bool IsFiltered { get; } = !plan.Filter.IsEmpty;

    /// <summary>Puts the places of those rows that count into room for all; their number is returned.</summary>
    public int Counted(Span<int> into) => Wide.Pick(Groups, into);

    /// <summary>The places of those rows that count and begin an issue.</summary>
    public ReadOnlySpan<int> Starts
    {
        get
        {
            if (_startCount < 0) _startCount = Wide.Pick(Groups, Bits, (int)IssueBits.Start, (int)IssueBits.Start, _starts);
            return _starts.AsSpan(0, _startCount);
        }
    }

    /// <summary>Gives its room back.</summary>
    public void Dispose()
    {
        foreach (var room in (int[][])[_groups, _kinds, _sources, _codes, _starts]) Room.Return(room);
    }

    /// <summary>
    /// Reads a part. By time, groups are those of the buckets in which rows opened; else all rows lie in one bucket.
    /// False where nothing of the part counts.
    /// </summary>
    public bool Read(int part, bool byTime)
    {
        var (first, last, _) = facts.Spans.Of(part);
        if (first > last || facts.Opened.Of(part) is not { } opened) return false;
        if (byTime && (last < plan.Buckets.From || first >= plan.Buckets.To)) return false;
        First = part << Part.Bits;
        Count = Math.Min(Part.Rows, facts.Rows - First);
        _opened = opened;
        _bits = issues.Bits.Of(part) ?? new ushort[Part.Rows];
        var groups = _groups.AsSpan(0, Count);
        (_few, _startCount, OneGroup, LeavesOut) = (false, -1, -1, IsFiltered || last > issues.Horizon.EarliestT);
        if (!byTime) groups.Clear();
        else if (!Fill(groups, first, last)) return false;
        if (_few)
        {
            ReadFew(groups);
            return true;
        }

        facts.Kind.Expand(part, _kinds.AsSpan(0, Count));
        Wide.LeaveOutZeros(groups, _kinds);
        if (IsOneSource) FillSources();
        else facts.Source.Codes.Expand(part, _sources.AsSpan(0, Count));
        if (last > issues.Horizon.EarliestT) LeaveOutHidden(groups);
        plan.Filter.Apply(part, groups, _codes, row => issues.Horizon.T(facts.Source[row]));
        plan.Split.Apply(part, groups, _codes);
        return true;
    }

    private void FillSources()
    {
        if (!_areSourcesFilled) _sources.AsSpan(0, Part.Rows).Fill(1);
        _areSourcesFilled = true;
    }

    private bool Fill(Span<int> groups, long first, long last)
    {
        var bucket = plan.Buckets.Find(first);
        if (bucket < 0 || plan.Buckets.EndOf(bucket) <= last)
        {
            if (bucket >= 0 && plan.Wanted is null && plan.Buckets.FindFew(_opened.AsSpan(0, groups.Length), bucket, last, groups)) return true;
            var found = plan.Buckets.Find(_opened.AsSpan(0, groups.Length), groups, plan.Wanted);
            _few = found < groups.Length / Few;
            return found > 0;
        }

        // All of it in one bucket, as most parts are where records come in the order of time.
        groups.Fill(bucket);
        if (plan.Split.Count == 1) OneGroup = bucket;
        return plan.Wanted is null || plan.Wanted[bucket];
    }

    // Of few rows each is looked up: a record that came late makes a part seem to reach over months.
    private void ReadFew(Span<int> groups)
    {
        _kinds.AsSpan(0, Count).Clear();
        if (IsOneSource) FillSources();
        else _sources.AsSpan(0, Count).Clear();
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] < 0) continue;
            var row = First + i;
            (_kinds[i], _sources[i]) = (facts.Kind[row], facts.Source[row]);
            var t = issues.Horizon.T(_sources[i]);
            if (_kinds[i] == 0 || _opened[i] > t || !plan.Filter.Matches(row, t)) groups[i] = -1;
            else groups[i] = (groups[i] * plan.Split.Count) + plan.Split.SlotOf(row);
        }
    }

    private void LeaveOutHidden(Span<int> groups)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] >= 0 && _opened[i] > issues.Horizon.T(_sources[i])) groups[i] = -1;
        }
    }
}
