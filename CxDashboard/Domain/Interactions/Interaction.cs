using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>Who began the contact.</summary>
public enum Direction
{
    /// <summary>The customer came to us: the default, and the only kind that makes issues.</summary>
    In = 0,

    /// <summary>We went to them: counts among interactions, joins no issue and breaks none.</summary>
    Out = 1,
}

/// <summary>What was odd about the local times of a record, as flags.</summary>
[Flags]
public enum TimeFlags
{
    None = 0,

    /// <summary>A local time happened twice (clocks went back); the earlier offset was taken.</summary>
    HappenedTwice = 1,

    /// <summary>A local time never happened (clocks went forward); it was moved forward.</summary>
    NeverHappened = 2,
}

/// <summary>
/// One contact of one customer through one channel, as its source system knows it: the record exactly as it was received
/// and mapped, before any cleaning. Identity is (<see cref="Source"/>, <see cref="ExternalId"/>);
/// a record received again under the same identity replaces the earlier one. Text is trimmed; null is unknown, never zero.
/// </summary>
public sealed record Interaction
{
    public required string Source { get; init; }

    /// <summary>The id in the source system, or a hash of the record's fields where the source gave none.</summary>
    public required string ExternalId { get; init; }

    /// <summary>True where <see cref="ExternalId"/> is a hash: such records keep the order of their file among equals.</summary>
    public bool ExternalIdIsHash { get; init; }

    public string? Customer { get; init; }
    public string? Segment { get; init; }
    public string? Channel { get; init; }
    public string? Topic { get; init; }
    public string? Product { get; init; }
    public string? Region { get; init; }
    public string? Team { get; init; }
    public Direction Direction { get; init; }

    public required Instant OpenedAt { get; init; }
    public Instant? FirstReplyAt { get; init; }
    public Instant? FirstUsefulReplyAt { get; init; }

    /// <summary>The first claim, "we closed it".</summary>
    public Instant? ClaimedAt { get; init; }

    /// <summary>Yes without <see cref="ClaimedAt"/> is a claim at an unknown instant.</summary>
    public bool? Claimed { get; init; }
    public int? ReopenedCount { get; init; }

    /// <summary>The first reopening; may be unknown although <see cref="ReopenedCount"/> is above zero.</summary>
    public Instant? ReopenedAt { get; init; }
    public Instant? LastClaimedAt { get; init; }
    public bool? Abandoned { get; init; }
    public int? Transfers { get; init; }

    /// <summary>Seconds the customer waited on us, where the source knows.</summary>
    public long? WaitingSeconds { get; init; }

    /// <summary>Whether a rating was asked for.</summary>
    public bool? Asked { get; init; }

    /// <summary>The rating on its own scale; always together with a <see cref="RatingScale"/> that holds it.</summary>
    public double? Rating { get; init; }
    public int? RatingScale { get; init; }

    /// <summary>When the customer answered; without it ratings and answers count from the opening.</summary>
    public Instant? RatedAt { get; init; }

    /// <summary>1 (hard) to 7 (easy).</summary>
    public int? Effort { get; init; }

    /// <summary>0 to 10: would you recommend us?</summary>
    public int? Recommend { get; init; }
    public bool? WouldBuyAgain { get; init; }

    /// <summary>The customer's answer to "was it resolved?". Null is silence, which is not a yes.</summary>
    public bool? Confirmed { get; init; }
    public string? Comment { get; init; }

    /// <summary>In the workspace's currency; kept in whole ten-thousandths.</summary>
    public decimal? Cost { get; init; }

    /// <summary>product, process, policy, knowledge or tool. There is no "person" cause.</summary>
    public string? Cause { get; init; }
    public string? Policy { get; init; }
    public string? Gesture { get; init; }

    /// <summary>Every further field as it came: one JSON object of strings, or null where there is none.</summary>
    public string? Extra { get; init; }
    public TimeFlags TimeFlags { get; init; }
}
