namespace CxDashboard.Domain.Statistics;

/// <summary>How cautious the Stable Shift Algorithm is; the defaults are its authors'.</summary>
public sealed record StableShiftOptions
{
    /// <summary>Known points in a baseline, at least 2: a multiple of the season (21 days, 24 months).</summary>
    public int LeastPoints { get; init; } = 21;

    /// <summary>Points in a row on one side that are a shift, at least 2.</summary>
    public int ShiftLength { get; init; } = 8;

    /// <summary>The most points outside their limits that a baseline leaves out.</summary>
    public int MostExclusions { get; init; } = 3;

    /// <summary>How often moving ranges of at least 3.267 times their mean are dropped; of no concern to counts.</summary>
    public int RangeScreens { get; init; } = 1;

    /// <summary>Do not propose while the last run of the new baseline could still grow into a shift back: wait for the points that tell.</summary>
    public bool NoRegrets { get; init; } = true;

    /// <summary>A shift back counts also where it becomes one only after the new baseline's end. With <see cref="NoRegrets"/> it always does.</summary>
    public bool OverhangingReversions { get; init; } = true;
}
