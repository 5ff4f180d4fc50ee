using CxDashboard.Domain.Interactions;

namespace CxDashboard.Tests.Oracle;

/// <summary>What is known after some changes.</summary>
/// <param name="Records">The latest version of each record, in the order in which they first arrived.</param>
public sealed record Known(IReadOnlyList<Interaction> Records, IReadOnlyList<OracleSource> Sources, OracleCustomers Customers)
{
    /// <summary>
    /// What is known after all changes, or what was known after the one at <paramref name="upTo"/> (−1: before the first)
    /// as one can tell after all of them: what was erased later had not been known then either.
    /// </summary>
    /// <param name="sources">The sources as declared before the first change.</param>
    /// <exception cref="InvalidOperationException">Where an alias is one that a store refuses.</exception>
    public static Known After(IReadOnlyList<Change> changes, IReadOnlyList<OracleSource> sources, int? upTo = null)
    {
        Change?[] kept = [.. changes];
        for (var at = 0; at < kept.Length; at++)
        {
            if (kept[at] is not Erase(var customer)) continue;
            var held = Fold(kept[..at], sources).Records;
            for (var before = 0; before < at; before++)
            {
                if (Names(kept[before], customer, held)) kept[before] = null;
            }
        }

        return Fold(kept[..((upTo ?? kept.Length - 1) + 1)], sources);
    }

    /// <summary>Whether a store takes every change: shrinking a history can leave an alias without what made it possible.</summary>
    public static bool IsPossible(IReadOnlyList<Change> changes)
    {
        for (var at = 0; at < changes.Count; at++)
        {
            if (changes[at] is Alias(var id, { } customer) && !After([.. changes.Take(at)], []).Customers.Accepts(id, customer)) return false;
        }

        return true;
    }

    private static bool Names(Change? change, string customer, IReadOnlyList<Interaction> held) => change switch
    {
        Upsert u => u.Record.Customer == customer
            || held.Any(r => r.Source == u.Record.Source && r.ExternalId == u.Record.ExternalId && r.Customer == customer),
        Alias a => a.Id == customer || a.Customer == customer,
        Shared s => s.Id == customer,
        _ => false,
    };

    private static Known Fold(IEnumerable<Change?> changes, IReadOnlyList<OracleSource> declared)
    {
        var (records, sources) = (new List<Interaction>(), declared.ToList());
        var (aliases, shared) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var change in changes)
        {
            switch (change)
            {
                case Upsert(var record):
                    if (records.FindIndex(r => r.Source == record.Source && r.ExternalId == record.ExternalId) is >= 0 and var at) records[at] = record;
                    else records.Add(record);
                    break;
                case Delete(var source, var externalId):
                    records.RemoveAll(r => r.Source == source && r.ExternalId == externalId);
                    break;
                case SourceKnown known:
                    sources.RemoveAll(s => s.Name == known.Source);
                    sources.Add(known.ToSource());
                    break;
                case Alias(var id, var customer):
                    if (customer is null) aliases.Remove(id);
                    else if (new OracleCustomers(aliases, shared).Accepts(id, customer)) aliases[id] = customer;
                    else throw new InvalidOperationException($"A store refuses \"{id}\" as an alias of \"{customer}\".");
                    break;
                case Shared(var id, var isShared):
                    if (isShared) shared.Add(id);
                    else shared.Remove(id);
                    break;

                // What it erased is not among the changes any more.
                case Erase or null:
                    break;
                default:
                    throw new InvalidOperationException($"No store knows the change {change}.");
            }
        }

        return new Known(records, sources, new OracleCustomers(aliases, shared));
    }
}
