namespace CxDashboard.Charts;

/// <summary>One customer who waits on us.</summary>
/// <param name="Name">Written beside the mark where there is room; null for most.</param>
public sealed record WaitingMark(TimeSpan Waiting, string? Name = null);

/// <summary>Everyone who waits on us, one mark each, on a logarithmic scale of time.</summary>
public sealed record WaitingSpec : ChartPicture
{
    /// <summary>In any order.</summary>
    public required IReadOnlyList<WaitingMark> Marks { get; init; }

    /// <summary>The longest usual wait; longer ones are diamonds. Null where nothing is known of what is usual.</summary>
    public TimeSpan? Usual { get; init; }

    /// <summary>Stands left of that line: "usual on a Thursday".</summary>
    public string UsualWords { get; init; } = "usual";
}
