using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>
/// One import of one file: how far it is and what came of it. Written in the transaction of the records it brought, so
/// what it says and what is stored never differ.
/// </summary>
public sealed record ImportRow
{
    /// <summary>0 for an import that the store has not seen: the writer gives it one.</summary>
    public long Id { get; init; }
    public required string FileName { get; init; }
    public required string FileHash { get; init; }
    public required string MapName { get; init; }
    public required string MapHash { get; init; }

    /// <summary>The source it was asked to be, or null where each record says so itself.</summary>
    public string? Source { get; init; }
    public required Instant StartedAt { get; init; }

    /// <summary>Null while it runs, or when it was interrupted.</summary>
    public Instant? FinishedAt { get; init; }

    /// <summary>How much of the file is done: a resumed import skips this many rows.</summary>
    public long Position { get; init; }

    /// <summary>Records read in all, as the importer counts them.</summary>
    public long Read { get; init; }

    /// <summary>Counted by the writer, which alone knows: it adds each batch's outcomes, whatever stands here.</summary>
    public long New { get; init; }

    /// <inheritdoc cref="New"/>
    public long Changed { get; init; }

    /// <inheritdoc cref="New"/>
    public long Unchanged { get; init; }

    /// <summary>Rejected rows in all, as the importer counts them.</summary>
    public long Rejected { get; init; }

    /// <summary>Whatever the importer needs to go on from <see cref="Position"/>, as JSON.</summary>
    public string? State { get; init; }

    /// <summary>Why it ended without finishing, as a sentence.</summary>
    public string? Fault { get; init; }
}

/// <summary>A row that could not be read, as it came.</summary>
public sealed record RejectedRow
{
    public long Id { get; init; }

    /// <summary>Given by the writer: the import of the same batch.</summary>
    public long ImportId { get; init; }

    /// <summary>Line in the file, from 1.</summary>
    public required long Line { get; init; }
    public required string Reason { get; init; }
    public required string Text { get; init; }
}
