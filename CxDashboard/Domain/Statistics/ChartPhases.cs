namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A process behaviour chart in phases: from each confirmed change on, centre and limits are those of a baseline of its own,
/// and the ones before stay as they were. They also go on beside the new ones, so that one sees what they would have said of the points
/// since. Lists are as long as all the values. What a run is ends with its phase.
/// </summary>
public sealed record ChartPhases
{
    private ChartPhases(IReadOnlyList<Phase> phases) => Phases = phases;

    /// <summary>One stretch of points and what its chart says of them; indexes of its lists count from its start.</summary>
    /// <param name="Start">Index of its first point among all.</param>
    /// <param name="Limits">The chart of its own points.</param>
    /// <param name="Continued">The chart of its baseline as it would be had no phase followed, to the end of all points; null of the last phase.</param>
    public readonly record struct Phase(int Start, ProcessLimits Limits, ProcessLimits? Continued);

    /// <summary>In order; at least one.</summary>
    public IReadOnlyList<Phase> Phases { get; }

    /// <summary>The points; null is a gap.</summary>
    public IReadOnlyList<double?> Values => Joined(p => p.Values);

    /// <summary>The centre at each point; null where its phase has no limits.</summary>
    public IReadOnlyList<double?> Centre => Joined<double?>(p => [.. p.Values.Select(_ => p.Centre)]);

    /// <inheritdoc cref="ProcessLimits.Lower"/>
    public IReadOnlyList<double?> Lower => Joined(p => p.Lower);

    /// <inheritdoc cref="ProcessLimits.Upper"/>
    public IReadOnlyList<double?> Upper => Joined(p => p.Upper);

    /// <inheritdoc cref="ProcessLimits.LowerWarning"/>
    public IReadOnlyList<double?> LowerWarning => Joined(p => p.LowerWarning);

    /// <inheritdoc cref="ProcessLimits.UpperWarning"/>
    public IReadOnlyList<double?> UpperWarning => Joined(p => p.UpperWarning);

    /// <inheritdoc cref="ProcessLimits.Outside"/>
    public IReadOnlyList<bool> Outside => Joined(p => p.Outside);

    /// <summary>The centre of the phase before, at each point; null in the first phase, and where that phase has no limits.</summary>
    public IReadOnlyList<double?> OldCentre => Before<double?>(chart => [.. chart.Values.Select(_ => chart.Centre)]);

    /// <summary>The lower limit by the phase before, at each point; null as <see cref="OldCentre"/>, and at gaps.</summary>
    public IReadOnlyList<double?> OldLower => Before(chart => chart.Lower);

    /// <summary>The upper limit by the phase before, at each point; null as <see cref="OldCentre"/>, and at gaps.</summary>
    public IReadOnlyList<double?> OldUpper => Before(chart => chart.Upper);

    /// <summary>Which points lie outside of the limits by the phase before.</summary>
    public IReadOnlyList<bool> OutsideOld => Before(chart => chart.Outside);

    /// <summary>The chart of each phase, made of its points alone, and of each but the last the chart that goes on.</summary>
    /// <param name="points">How many there are; not negative.</param>
    /// <param name="starts">Where phases begin after the first one, ascending and strictly within the points.</param>
    /// <param name="chart">The chart of a stretch of the points (slice the values by it), of a baseline within it that begins with it.</param>
    /// <exception cref="ArgumentException">Starts that are out of order, or beyond the points; a chart of more or fewer points than its stretch.</exception>
    public static ChartPhases Of(int points, IReadOnlyList<int> starts, Func<Range, Range, ProcessLimits> chart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        int[] edges = [0, .. starts, points];
        for (var i = 1; i < edges.Length - 1; i++)
        {
            if (edges[i] <= edges[i - 1] || edges[i] >= points) throw new ArgumentException("Phases begin one after the other, each with a point of its own.", nameof(starts));
        }

        return new ChartPhases([.. edges.Zip(edges.Skip(1), (start, end) => new Phase(start, Chart(start, end, end), end == points ? null : Chart(start, end, points)))]);

        ProcessLimits Chart(int start, int baselineEnd, int end) => chart(start..end, ..(baselineEnd - start)) is var limits && limits.Values.Count == end - start
            ? limits
            : throw new ArgumentException("The chart of a stretch is made of its points alone.", nameof(chart));
    }

    private T?[] Before<T>(Func<ProcessLimits, IReadOnlyList<T>> list)
    {
        var before = new T?[Values.Count];
        for (var p = 1; p < Phases.Count; p++)
        {
            var (old, from) = (list(Phases[p - 1].Continued!), Phases[p].Start);
            for (var i = 0; i < Phases[p].Limits.Values.Count; i++) before[from + i] = old[from - Phases[p - 1].Start + i];
        }

        return before;
    }

    private T[] Joined<T>(Func<ProcessLimits, IReadOnlyList<T>> list) => [.. Phases.SelectMany(p => list(p.Limits))];
}
