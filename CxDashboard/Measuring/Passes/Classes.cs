namespace CxDashboard.Measuring.Passes;

/// <summary>
/// States of rows told apart only as far as the asked metrics tell them apart: all states that add the same to each of them
/// are one class. A pass then counts one thing for each row, however many metrics are asked; what the classes add up to is
/// multiplied out at the end, in one order, so that the sums are the same whoever counted.
/// </summary>
/// <param name="states">How many states there may be.</param>
/// <param name="additions">What a state adds to each metric.</param>
internal sealed class Classes(int states, Func<int, Addition[]> additions)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _byAdditions = new(StringComparer.Ordinal);

    // By state: 0 is not judged yet, others are class + 1.
    private readonly int[] _ofState = new int[states];
    private readonly List<Addition[]> _classes = [[]];

    /// <summary>How many classes were met so far; class 0 adds nothing.</summary>
    public int Count => _classes.Count;

    /// <summary>What each row of a class adds to each metric.</summary>
    public Addition[] Of(int @class) => _classes[@class];

    /// <summary>The class of each state plus one; 0 for a state that was not judged yet.</summary>
    public int[] OfState => _ofState;

    /// <summary>The class of a state, which is judged when it is first met.</summary>
    public int ClassOf(int state)
    {
        lock (_gate)
        {
            if (_ofState[state] != 0) return _ofState[state] - 1;
            var adds = additions(state);
            var @class = 0;
            if (Array.Exists(adds, a => a != default))
            {
                var key = string.Join(' ', adds.Select(a => FormattableString.Invariant($"{a.N:R},{a.Count:R},{a.Sum:R},{a.SumOfSquares:R}")));
                if (!_byAdditions.TryGetValue(key, out @class))
                {
                    @class = _classes.Count;
                    _classes.Add(adds);
                    _byAdditions.Add(key, @class);
                }
            }

            _ofState[state] = @class + 1;
            return @class;
        }
    }
}

/// <summary>
/// How many rows of each class are in each group: one thread's count, or all of them together. The counts of a group stand
/// side by side, because rows come in the order of time and so mostly in the order of groups.
/// </summary>
internal sealed class ClassCounts(int groups)
{
    private const int FewClasses = 4;

    /// <summary>By group × <see cref="Stride"/> + class.</summary>
    public int[] Counts { get; private set; } = new int[checked(groups * FewClasses)];

    /// <summary>For how many classes there is room.</summary>
    public int Stride { get; private set; } = FewClasses;

    public int this[int group, int @class] => @class < Stride ? Counts[(group * Stride) + @class] : 0;

    /// <summary>Makes room for a class.</summary>
    /// <exception cref="QuestionRefusedException">More groups and classes than there is memory for.</exception>
    public void MakeRoom(int @class)
    {
        if (@class < Stride) return;
        var (before, stride) = (Stride, Math.Max(@class + 1, Stride * 2));
        Asker.RefuseTooMany((long)groups * stride / MostClassesOfAnswer);
        var wider = new int[groups * stride];
        for (var g = 0; g < groups; g++) Counts.AsSpan(g * before, before).CopyTo(wider.AsSpan(g * stride));
        (Counts, Stride) = (wider, stride);
    }

    public void Add(ClassCounts other)
    {
        MakeRoom(other.Stride - 1);
        var (ours, theirs) = (Counts, other.Counts);
        if (Stride == other.Stride)
        {
            for (var i = 0; i < ours.Length; i++) ours[i] += theirs[i];
            return;
        }

        for (var g = 0; g < groups; g++)
        {
            for (var c = 0; c < other.Stride; c++) ours[(g * Stride) + c] += theirs[(g * other.Stride) + c];
        }
    }

    // Four million answers of so many classes each are two thousand million counts, which one array can hold.
    private const int MostClassesOfAnswer = 500;
}
