namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A process behaviour chart in phases: from each confirmed change on, centre and limits are those of a baseline of its own,
/// and the ones before stay as they were. Lists are as long as all the values. What a run is ends with its phase.
/// </summary>
public sealed record ChartPhases
{
    private ChartPhases(IReadOnlyList<Phase> phases) => Phases = phases;

    /// <summary>One stretch of points and what its chart says of them; indexes of its lists count from its start.</summary>
    /// <param name="Start">Index of its first point among all.</param>
    public readonly record struct Phase(int Start, ProcessLimits Limits);

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

    /// <summary>The chart of each phase, made of its points alone.</summary>
    /// <param name="points">How many there are; not negative.</param>
    /// <param name="starts">Where phases begin after the first one, ascending and strictly within the points.</param>
    /// <param name="chart">The chart of a stretch of the points: slice the values by it.</param>
    /// <exception cref="ArgumentException">Starts that are out of order, or beyond the points; a chart of more or fewer points than its stretch.</exception>
    public static ChartPhases Of(int points, IReadOnlyList<int> starts, Func<Range, ProcessLimits> chart)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        int[] edges = [0, .. starts, points];
        for (var i = 1; i < edges.Length - 1; i++)
        {
            if (edges[i] <= edges[i - 1] || edges[i] >= points) throw new ArgumentException("Phases begin one after the other, each with a point of its own.", nameof(starts));
        }

        return new ChartPhases([.. edges.Zip(edges.Skip(1), (start, end) => chart(start..end) is var limits && limits.Values.Count == end - start
            ? new Phase(start, limits)
            : throw new ArgumentException("The chart of a stretch is made of its points alone.", nameof(chart)))]);
    }

    private T[] Joined<T>(Func<ProcessLimits, IReadOnlyList<T>> list) => [.. Phases.SelectMany(p => list(p.Limits))];
}
