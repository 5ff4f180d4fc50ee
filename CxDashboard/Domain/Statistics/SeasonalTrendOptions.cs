namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How STL smooths. Windows are numbers of values (of periods for the season); an even one counts as the next odd one, one
/// below 3 as 3. A degree is 0 (level) or 1 (line). A jump of j fits each j-th value and draws lines between.
/// </summary>
public sealed record SeasonalTrendOptions
{
    /// <summary>Over how many periods the season may change; null is "periodic": the same in each period, of degree 0.</summary>
    public int? SeasonalWindow { get; init; }

    public int SeasonalDegree { get; init; }

    /// <summary>A tenth of the window, rounded up, where null; as the other jumps.</summary>
    public int? SeasonalJump { get; init; }

    /// <summary>1.5·period/(1 − 1.5/seasonal window), rounded up to an odd number, where null.</summary>
    public int? TrendWindow { get; init; }

    public int TrendDegree { get; init; } = 1;

    public int? TrendJump { get; init; }

    /// <summary>The period, rounded up to an odd number, where null.</summary>
    public int? LowPassWindow { get; init; }

    /// <summary>The trend's where null.</summary>
    public int? LowPassDegree { get; init; }

    public int? LowPassJump { get; init; }

    /// <summary>Weighs freak values down: 15 outer passes of one inner pass each, else none and two.</summary>
    public bool IsRobust { get; init; }

    /// <summary>Inner passes of each outer one.</summary>
    public int? InnerPasses { get; init; }

    /// <summary>Outer passes after the first, unweighted one.</summary>
    public int? OuterPasses { get; init; }

    internal void Check()
    {
        foreach (var window in new[] { SeasonalWindow, TrendWindow, LowPassWindow })
        {
            if (window < 2) throw new ArgumentOutOfRangeException(nameof(SeasonalWindow), window, "A window is of at least two values.");
        }

        foreach (var degree in new[] { SeasonalDegree, TrendDegree, LowPassDegree })
        {
            if (degree is < 0 or > 1) throw new ArgumentOutOfRangeException(nameof(SeasonalDegree), degree, "A degree is 0 or 1.");
        }

        foreach (var jump in new[] { SeasonalJump, TrendJump, LowPassJump })
        {
            if (jump < 1) throw new ArgumentOutOfRangeException(nameof(SeasonalJump), jump, "A jump goes on by at least one value.");
        }

        if (InnerPasses < 1) throw new ArgumentOutOfRangeException(nameof(InnerPasses), InnerPasses, "At least one pass is made.");
        if (OuterPasses < 0) throw new ArgumentOutOfRangeException(nameof(OuterPasses), OuterPasses, "Passes are no fewer than none.");
    }
}
