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

    /// <summary>Who asked for it, in words; null where nobody said.</summary>
    public string? AskedBy { get; init; }

    /// <summary>What was asked, as JSON, to go on with it without asking again.</summary>
    public string? Request { get; init; }

    /// <summary>Whether the store knows what it wrote, so that it can be taken back. Given by the writer; false of imports older than that.</summary>
    public bool Traced { get; init; }

    /// <summary>When it was taken back; null while it stands. Given by the writer, as all of the following.</summary>
    public Instant? UndoneAt { get; init; }
    public string? UndoneBy { get; init; }

    /// <summary>Records that it had made, and that are gone again.</summary>
    public long UndoneDeleted { get; init; }

    /// <summary>Records that it had changed, and that are again as they were before.</summary>
    public long UndoneRestored { get; init; }

    /// <summary>Records that something else changed or removed since, and that stay as that says.</summary>
    public long UndoneStayed { get; init; }

    /// <summary>The journal's sequences that taking it back wrote; null where it wrote none.</summary>
    public long? UndoFirstSequence { get; init; }
    public long? UndoLastSequence { get; init; }
}

/// <summary>Journal sequences in a row that one import wrote, both ends included. Where batches follow each other they are one such row.</summary>
public sealed class ImportBatchRow
{
    public long ImportId { get; init; }
    public long FirstSequence { get; init; }
    public long LastSequence { get; init; }
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
