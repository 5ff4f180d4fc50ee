using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>Where records come from, and until when that source is known to be complete.</summary>
public sealed class SourceRow
{
    public long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>A live source is complete until now; a file only until its export.</summary>
    public bool Live { get; init; }
    public Instant? KnownUntil { get; init; }
    public Instant? ContactsKnownUntil { get; init; }

    /// <summary>JSON array of the extra fields that name colleagues, which are never a slice.</summary>
    public string? ColleagueFields { get; init; }
}

/// <summary>
/// What was written of a source at a moment: a row for each real change, and one at its making. What stood before such rows
/// were kept has the instant 0.
/// </summary>
public sealed class SourceVersionRow
{
    /// <summary>Ascends in the order of writing; of several at one instant the last one holds.</summary>
    public long Id { get; init; }
    public long SourceId { get; init; }

    /// <summary>When the writer took it, by the program's clock.</summary>
    public Instant At { get; init; }
    public bool Live { get; init; }
    public Instant? KnownUntil { get; init; }
    public Instant? ContactsKnownUntil { get; init; }
}

/// <summary>
/// What somebody said of a source, in the order in which it was said: a source is what its rows fold to. The rows of an import
/// that is taken back go, and the source is what the others make of it. What one says twice in a row is one row.
/// </summary>
public sealed class SourceWriteRow
{
    public long Id { get; init; }
    public long SourceId { get; init; }

    /// <summary>The import that said it; null for anybody else, and for what stood before such rows were kept.</summary>
    public long? ImportId { get; init; }
    public bool? Live { get; init; }
    public Instant? KnownUntil { get; init; }
    public Instant? ContactsKnownUntil { get; init; }

    /// <summary>Whether the instants hold also where they are earlier than those before.</summary>
    public bool Forced { get; init; }

    /// <summary>JSON array of extra fields, added to those before.</summary>
    public string? ColleagueFields { get; init; }
}

/// <summary>
/// A source that is there no more, because all that made it was taken back. Versions of its records still name it, and so it
/// keeps its id for them; where it comes back it has the same one.
/// </summary>
public sealed class FormerSourceRow
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public string? ColleagueFields { get; init; }
}
