using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest;

/// <summary>What a person asks to be imported. Paths are absolute: another process may do the work.</summary>
public sealed record ImportRequest
{
    public required string File { get; init; }

    /// <summary>A map's name or path; null for the standard headers.</summary>
    public string? Map { get; init; }

    /// <summary>The source of all rows, whatever they say themselves.</summary>
    public string? Source { get; init; }

    /// <summary>Until when the file's sources are complete, instead of what its records tell.</summary>
    public Instant? KnownUntil { get; init; }

    /// <summary>Where rejected rows are written, or null.</summary>
    public string? Rejects { get; init; }

    /// <summary>An import that is taken back first, because this one takes its place; null where nothing is.</summary>
    public long? Replaces { get; init; }

    /// <summary>Who asks, in words: "the command line", a person's name; null where nobody says.</summary>
    public string? AskedBy { get; init; }
}

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows of the file done so far, those of an earlier run of the same import included.</param>
/// <param name="RowsPerSecond">Rows of this run over its time.</param>
/// <param name="Rejected">Rows that could not be read.</param>
/// <param name="BytesRead">Bytes of the file on disk read in the present pass.</param>
/// <param name="BytesTotal">The file's size on disk.</param>
/// <param name="RowsTotal">Rows in the file; 0 while they are still counted, in the first pass, which stores nothing.</param>
public sealed record ImportProgress(long Rows, double RowsPerSecond, long Rejected, long BytesRead, long BytesTotal, long RowsTotal);

/// <summary>Rows, or answers in them, that were not taken for one reason.</summary>
public sealed record RejectReason(string Reason, long Count, long FirstLine);

/// <summary>What came of an import.</summary>
public sealed record ImportAnswer
{
    public required string File { get; init; }

    /// <summary>The source, or all of them with commas between where rows name their own.</summary>
    public required string Source { get; init; }

    /// <summary>Rows in the file.</summary>
    public required long Read { get; init; }
    public required long New { get; init; }
    public required long Changed { get; init; }
    public required long Unchanged { get; init; }
    public required long Rejected { get; init; }

    /// <summary>Until when the source is known now; of several sources the earliest.</summary>
    public required Instant? KnownUntil { get; init; }
    public required Instant? ContactsKnownUntil { get; init; }
    public required IReadOnlyList<RejectReason> Reasons { get; init; }

    /// <summary>Why figures of the file may mislead, as sentences that say what to do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What a person should know besides, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
