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
            Forget(kept.AsSpan(0, at), customer);
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

    private static void Forget(Span<Change?> changes, string customer)
    {
        // A record that was deleted and comes again is another one.
        var (all, standing) = (new List<List<int>>(), new Dictionary<(string, string), List<int>>());
        for (var at = 0; at < changes.Length; at++)
        {
            switch (changes[at])
            {
                case Alias a when a.Id == customer || a.Customer == customer:
                case Shared s when s.Id == customer:
                    changes[at] = null;
                    break;
                case Delete(var source, var externalId):
                    standing.Remove((source, externalId));
                    break;
                case { } change when RecordOf(change) is { } record:
                    if (!standing.TryGetValue((record.Source, record.ExternalId), out var versions)) all.Add(standing[(record.Source, record.ExternalId)] = versions = []);
                    versions.Add(at);
                    break;
            }
        }

        foreach (var versions in all)
        {
            var theirs = new List<int>();
            foreach (var at in versions)
            {
                if (RecordOf(changes[at]!)!.Customer == customer) theirs.Add(at);
            }

            // Of a record that is somebody else's now nothing is known while it was theirs; any other goes whole.
            var isOthers = standing.ContainsValue(versions) && !theirs.Contains(versions[^1]);
            if (theirs.Count == 0) continue;
            foreach (var at in isOthers ? theirs : versions) changes[at] = isOthers ? new Forgotten(RecordOf(changes[at]!)!) : null;
        }
    }

    private static Interaction? RecordOf(Change change) => change switch
    {
        Upsert u => u.Record,
        Forgotten f => f.Record,
        _ => null,
    };

    private static Known Fold(IEnumerable<Change?> changes, IReadOnlyList<OracleSource> declared)
    {
        var (records, sources) = (new List<Interaction>(), declared.ToList());
        var (aliases, shared) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var unknown = new HashSet<Interaction>(ReferenceEqualityComparer.Instance);
        foreach (var change in changes)
        {
            switch (change)
            {
                case Upsert or Forgotten:
                    var record = RecordOf(change)!;
                    if (records.FindIndex(r => r.Source == record.Source && r.ExternalId == record.ExternalId) is >= 0 and var at) records[at] = record;
                    else records.Add(record);
                    if (change is Forgotten) unknown.Add(record);
                    else unknown.Remove(record);
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

        records.RemoveAll(unknown.Contains);
        return new Known(records, sources, new OracleCustomers(aliases, shared));
    }

    /// <summary>The version of a record that was erased, while the record stays: it keeps its place among the others.</summary>
    private sealed record Forgotten(Interaction Record) : Change;
}
