namespace CxDashboard.Measuring.Passes;

/// <summary>Values with the group of each, as a pass comes upon them: one thread's. Grows by blocks, so that nothing is copied.</summary>
internal sealed class ValueSink
{
    // Small at first, because most questions have few values; then so large that the pool keeps all of them for the next question.
    private const int FirstBlock = 1 << 12;
    private const int LargestBlock = 1 << 18;
    private readonly List<(int[] Groups, long[] Values, int Count)> _full = [];
    private int[] _groups = [];
    private long[] _values = [];
    private int _count;
    private int _room;

    public void Add(int group, long value)
    {
        if (_count == _room) NextBlock(1);
        _groups[_count] = group;
        _values[_count++] = value;
    }

    /// <summary>Room for so many values with their groups, to be written from its beginning; <see cref="Took"/> says how many were.</summary>
    public (int[] Groups, long[] Values, int From) Reserve(int most)
    {
        if (_room - _count < most) NextBlock(most);
        return (_groups, _values, _count);
    }

    public void Took(int to) => _count = to;

    /// <summary>What was added, block by block.</summary>
    public IEnumerable<(int[] Groups, long[] Values, int Count)> Blocks()
    {
        foreach (var full in _full) yield return full;
        if (_count > 0) yield return (_groups, _values, _count);
    }

    /// <summary>Gives its room back.</summary>
    public void Free()
    {
        foreach (var (groups, values, _) in _full) Return(groups, values);
        Return(_groups, _values);
        _full.Clear();
        (_groups, _values, _count, _room) = ([], [], 0, 0);
    }

    private static void Return(int[] groups, long[] values)
    {
        Room.Return(groups);
        Room.Return(values);
    }

    private void NextBlock(int least)
    {
        var next = Math.Max(least, _room == 0 ? FirstBlock : Math.Min(LargestBlock, _room * 4));
        if (_room > 0) _full.Add((_groups, _values, _count));
        (_groups, _values, _count) = (Room.Rent<int>(next), Room.Rent<long>(next), 0);
        _room = Math.Min(_groups.Length, _values.Length);
    }
}

/// <summary>The values of all sinks, group by group. Holds rented room until it is disposed.</summary>
internal sealed class GroupedValues : IDisposable
{
    private readonly int[] _starts;
    private long[] _values;

    private GroupedValues(int[] starts, long[] values) => (_starts, _values) = (starts, values);

    /// <summary>Takes the values over from the sinks, which give their room back.</summary>
    public static GroupedValues Of(IReadOnlyList<ValueSink> sinks, int groups)
    {
        // Where each sink's values of each group go: each may then be put in place by a thread of its own.
        var next = new int[sinks.Count][];
        Parallel.For(0, sinks.Count, s =>
        {
            var counts = next[s] = new int[groups];
            foreach (var (of, _, count) in sinks[s].Blocks())
            {
                for (var i = 0; i < count; i++) counts[of[i]]++;
            }
        });
        var (starts, place) = (new int[groups + 1], 0);
        for (var g = 0; g < groups; g++)
        {
            starts[g] = place;
            foreach (var counts in next) (counts[g], place) = (place, place + counts[g]);
        }

        starts[groups] = place;
        var values = Room.Rent<long>(place);
        Parallel.For(0, sinks.Count, s =>
        {
            var mine = next[s];
            foreach (var (of, what, count) in sinks[s].Blocks())
            {
                for (var i = 0; i < count; i++) values[mine[of[i]]++] = what[i];
            }
        });
        foreach (var sink in sinks) sink.Free();
        return new GroupedValues(starts, values);
    }

    /// <summary>The same, with each group's values in ascending order.</summary>
    public static GroupedValues Sorted(IReadOnlyList<ValueSink> sinks, int groups)
    {
        var sorted = Of(sinks, groups);
        sorted.Sort(groups);
        return sorted;
    }

    public ReadOnlySpan<long> this[int group] => _values.AsSpan(_starts[group].._starts[group + 1]);

    public int CountOf(int group) => _starts[group + 1] - _starts[group];

    public void Dispose()
    {
        Room.Return(_values);
        _values = [];
    }

    private void Sort(int groups)
    {
        if (groups == 1)
        {
            LongSort.Sort(_values.AsSpan(0, _starts[1]));
            return;
        }

        // In stretches of about equally many values, because groups differ widely.
        var stretch = Math.Max(1 << 16, _starts[groups] / (Environment.ProcessorCount * 8));
        var cuts = new List<int> { 0 };
        for (var g = 0; g < groups; g++)
        {
            if (_starts[g + 1] - _starts[cuts[^1]] >= stretch) cuts.Add(g + 1);
        }

        if (cuts[^1] != groups) cuts.Add(groups);
        Parallel.For(0, cuts.Count - 1, i =>
        {
            for (var g = cuts[i]; g < cuts[i + 1]; g++) LongSort.Sort(_values.AsSpan(_starts[g].._starts[g + 1]));
        });
    }
}

/// <summary>
/// Sorts many whole numbers by their digits, least first (LSD radix). Times are mostly whole seconds of a few weeks, so a
/// common step is divided out first, which leaves two digits where there were four.
/// </summary>
internal static class LongSort
{
    private const int Few = 512;
    private const int DigitBits = 11;
    private const int Digits = 1 << DigitBits;

    public static void Sort(Span<long> values)
    {
        if (values.Length < Few)
        {
            values.Sort();
            return;
        }

        var (least, most, whole, sorted) = (values[0], values[0], true, true);
        var before = values[0];
        foreach (var value in values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            sorted &= value >= before;
            before = value;
        }

        if (sorted) return;
        foreach (var value in values)
        {
            if ((value - least) % 1000 == 0) continue;
            whole = false;
            break;
        }

        var step = whole ? 1000 : 1;
        var range = (ulong)(most - least) / (ulong)step;
        if (range > 1UL << 44)
        {
            values.Sort();
            return;
        }

        var room = Room.Rent<long>(values.Length);
        ByDigits(values, room.AsSpan(0, values.Length), least, step, range);
        Room.Return(room);
    }

    private static void ByDigits(Span<long> values, Span<long> room, long least, long step, ulong range)
    {
        for (var i = 0; i < values.Length; i++) values[i] = step == 1 ? values[i] - least : (values[i] - least) / 1000;
        Span<int> places = stackalloc int[Digits];
        var from = values;
        var to = room;
        for (var shift = 0; range >> shift != 0; shift += DigitBits)
        {
            places.Clear();
            foreach (var value in from) places[(int)(value >> shift) & (Digits - 1)]++;
            var place = 0;
            for (var d = 0; d < Digits; d++) (places[d], place) = (place, place + places[d]);
            foreach (var value in from) to[places[(int)(value >> shift) & (Digits - 1)]++] = value;
            var swap = from;
            from = to;
            to = swap;
        }

        for (var i = 0; i < values.Length; i++) values[i] = (from[i] * step) + least;
    }
}
