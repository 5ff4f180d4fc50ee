using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>
/// What is written together or not at all, in this order: sources, records, deletions, the import and its rejected rows.
/// </summary>
public sealed record WriteBatch
{
    /// <summary>Inserted, or replacing the record of the same (source, external id). A later one of the same identity wins.</summary>
    public IReadOnlyList<Interaction> Records { get; init; } = [];

    /// <summary>Records to delete; one that is not there is passed over.</summary>
    public IReadOnlyList<(string Source, string ExternalId)> Deletions { get; init; } = [];

    /// <summary>Stored with the records. Id 0 makes a new import, whose id the answer carries.</summary>
    public ImportRow? Import { get; init; }

    /// <summary>Rows that could not be read; only together with <see cref="Import"/>.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Raises what sources are known until; makes sources that are not there.</summary>
    public IReadOnlyList<SourceKnownUntil> KnownUntil { get; init; } = [];

    /// <summary>What else is said of sources; makes those that are not there.</summary>
    public IReadOnlyList<SourceTraits> Sources { get; init; } = [];
}

/// <summary>
/// Until when a source is known to be complete. Raises, never lowers, unless forced; null leaves what is there.
/// </summary>
public sealed record SourceKnownUntil(string Source, Instant? KnownUntil, Instant? ContactsKnownUntil = null, bool Forced = false);

/// <summary>What kind of source it is; null leaves what is there.</summary>
/// <param name="Live">Whether it is complete until now.</param>
/// <param name="ColleagueFields">JSON array of extra fields that name colleagues.</param>
public sealed record SourceTraits(string Source, bool? Live = null, string? ColleagueFields = null);
