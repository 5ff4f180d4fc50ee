namespace CxDashboard.Domain.Statistics;

/// <summary>A stretch that could be a new baseline because the process seems to have moved: proposed, or not and why.</summary>
public sealed record StableShiftProposal
{
    /// <summary>Where the new limits would begin: the index of the first point of the shift.</summary>
    public required int From { get; init; }

    /// <summary>Index after the last point that the new limits are computed from.</summary>
    public required int Until { get; init; }

    /// <summary>Why: the points have moved above the old centre (or below it).</summary>
    public required bool Above { get; init; }

    /// <summary>Why: this many points in a row, from <see cref="From"/> on, lie on that side of the old centre.</summary>
    public required int RunPoints { get; init; }

    /// <summary>Indexes left out of the new limits: outside of those of the whole stretch.</summary>
    public required IReadOnlyList<int> Excluded { get; init; }

    /// <summary>The limits in force before, extended to the end; as long as the values, null at gaps and where they do not reach.</summary>
    public required IReadOnlyList<PointLimits?> Old { get; init; }

    /// <summary>The new limits from <see cref="From"/> to the end; null before and at gaps.</summary>
    public required IReadOnlyList<PointLimits?> New { get; init; }

    /// <summary>Why not: around the new centre there is a run back towards the old one that is long enough to be a shift.</summary>
    public required bool ShiftsBack { get; init; }

    /// <summary>Why not: the last run of the stretch goes back towards the old centre and may still grow into a shift.</summary>
    public required bool MayShiftBack { get; init; }

    public bool IsProposed => !ShiftsBack && !MayShiftBack;
}
