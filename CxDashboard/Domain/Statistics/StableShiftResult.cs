namespace CxDashboard.Domain.Statistics;

/// <summary>What the Stable Shift Algorithm proposes. Nothing is applied: each proposal is a person's to confirm, with a reason.</summary>
public sealed record StableShiftResult
{
    public required StableShiftEnd End { get; init; }

    /// <summary>A last shift that has too few points yet to tell whether it stays: its first index.</summary>
    public required int? Waiting { get; init; }

    /// <summary>How many more points that takes.</summary>
    public required int? PointsMissing { get; init; }

    /// <summary>All stretches that were looked at, in order: the proposed ones and the refused.</summary>
    public required IReadOnlyList<StableShiftProposal> Candidates { get; init; }

    /// <summary>As long as the values.</summary>
    public required IReadOnlyList<StableShiftPoint> Points { get; init; }

    /// <summary>The new baselines that are proposed, in order; each supposes that those before it are accepted.</summary>
    public IEnumerable<StableShiftProposal> Proposals => Candidates.Where(c => c.IsProposed);
}
