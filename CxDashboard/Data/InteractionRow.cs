using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>
/// The columns of one record, as <see cref="Interaction"/> has them, with the source as its id and the cost in whole
/// ten-thousandths. The writer's statements name these columns in <see cref="Writing.InteractionColumns"/>.
/// </summary>
public abstract class RecordRow
{
    public long SourceId { get; init; }
    public required string ExternalId { get; init; }
    public bool ExternalIdIsHash { get; init; }
    public string? Customer { get; init; }
    public string? Segment { get; init; }
    public string? Channel { get; init; }
    public string? Topic { get; init; }
    public string? Product { get; init; }
    public string? Region { get; init; }
    public string? Team { get; init; }
    public Direction Direction { get; init; }
    public Instant OpenedAt { get; init; }
    public Instant? FirstReplyAt { get; init; }
    public Instant? FirstUsefulReplyAt { get; init; }
    public Instant? ClaimedAt { get; init; }
    public bool? Claimed { get; init; }
    public int? ReopenedCount { get; init; }
    public Instant? ReopenedAt { get; init; }
    public Instant? LastClaimedAt { get; init; }
    public bool? Abandoned { get; init; }
    public int? Transfers { get; init; }
    public long? WaitingSeconds { get; init; }
    public bool? Asked { get; init; }
    public double? Rating { get; init; }
    public int? RatingScale { get; init; }
    public Instant? RatedAt { get; init; }
    public int? Effort { get; init; }
    public int? Recommend { get; init; }
    public bool? WouldBuyAgain { get; init; }
    public bool? Confirmed { get; init; }

    /// <summary>Ten-thousandths of the workspace's currency, so that sums are exact.</summary>
    public long? Cost { get; init; }
    public string? Cause { get; init; }
    public string? Policy { get; init; }
    public string? Gesture { get; init; }
    public TimeFlags TimeFlags { get; init; }

    // The long ones come last: SQLite walks over what stands before the column it is asked for.
    public string? Comment { get; init; }

    /// <summary>JSON object of strings, as it came.</summary>
    public string? Extra { get; init; }
}

/// <summary>A record as it stands now. The id is dense, given by the writer and never reused.</summary>
public sealed class InteractionRow : RecordRow
{
    public long Id { get; init; }
}

/// <summary>A record as it stood until the journal's <see cref="ReplacedSequence"/> replaced or deleted it.</summary>
public sealed class InteractionVersionRow : RecordRow
{
    public long InteractionId { get; init; }
    public long ReplacedSequence { get; init; }
}
