namespace CxDashboard.Kit;

/// <summary>How far one source is known.</summary>
/// <param name="Name">The source's own name.</param>
/// <param name="KnownUntil">Up to when its records are complete, in the workspace's zone; null while nobody knows.</param>
/// <param name="IsLive">Whether it keeps up with the clock by itself.</param>
public sealed record SourceStanding(string Name, DateTimeOffset? KnownUntil, bool IsLive);

/// <summary>How the data stands, said at the foot of every page.</summary>
public sealed record Standing
{
    /// <summary>The moment up to which the figures on the page are good; null before the first measuring.</summary>
    public DateTimeOffset? GoodAsOf { get; init; }

    /// <summary>Opening of the newest record; null where there is none.</summary>
    public DateTimeOffset? NewestRecord { get; init; }

    /// <summary>The present moment in the workspace's zone.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether the sample year is shown, because nothing was imported yet.</summary>
    public bool IsSample { get; init; }
    public IReadOnlyList<SourceStanding> Sources { get; init; } = [];

    /// <summary>The zone in which days begin, in words.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>One sentence about what does not work; null when all does.</summary>
    public string? Fault { get; init; }
}

/// <summary>Reads how the data stands now; cheap, never waits.</summary>
public delegate Standing ReadStanding();
