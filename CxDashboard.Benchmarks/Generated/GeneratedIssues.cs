namespace CxDashboard.Benchmarks.Generated;

/// <summary>
/// The issues of the generated interactions, chained here straight from the words of docs/issues.md and not by the engine's
/// code, as plain columns in the order of their first interactions' arrival. Each has the slices of its first interaction.
/// </summary>
internal sealed class GeneratedIssues
{
    private const int RepeatWindow = 7 * World.SecondsOfDay;
    private const int QuietLimit = 90 * World.SecondsOfDay;
    private const int Never = int.MaxValue;

    private readonly GeneratedArrays _rows;

    // By first row while they are chained: seconds from the opening to F, and from F to the next contact; 0 = no issue.
    private readonly int[] _toFirstClaim;
    private readonly int[] _toNextContact;
    private readonly int[] _toLastClaim;

    private GeneratedIssues(GeneratedArrays rows)
    {
        _rows = rows;
        _toFirstClaim = new int[rows.Rows];
        _toNextContact = new int[rows.Rows];
        _toLastClaim = new int[rows.Rows];
        ChainAll();
        var count = _toFirstClaim.Count(seconds => seconds != 0);
        (FirstRow, ToFirstClaim, ToNextContact, ToLastClaim) = (new int[count], new int[count], new int[count], new int[count]);
        for (int row = 0, issue = 0; row < rows.Rows; row++)
        {
            if (_toFirstClaim[row] == 0) continue;
            (FirstRow[issue], ToFirstClaim[issue], ToNextContact[issue], ToLastClaim[issue]) = (row, _toFirstClaim[row], _toNextContact[row], _toLastClaim[row]);
            issue++;
        }

        (_toFirstClaim, _toNextContact, _toLastClaim) = ([], [], []);
    }

    public int Count => FirstRow.Length;

    public int[] FirstRow { get; }

    /// <summary>Seconds from the opening to F; <see cref="int.MaxValue"/> without one.</summary>
    public int[] ToFirstClaim { get; }

    /// <summary>Seconds from F to the customer's next contact about the topic, in whatever issue; <see cref="int.MaxValue"/> without one.</summary>
    public int[] ToNextContact { get; }

    /// <summary>Seconds from the opening to the latest claim of any member; <see cref="int.MaxValue"/> where there is none, or where a member stays open.</summary>
    public int[] ToLastClaim { get; }

    public static GeneratedIssues Of(GeneratedArrays rows) => new(rows);

    private void ChainAll()
    {
        // Pair and opening in one number: up to 2^37 pairs and 2^26 seconds. Rows of one instant keep their order, which is
        // that of their external ids.
        var keys = new long[_rows.Rows];
        var order = new int[_rows.Rows];
        for (var row = 0; row < keys.Length; row++)
        {
            keys[row] = ((((long)_rows.Customer[row] * World.Topics.Length) + _rows.Topic[row]) << 26) | (uint)_rows.Opened[row];
            order[row] = row;
        }

        Array.Sort(keys, order);
        for (int first = 0, end; first < keys.Length; first = end)
        {
            for (end = first + 1; end < keys.Length && keys[end] >> 26 == keys[first] >> 26;) end++;
            Chain(InOrder(order.AsSpan(first, end - first)));
        }
    }

    private Span<int> InOrder(Span<int> pair)
    {
        if (pair.Length > 1) pair.Sort((a, b) => _rows.Opened[a] != _rows.Opened[b] ? _rows.Opened[a].CompareTo(_rows.Opened[b]) : a.CompareTo(b));
        return pair;
    }

    private void Chain(ReadOnlySpan<int> pair)
    {
        for (int first = 0, end; first < pair.Length; first = end)
        {
            for (end = first + 1; end < pair.Length && Joins(pair[first..end], _rows.Opened[pair[end]]);) end++;
            var members = pair[first..end];
            var firstClaim = FirstClaim(members);
            _toFirstClaim[pair[first]] = firstClaim == Never ? Never : firstClaim - _rows.Opened[pair[first]];
            var last = LastClaim(members);
            _toLastClaim[pair[first]] = firstClaim == Never || last == Never ? Never : last - _rows.Opened[pair[first]];
            var next = Never;
            foreach (var row in pair)
            {
                if (firstClaim != Never && _rows.Opened[row] > firstClaim) next = Math.Min(next, _rows.Opened[row] - firstClaim);
            }

            _toNextContact[pair[first]] = next;
        }
    }

    private bool Joins(ReadOnlySpan<int> members, int opened)
    {
        var (open, activity, claim) = (false, int.MinValue, int.MinValue);
        foreach (var row in members)
        {
            var (claimed, reopened, lastClaimed) = Times(row);
            open |= IsOpen(row, opened);
            activity = Math.Max(activity, _rows.Opened[row]);
            if (claimed <= opened) (activity, claim) = (Math.Max(activity, claimed), Math.Max(claim, claimed));
            if (reopened <= opened) activity = Math.Max(activity, reopened);
            if (lastClaimed <= opened) (activity, claim) = (Math.Max(activity, lastClaimed), Math.Max(claim, lastClaimed));
        }

        return (open && opened - activity < QuietLimit) || (claim != int.MinValue && opened < claim + RepeatWindow);
    }

    private int FirstClaim(ReadOnlySpan<int> members)
    {
        var first = Never;
        foreach (var row in members)
        {
            var (claimed, _, lastClaimed) = Times(row);
            if (claimed < first && NoneOpen(members, claimed)) first = claimed;
            if (lastClaimed < first && NoneOpen(members, lastClaimed)) first = lastClaimed;
        }

        return first;
    }

    private int LastClaim(ReadOnlySpan<int> members)
    {
        var last = int.MinValue;
        foreach (var row in members)
        {
            var (claimed, reopened, lastClaimed) = Times(row);
            if (claimed == Never || (reopened != Never && lastClaimed == Never)) return Never;
            last = Math.Max(last, lastClaimed == Never ? claimed : lastClaimed);
        }

        return last;
    }

    private bool NoneOpen(ReadOnlySpan<int> members, int at)
    {
        foreach (var row in members)
        {
            if (IsOpen(row, at)) return false;
        }

        return true;
    }

    private bool IsOpen(int row, int at)
    {
        var (claimed, reopened, lastClaimed) = Times(row);
        return (at >= _rows.Opened[row] && at < claimed) || (at >= reopened && at < lastClaimed);
    }

    private (int Claimed, int Reopened, int LastClaimed) Times(int row)
    {
        var claimed = _rows.ToClaim[row] == 0 ? Never : _rows.Opened[row] + _rows.ToClaim[row];
        var reopened = _rows.ToReopening[row] == 0 ? Never : claimed + _rows.ToReopening[row];
        return (claimed, reopened, _rows.ToLastClaim[row] == 0 ? Never : reopened + _rows.ToLastClaim[row]);
    }
}
