using CxDashboard.Data.Writing;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>
/// What is written together or not at all, in this order: sources, records, corrections, parts, deliveries, deletions, customer rules,
/// erasures, phases, the import and its rejected rows.
/// </summary>
public sealed record WriteBatch
{
    /// <summary>Inserted, or replacing the record of the same (source, external id). A later one of the same identity wins.</summary>
    public IReadOnlyList<Interaction> Records { get; init; } = [];

    /// <summary>More records, after the others; the answer counts them and has no outcome for each.</summary>
    internal RowBlock? Rows { get; init; }

    /// <summary>Corrections of records; one that is not there is passed over.</summary>
    public IReadOnlyList<RecordCorrection> Corrections { get; init; } = [];

    /// <summary>What is told of interactions apart from their records; of one that is not there it is kept until then.</summary>
    public IReadOnlyList<ToldPart> Parts { get; init; } = [];

    /// <summary>Messages of webhooks, with what each tells.</summary>
    public IReadOnlyList<Delivery> Deliveries { get; init; } = [];

    /// <summary>Webhooks of which no message is to be kept, nor counted, any more.</summary>
    public IReadOnlyList<string> ForgottenWebhooks { get; init; } = [];

    /// <summary>Webhooks of which what was understood is not to be kept for a look any more.</summary>
    public IReadOnlyList<string> ForgottenBodies { get; init; } = [];

    /// <summary>
    /// Settings that must stand as they were when the rest was decided upon; null for one that was not there. Where one does not, the batch is
    /// refused with a <see cref="SettingsChangedException"/>.
    /// </summary>
    public IReadOnlyList<(string Name, string? Value)> Standing { get; init; } = [];

    /// <summary>Where the batch is to be written once, however often it is sent: then it is not written when it was before.</summary>
    public OneRequest? Request { get; init; }

    /// <summary>Records to delete; one that is not there is passed over.</summary>
    public IReadOnlyList<(string Source, string ExternalId)> Deletions { get; init; } = [];

    /// <summary>
    /// What is said of customers' ids, in order; what is so already is passed over. Refused, with the whole batch: a blank
    /// id, an alias of itself, a ring of aliases, an alias of a second customer.
    /// </summary>
    public IReadOnlyList<CustomerRule> CustomerRules { get; init; } = [];

    /// <summary>
    /// Customers to erase, by the id as the records have it (no alias is resolved): their records with all versions, their
    /// versions of records that are somebody else's now, and the rules that name them. Nothing that held them stays in the file.
    /// </summary>
    public IReadOnlyList<string> Erasures { get; init; } = [];

    /// <summary>
    /// Phases of metrics to begin or to take back, in order; what is so already is passed over. Refused, with the whole batch: one to
    /// begin without a name or a reason, and either too long.
    /// </summary>
    public IReadOnlyList<PhaseChange> Phases { get; init; } = [];

    /// <summary>Stored with the records. Id 0 makes a new import, whose id the answer carries.</summary>
    public ImportRow? Import { get; init; }

    /// <summary>Rows that could not be read; only together with <see cref="Import"/>.</summary>
    public IReadOnlyList<RejectedRow> Rejected { get; init; } = [];

    /// <summary>Raises what sources are known until; makes sources that are not there.</summary>
    public IReadOnlyList<SourceKnownUntil> KnownUntil { get; init; } = [];

    /// <summary>Settings of features that must stand or fall with the rest: how far a fetching is, say. Null removes one.</summary>
    public IReadOnlyList<(string Name, string? Value)> Settings { get; init; } = [];

    /// <summary>What else is said of sources; makes those that are not there.</summary>
    public IReadOnlyList<SourceTraits> Sources { get; init; } = [];
}

/// <summary>
/// Until when a source is known to be complete. Raises, never lowers, unless forced; null leaves what is there.
/// </summary>
public sealed record SourceKnownUntil(string Source, Instant? KnownUntil, Instant? ContactsKnownUntil = null, bool Forced = false);

/// <summary>What kind of source it is; null leaves what is there.</summary>
/// <param name="Live">Whether it is complete until now.</param>
/// <param name="ColleagueFields">JSON array of extra fields that name colleagues, added to those that are known.</param>
public sealed record SourceTraits(string Source, bool? Live = null, string? ColleagueFields = null);
