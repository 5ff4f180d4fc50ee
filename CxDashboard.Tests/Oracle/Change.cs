using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>One step of a history, as a store receives it.</summary>
public abstract record Change
{
    /// <summary>
    /// The latest version of each record after all changes, or after those up to and including position <paramref name="upTo"/>,
    /// in the order in which they first arrived (anew, where one had been deleted in between).
    /// </summary>
    public static IReadOnlyList<Interaction> Latest(IReadOnlyList<Change> changes, int? upTo = null) => Known.After(changes, [], upTo).Records;
}

/// <summary>A record received, new or again.</summary>
public sealed record Upsert(Interaction Record) : Change
{
    /// <summary>Only what is set, so that a failing history can be read.</summary>
    public override string ToString() => string.Join(", ", typeof(Interaction).GetProperties()
        .Select(p => (p.Name, Value: p.GetValue(Record)))
        .Where(p => p.Value is not (null or false or Direction.In or TimeFlags.None) || (p.Value is false && p.Name != nameof(Interaction.ExternalIdIsHash)))
        .Select(p => FormattableString.Invariant($"{p.Name} = {p.Value}")));
}

/// <summary>A record deleted; one that is not there is no error.</summary>
public sealed record Delete(string Source, string ExternalId) : Change;

/// <summary>A source's known-until as said from here on, whatever was said before.</summary>
public sealed record SourceKnown(string Source, bool Live, Instant? KnownUntil = null, Instant? ContactsKnownUntil = null) : Change
{
    public OracleSource ToSource() => new(Source, Live, KnownUntil, ContactsKnownUntil);
}

/// <summary>From here on the id is another one of the customer; null: it is a customer of its own again.</summary>
public sealed record Alias(string Id, string? Customer) : Change;

/// <summary>From here on the id is one for many people, or is not any more.</summary>
public sealed record Shared(string Id, bool IsShared) : Change;

/// <summary>
/// A customer erased, by the id as received: all records that are theirs, or were and are deleted, with all their versions;
/// versions of other records that were once theirs; what was said of the id. It is as if all that had never been; what comes
/// later is new. While a record of somebody else was theirs, nothing is known of it.
/// </summary>
public sealed record Erase(string Customer) : Change;
