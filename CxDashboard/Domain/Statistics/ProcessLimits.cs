namespace CxDashboard.Domain.Statistics;

/// <summary>How far limits can be relied on, by the number of known points of their baseline.</summary>
public enum BaselineStrength
{
    /// <summary>Fewer than 8: no limits, show the values only.</summary>
    None,

    /// <summary>8 to 11: trial limits, which still move.</summary>
    Trial,

    /// <summary>12 to 19: usable.</summary>
    Usable,

    /// <summary>20 or more: enough to freeze.</summary>
    Firm,
}

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

    /// <summary>2σ where the limit is 3σ; not below what nothing can pass.</summary>
    public required IReadOnlyList<double?> LowerWarning { get; init; }

    /// <summary>2σ where the limit is 3σ; not above what nothing can pass.</summary>
    public required IReadOnlyList<double?> UpperWarning { get; init; }

    /// <summary>Which points lie strictly outside of their limits.</summary>
    public required IReadOnlyList<bool> Outside { get; init; }

    /// <summary>Known points of the baseline.</summary>
    public required int BaselinePoints { get; init; }

    /// <summary>
    /// P′ and U′ only: how much more the shares vary than chance alone would make them. About 1 is chance; more is real
    /// variation from point to point; less suggests duplicated or averaged data.
    /// </summary>
    public required double? SigmaZ { get; init; }

    /// <summary>The runs rules over all points around the centre; null where there are no limits, and for moving ranges.</summary>
    public required RunsTest? Runs { get; init; }

    /// <summary>
    /// Neighbouring points of the baseline depend on each other, so the runs rules fire on noise too: say so, and do not
    /// mark runs.
    /// </summary>
    public required bool NeighboursDepend { get; init; }

    public bool HasLimits => Centre is not null;

    /// <summary>None where there are no limits, for whatever reason.</summary>
    public BaselineStrength Strength => !HasLimits ? BaselineStrength.None : BaselinePoints switch
    {
        < ProcessChart.LeastPoints => BaselineStrength.None,
        < ProcessChart.EnoughPoints => BaselineStrength.Trial,
        < ProcessChart.PointsToFreeze => BaselineStrength.Usable,
        _ => BaselineStrength.Firm,
    };

    /// <summary>Limits from 8 to 11 points: they still move.</summary>
    public bool IsTrial => Strength == BaselineStrength.Trial;

    internal static ProcessLimits None(IReadOnlyList<double?> values, int baselinePoints) => new()
    {
        Values = values,
        Centre = null,
        Lower = new double?[values.Count],
        Upper = new double?[values.Count],
        LowerWarning = new double?[values.Count],
        UpperWarning = new double?[values.Count],
        Outside = new bool[values.Count],
        BaselinePoints = baselinePoints,
        SigmaZ = null,
        Runs = null,
        NeighboursDepend = false,
    };
}
