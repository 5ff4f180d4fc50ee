namespace CxDashboard.Domain.Statistics;

/// <summary>What a process behaviour chart says of its points; every list is as long as the values.</summary>
public sealed record ProcessLimits
{
    /// <summary>The points; null is a gap.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>The baseline's centre, or null where it has too few points for limits.</summary>
    public required double? Centre { get; init; }

    /// <summary>Each point's lower limit; null at gaps and where there are no limits.</summary>
    public required IReadOnlyList<double?> Lower { get; init; }

    /// <summary>Each point's upper limit; null at gaps and where there are no limits.</summary>
    public required IReadOnlyList<double?> Upper { get; init; }

    /// <summary>Which points lie strictly outside of their limits.</summary>
    public required IReadOnlyList<bool> Outside { get; init; }

    /// <summary>Limits from 8 to 11 points: they still move.</summary>
    public required bool IsTrial { get; init; }

    /// <summary>
    /// P′ only: how much more the shares vary than chance alone would make them. About 1 is chance; more is real variation
    /// from point to point; less suggests duplicated or averaged data.
    /// </summary>
    public required double? SigmaZ { get; init; }

    /// <summary>The runs rules over all points around the centre; null where there are no limits.</summary>
    public required RunsTest? Runs { get; init; }

    /// <summary>
    /// Neighbouring points of the baseline depend on each other, so the runs rules fire on noise too: say so, and do not
    /// mark runs.
    /// </summary>
    public required bool NeighboursDepend { get; init; }

    public bool HasLimits => Centre is not null;

    internal static ProcessLimits None(IReadOnlyList<double?> values) => new()
    {
        Values = values,
        Centre = null,
        Lower = new double?[values.Count],
        Upper = new double?[values.Count],
        Outside = new bool[values.Count],
        IsTrial = false,
        SigmaZ = null,
        Runs = null,
        NeighboursDepend = false,
    };
}
