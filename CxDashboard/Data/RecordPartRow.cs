using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>
/// What was told of an interaction apart from its record, all of it joined; kept as long as the record, so that a record that
/// comes once more is joined once more. It may come before the record does, and waits then.
/// </summary>
public sealed class RecordPartRow
{
    /// <summary>The source by its name: before its first record it has no row of its own.</summary>
    public required string Source { get; init; }
    public required string ExternalId { get; init; }

    /// <summary><see cref="Domain.Interactions.RecordParts"/> as JSON.</summary>
    public required string Told { get; init; }

    /// <summary>What the record itself came with, as JSON; null while there is none.</summary>
    public string? Own { get; init; }

    /// <summary>Whether its record is not there yet.</summary>
    public bool Waiting { get; init; }

    /// <summary>When the first part came.</summary>
    public Instant ReceivedAt { get; init; }
}

/// <summary>What a request was answered, so that the same request is answered the same without being done again.</summary>
public sealed class AnsweredRequestRow
{
    public long KeyId { get; init; }

    /// <summary>What the sender called the request.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required byte[] Hash { get; init; }
    public int Status { get; init; }
    public required byte[] Answer { get; init; }
    public Instant At { get; init; }
}
