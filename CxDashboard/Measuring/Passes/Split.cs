using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// Tells the rows of a bucket apart by the values of further fields: each combination of values has a slot. Without fields
/// there is one slot.
/// </summary>
internal sealed class Split
{
    private readonly (CodeColumn Codes, int Radix)[] _columns;

    // By combined code; null where each combination is its own slot.
    private readonly int[]? _slots;
    private readonly Func<int, string> _nameOf;

    private Split((CodeColumn, int)[] columns, int[]? slots, int count, Func<int, string> nameOf) => (_columns, _slots, Count, _nameOf) = (columns, slots, count, nameOf);

    /// <summary>One slot for all.</summary>
    public static Split None { get; } = new([], null, 1, _ => "");

    /// <summary>How many slots there are.</summary>
    public int Count { get; }

    /// <summary>The slots of all combinations of the fields' codes.</summary>
    /// <exception cref="OverflowException">More combinations than can be counted.</exception>
    public static Split By(IReadOnlyList<Dimension> fields)
    {
        if (fields.Count == 0) return None;
        var columns = fields.Select(f => (f.Codes, f.Count)).ToArray();
        return new Split(columns, null, checked(columns.Aggregate(1, (product, column) => checked(product * column.Count))),
            slot => string.Join('\u0001', CodesOf(columns, slot).Select((code, i) => fields[i].Texts.NameOf(code))));
    }

    /// <summary>Other slots for the combinations: several may share one.</summary>
    /// <param name="nameOf">What orders the slots by value; null where a slot is still the combination of its number.</param>
    public Split Into(int[] slots, int count, Func<int, string>? nameOf = null) => new(_columns, slots, count, nameOf ?? _nameOf);

    /// <summary>The codes of a combination, in the order of the fields.</summary>
    public int[] CodesOf(int combination) => CodesOf(_columns, combination);

    /// <summary>The values of a slot, for ordering: codes depend on what came first, values do not. Unknown is before all.</summary>
    public string NameOf(int slot) => _nameOf(slot);

    /// <summary>The slot of one row.</summary>
    public int SlotOf(int row)
    {
        var combined = 0;
        foreach (var (codes, radix) in _columns) combined = (combined * radix) + codes[row];
        return _slots is null ? combined : _slots[combined];
    }

    /// <summary>Turns the buckets of a part's rows into groups: bucket × slots + slot. What is -1 stays so.</summary>
    /// <param name="codes">Room for two parts of codes.</param>
    public void Apply(int part, Span<int> groups, Span<int> codes)
    {
        if (_columns.Length == 0) return;
        var n = groups.Length;
        var combined = codes[..n];
        _columns[0].Codes.Expand(part, combined);
        for (var c = 1; c < _columns.Length; c++)
        {
            var further = codes.Slice(Part.Rows, n);
            _columns[c].Codes.Expand(part, further);
            var radix = _columns[c].Radix;
            Wide.MultiplyAdd(combined, radix, further);
        }

        if (_slots is not null)
        {
            for (var i = 0; i < n; i++) combined[i] = _slots[combined[i]];
        }

        Wide.MultiplyAddWhereCounted(groups, Count, combined);
    }

    private static int[] CodesOf((CodeColumn Codes, int Radix)[] columns, int combination)
    {
        var codes = new int[columns.Length];
        for (var i = columns.Length - 1; i >= 0; i--) (combination, codes[i]) = Math.DivRem(combination, columns[i].Radix);
        return codes;
    }
}
