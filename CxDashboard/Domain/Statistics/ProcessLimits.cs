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

    /// <summary>2σ where the limit is 3σ; not below what nothing can pass.</summary>
    public required IReadOnlyList<double?> LowerWarning { get; init; }

    /// <summary>2σ where the limit is 3σ; not above what nothing can pass.</summary>
    public required IReadOnlyList<double?> UpperWarning { get; init; }

    /// <summary>Which points lie strictly outside of their limits.</summary>
    public required IReadOnlyList<bool> Outside { get; init; }

    /// <summary>
    /// How many sigmas (thirds of the way to the limit, before it is clipped) each point lies above the centre. Null at gaps, where
    /// limits have no width, and of G and moving-range charts, whose points are far from normal. Of T charts on the bent scale.
    /// </summary>
    public required IReadOnlyList<double?> Distance { get; init; }

    /// <summary>
    /// P and P′ charts: points at which n·p̄ or n(1−p̄) is below 5. Limits are not symmetric there and the lower one, or the upper one,
    /// says little: take longer periods, or a G or T chart. Never of other charts.
    /// </summary>
    public required IReadOnlyList<bool> FewExpected { get; init; }

    /// <summary>Known points of the baseline.</summary>
    public required int BaselinePoints { get; init; }

    /// <summary>Index after the last known point of the baseline; zero where it has none.</summary>
    public required int BaselineEnd { get; init; }

    /// <summary>
    /// How well sigma is known: the degrees of freedom of a mean moving range of n points, about 0.62·(n−1); infinite where the centre tells
    /// it (P, U and C charts); null where <see cref="Distance"/> is.
    /// </summary>
    public required double? SigmaFreedom { get; init; }

    /// <summary>
    /// P′ and U′ only: how much more the shares vary than chance alone would make them. About 1 is chance; more is real
    /// variation from point to point; less suggests duplicated or averaged data.
    /// </summary>
    public required double? SigmaZ { get; init; }

    /// <summary>The runs rules over all points around the centre; null where there are no limits, and for moving ranges.</summary>
    public required RunsTest? Runs { get; init; }

    /// <summary>r₁ of the baseline's points; null where there are no limits, and for moving ranges, which depend on each other as they are made.</summary>
    public required double? LagOne { get; init; }

    /// <summary>
    /// Neighbouring points of the baseline depend on each other (r₁ above 2/√n), so the runs rules fire on noise too: say so, and do not
    /// mark runs.
    /// </summary>
    public bool NeighboursDepend => LagOne > Autocorrelation.MostOfChance(BaselinePoints);

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
        Distance = new double?[values.Count],
        FewExpected = new bool[values.Count],
        BaselinePoints = baselinePoints,
        BaselineEnd = 0,
        SigmaFreedom = null,
        SigmaZ = null,
        Runs = null,
        LagOne = null,
    };
}
