namespace CxDashboard.Domain.Statistics;

/// <summary>A point as it would look if every proposal were accepted.</summary>
public sealed record StableShiftPoint
{
    /// <summary>Null where there are no limits: at gaps, and where the series is too short.</summary>
    public required PointLimits? Limits { get; init; }

    /// <summary>Its limits are computed from the stretch that it lies in; else they are extended to it.</summary>
    public required bool IsBaseline { get; init; }
    public required bool Outside { get; init; }

    /// <summary>Part of a run, around its centre, that is long enough to be a shift.</summary>
    public required bool Shift { get; init; }

    /// <summary>Left out of the limits of the baseline that it lies in.</summary>
    public required bool Excluded { get; init; }

    /// <summary>The steps of the algorithm here, in its authors' shorthand ("040126;..." counts from 1); null where it did nothing.</summary>
    public required string? Log { get; init; }
}
