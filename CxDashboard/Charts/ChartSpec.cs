using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Charts;

/// <summary>How much of the grammar a process chart shows.</summary>
public enum ChartKind
{
    /// <summary>The large one: axis, band, limits, marks, words and n beneath.</summary>
    Behaviour,

    /// <summary>A small multiple: the same marks, three numbers at the right, first and last date.</summary>
    Small,

    /// <summary>A line's height: band, line, marks.</summary>
    Spark,
}

/// <summary>
/// A measure over time against its limits: one point for each bucket, in ascending order. May be empty, have one point,
/// or know nothing; it is then drawn with words.
/// </summary>
public sealed record ChartSpec : ChartPicture
{
    public ChartKind Kind { get; init; } = ChartKind.Behaviour;
    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Ascending by time, not overlapping.</summary>
    public required IReadOnlyList<ChartPoint> Points { get; init; }

    /// <summary>Runs longer than routine allows, each by its first and last point.</summary>
    public IReadOnlyList<ChartRun> Runs { get; init; } = [];

    /// <summary>Things we did, drawn as lettered flags.</summary>
    public IReadOnlyList<ChartChange> Changes { get; init; } = [];

    /// <summary>Phases that somebody has begun, ascending. The first stretch of points is in none of them.</summary>
    public IReadOnlyList<ChartPhase> Phases { get; init; } = [];

    /// <summary>What one bucket is called: "week", "day". Used in words only.</summary>
    public string Step { get; init; } = "week";

    /// <summary>Drawn as a counter-metric: ochre and dashed.</summary>
    public bool Counter { get; init; }

    /// <summary>Index of the point whose records are shown beside the chart, or null.</summary>
    public int? Selected { get; init; }

    /// <summary>Where another version of the definition begins: the first point that it answers, and which it is. Empty where there is one version only.</summary>
    public IEnumerable<(int At, int Version)> VersionsBegun()
    {
        int? before = null;
        for (var i = 0; i < Points.Count; i++)
        {
            if (Points[i].Version is not { } version) continue;
            if (before is not null && version != before) yield return (i, version);
            before = version;
        }
    }

    /// <summary>The phases that begin at one of the points, each with its last point.</summary>
    public IEnumerable<(ChartPhase Phase, int Last)> PhasesBegun()
    {
        var begun = Phases.Where(p => p.First >= 0 && p.First < Points.Count).OrderBy(p => p.First).ToList();
        for (var i = 0; i < begun.Count; i++)
            if (i + 1 == begun.Count || begun[i + 1].First > begun[i].First) yield return (begun[i], i + 1 < begun.Count ? begun[i + 1].First - 1 : Points.Count - 1);
    }

    /// <summary>The same chart with centre and limits in phases, and who began each after the first, and why.</summary>
    /// <exception cref="ArgumentException">The phases are not of so many points, or not each has its words.</exception>
    public ChartSpec WithPhases(ChartPhases phases, IReadOnlyList<(string SetBy, string Why)> words)
    {
        if (phases.Values.Count != Points.Count || words.Count != phases.Phases.Count - 1)
            throw new ArgumentException($"There are {Points.Count} points and {words.Count} reasons, but phases of {phases.Values.Count} points, {phases.Phases.Count - 1} of them begun.");
        var (centre, lower, upper, outside) = (phases.Centre, phases.Lower, phases.Upper, phases.Outside);
        return this with
        {
            Points = [.. Points.Select((p, i) => p with { Centre = centre[i], Lower = lower[i], Upper = upper[i], Outside = outside[i] })],
            Phases = [.. words.Select((w, i) => new ChartPhase(phases.Phases[i + 1].Start, w.SetBy, w.Why))],
        };
    }

    /// <summary>The same chart with the limits of a process chart, one pair a point; a null pair leaves that point without.</summary>
    /// <exception cref="ArgumentException">The lists do not have one entry for each point.</exception>
    public ChartSpec WithLimits(double? centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper, IReadOnlySet<int>? outside = null)
    {
        if (lower.Count != Points.Count || upper.Count != Points.Count)
            throw new ArgumentException($"There are {Points.Count} points, but {lower.Count} lower and {upper.Count} upper limits.");
        return this with
        {
            Points = [.. Points.Select((p, i) => p with { Centre = centre, Lower = lower[i], Upper = upper[i], Outside = outside?.Contains(i) ?? false })],
        };
    }
}
