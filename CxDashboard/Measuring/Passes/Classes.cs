using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>
/// States of rows told apart only as far as the asked metrics tell them apart: all states that add the same to each of them
/// are one class. A pass then counts one thing for each row, however many metrics are asked; what the classes add up to is
/// multiplied out at the end, in one order, so that the sums are the same whoever counted.
/// </summary>
/// <param name="states">How many states there may be.</param>
/// <param name="additions">What a state adds to each metric; null where each state that is met is a class of its own, for whatever is asked later.</param>
internal sealed class Classes(int states, Func<int, Addition[]>? additions)
{
    private const int QuicklyJudged = 512;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byAdditions = new(StringComparer.Ordinal);

    // By class: what it adds, and the state that was met first. Class 0 is nobody's where all classes are states.
    private readonly List<(Addition[] Adds, int State)> _classes = [([], -1)];

    // By state: 0 is not judged yet, others are class + 1.
    private int[] _ofState = new int[states];

    /// <summary>How many classes were met so far; class 0 adds nothing.</summary>
    public int Count => _classes.Count;

    /// <summary>What each row of a class adds to each metric.</summary>
    public Addition[] Of(int @class) => _classes[@class].Adds;

    /// <summary>A state of the class.</summary>
    public int StateOf(int @class) => _classes[@class].State;

    /// <summary>The class of each state plus one; 0 for a state that was not judged yet.</summary>
    public int[] OfState => _ofState;

    /// <summary>There may be so many states now. Nobody counts meanwhile.</summary>
    public void MakeRoom(int states)
    {
        if (states > _ofState.Length) Array.Resize(ref _ofState, states);
    }

    /// <summary>Judges all states, where that is quickly done, so that it is known how many classes there are.</summary>
    public void JudgeAll()
    {
        if (additions is null || _ofState.Length > QuicklyJudged) return;
        for (var state = 0; state < _ofState.Length; state++) ClassOf(state);
    }

    /// <summary>The class of a state, which is judged when it is first met.</summary>
    public int ClassOf(int state)
    {
        if (Volatile.Read(ref _ofState[state]) is var known and not 0) return known - 1;
        lock (_gate)
        {
            if (_ofState[state] != 0) return _ofState[state] - 1;
            var @class = additions is null ? Add([], state) : ClassOf(additions(state), state);
            _ofState[state] = @class + 1;
            return @class;
        }
    }

    private int ClassOf(Addition[] adds, int state)
    {
        if (!Array.Exists(adds, a => a != default)) return 0;
        var key = string.Join(' ', adds.Select(a => FormattableString.Invariant($"{a.N:R},{a.Count:R},{a.Sum:R},{a.SumOfSquares:R}")));
        if (!_byAdditions.TryGetValue(key, out var @class)) _byAdditions.Add(key, @class = Add(adds, state));
        return @class;
    }

    private int Add(Addition[] adds, int state)
    {
        _classes.Add((adds, state));
        return _classes.Count - 1;
    }
}

/// <summary>
/// How many rows of each class are in each group: one thread's count, or all of them together. The counts of a group stand
/// side by side, because rows come in the order of time and so mostly in the order of groups.
/// </summary>
/// <param name="classes">For how many classes there is room at first.</param>
internal sealed class ClassCounts(int groups, int classes = 4)
{
    private const int NearKeys = 1 << 12;

    // For every other row of a part, where the keys are so near each other that adding up is little beside counting.
    private int[] _others = [];

    /// <summary>
    /// By (group + 1) × <see cref="Stride"/> + class: rows that do not count, of group -1, are counted before all groups, because
    /// a condition for each row would be guessed wrong too often.
    /// </summary>
    public int[] Counts { get; private set; } = Room.RentEmpty<int>(checked((groups + 1) * classes));

    /// <summary>For how many classes there is room.</summary>
    public int Stride { get; private set; } = classes;

    public int Groups => groups;

    public int this[int group, int @class] => @class < Stride ? Counts[((group + 1) * Stride) + @class] : 0;

    /// <summary>A group's counts by class.</summary>
    public Span<int> this[int group] => Counts.AsSpan((group + 1) * Stride, Stride);

    /// <summary>The counts of all groups.</summary>
    public Span<int> OfGroups => Counts.AsSpan(Stride, groups * Stride);

