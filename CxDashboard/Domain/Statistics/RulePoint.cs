namespace CxDashboard.Domain.Statistics;

/// <summary>A known point of a chart, with its centre and limits. A third of the way to a limit stands for one sigma of that side.</summary>
internal readonly record struct RulePoint(int Index, double Value, double Centre, double? Lower, double? Upper)
{
    /// <summary>1 above the centre, −1 below, 0 on it.</summary>
    public int Side => Near.Equal(Value, Centre) ? 0 : Value > Centre ? 1 : -1;

    /// <summary>1 above the upper limit, −1 below the lower one, else 0: on a limit is not outside.</summary>
    public int Outside =>
        Upper is { } upper && Near.Above(Value, upper) ? 1 : Lower is { } lower && Near.Above(lower, Value) ? -1 : 0;

    /// <summary>1 more than so many sigmas above the centre, −1 as much below, else 0; a side without a limit has no sigma.</summary>
    public int Beyond(int sigmas) =>
        Upper is { } upper && Near.Above(Value, Border(upper, sigmas)) ? 1 : Lower is { } lower && Near.Above(Border(lower, sigmas), Value) ? -1 : 0;

    /// <summary>Less than one sigma from the centre; never where a limit is missing.</summary>
    public bool IsNearCentre =>
        Upper is { } upper && Lower is { } lower && Near.Above(Border(upper, 1), Value) && Near.Above(Value, Border(lower, 1));

    private double Border(double limit, int sigmas) => Centre + (sigmas * (limit - Centre) / 3);

    /// <summary>
    /// The known points by phases. A point without a value or a centre is a gap: its neighbours count as neighbours of each
    /// other. Where the centre changes a new phase begins, and rules start afresh.
    /// </summary>
    public static List<List<RulePoint>> Phases(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper)
    {
        if (centre.Count != values.Count || lower.Count != values.Count || upper.Count != values.Count)
            throw new ArgumentException("Every value needs its centre and its limits.", nameof(centre));
        var phases = new List<List<RulePoint>>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value || centre[i] is not { } middle) continue;
            if (!double.IsFinite(value) || !double.IsFinite(middle))
                throw new ArgumentOutOfRangeException(nameof(values), value, "Values and centres are numbers, or null where unknown.");
            if (double.IsNaN(lower[i] ?? 0) || double.IsNaN(upper[i] ?? 0))
                throw new ArgumentOutOfRangeException(nameof(lower), i, "Limits are numbers, or null where there are none.");
            if (phases.Count == 0 || !Near.Equal(phases[^1][^1].Centre, middle)) phases.Add(new(values.Count - i));
            phases[^1].Add(new RulePoint(i, value, middle, lower[i], upper[i]));
        }

        return phases;
    }
}
