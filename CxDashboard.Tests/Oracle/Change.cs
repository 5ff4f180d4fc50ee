using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Oracle;

/// <summary>One step of a history, as a store receives it.</summary>
public abstract record Change
{
    /// <summary>
    /// What a store holds after the changes: the latest version of each record, in the order in which they first arrived
    /// (anew, where one had been deleted in between).
    /// </summary>
    public static IReadOnlyList<Interaction> Latest(IEnumerable<Change> changes)
    {
        var records = new List<Interaction>();
        foreach (var change in changes)
        {
            var (source, id) = change switch
            {
                Upsert u => (u.Record.Source, u.Record.ExternalId),
                Delete d => (d.Source, d.ExternalId),
                _ => throw new InvalidOperationException("A change is an upsert or a deletion."),
            };
            var at = records.FindIndex(r => r.Source == source && r.ExternalId == id);
            if (change is Upsert { Record: var record })
            {
                if (at < 0) records.Add(record);
                else records[at] = record;
            }
            else if (at >= 0)
            {
                records.RemoveAt(at);
            }
        }

        return records;
    }
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