    /// <summary>Makes room for a class.</summary>
    /// <exception cref="QuestionRefusedException">More groups and classes than there is memory for.</exception>
    public void MakeRoom(int @class)
    {
        if (@class >= Stride) Widen(Math.Max(@class + 1, Stride * 2));
    }

    /// <summary>Makes room for so many classes, where there is not as much.</summary>
    public void Widen(int stride)
    {
        if (stride <= Stride) return;
        var before = Stride;
        Asker.RefuseTooMany((long)groups * stride / MostClassesOfAnswer);
        var wider = Room.RentEmpty<int>((groups + 1) * stride);
        for (var g = 0; g <= groups; g++) Counts.AsSpan(g * before, before).CopyTo(wider.AsSpan(g * stride));
        Room.Return(Counts);
        (Counts, Stride) = (wider, stride);
    }

    /// <summary>So many more rows of a class.</summary>
    public void Add(int group, int @class, int rows)
    {
        MakeRoom(@class);
        Counts[((group + 1) * Stride) + @class] += rows;
    }

    /// <summary>
    /// One more row of each of these keys, (group + 1) × <see cref="Stride"/> + class. Neighbours are mostly of one key, and a
    /// count that was just written takes its time to be read again: so they are counted in two places in turn.
    /// </summary>
    public void Count(ReadOnlySpan<int> keys)
    {
        var (least, most) = Wide.Extremes(keys);
        if (least < 0 || most >= Counts.Length) throw new InvalidOperationException("A row is of no group and class that there is.");
        var p = 0;
        ref var key = ref MemoryMarshal.GetReference(keys);
        ref var count = ref MemoryMarshal.GetArrayDataReference(Counts);
        if (most - least < Math.Min(NearKeys, keys.Length / 4))
        {
            if (_others.Length == 0) _others = Room.RentEmpty<int>(NearKeys);
            ref var other = ref MemoryMarshal.GetArrayDataReference(_others);
            for (; p < keys.Length - 1; p += 2)
            {
                Unsafe.Add(ref count, Unsafe.Add(ref key, p))++;
                Unsafe.Add(ref other, Unsafe.Add(ref key, p + 1) - least)++;
            }

            var others = _others.AsSpan(0, most - least + 1);
            Wide.Add(Counts.AsSpan(least, others.Length), others);
            others.Clear();
        }

        for (; p < keys.Length; p++) Unsafe.Add(ref count, Unsafe.Add(ref key, p))++;
    }

    public void Free()
    {
        Room.Return(Counts);
        Room.Return(_others);
        (Counts, Stride, _others) = ([], 0, []);
    }

    // Four million answers of so many classes each are two thousand million counts, which one array can hold.
    private const int MostClassesOfAnswer = 500;
}

/// <summary>Counts by group and class that stay as they are: in two bytes each where they are small.</summary>
internal sealed class GroupCounts
{
    private readonly int _classes;
    private readonly ushort[]? _small;
    private readonly int[] _large = [];

    private GroupCounts(int classes, ushort[]? small, int[] large) => (_classes, _small, _large) = (classes, small, large);

    public int this[int group, int @class]
    {
        get
        {
            if (@class >= _classes) return 0;
            var i = (group * _classes) + @class;
            return _small is null ? _large[i] : _small[i];
        }
    }

    /// <summary>What several threads counted, together.</summary>
    public static GroupCounts Of(IReadOnlyList<ClassCounts> counts)
    {
        const int Step = 1 << 16;
        foreach (var of in counts) of.Widen(counts.Max(c => c.Stride));
        var (all, classes) = (counts[0], counts[0].Stride);
        var small = GC.AllocateUninitializedArray<ushort>(all.Groups * classes);
        var isLarge = false;
        Threads.Share((small.Length + Step - 1) / Step, () => 0, (_, step) =>
        {
            var part = new Range(step * Step, Math.Min(small.Length, (step + 1) * Step));
            foreach (var other in counts.Skip(1)) Wide.Add(all.OfGroups[part], other.OfGroups[part]);
            if (!Wide.Narrow(all.OfGroups[part], small.AsSpan(part))) isLarge = true;
        });
        return isLarge ? new GroupCounts(classes, null, all.OfGroups.ToArray()) : new GroupCounts(classes, small, []);
    }

    /// <summary>Whether a group has any rows.</summary>
    public bool HasRows(int group) => _small is null
        ? _large.AsSpan(group * _classes, _classes).ContainsAnyExcept(0)
        : _small.AsSpan(group * _classes, _classes).ContainsAnyExcept((ushort)0);
}
