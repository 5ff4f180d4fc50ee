using System.Collections.Concurrent;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>
/// The facts, the issues chained from them as of now, and tables as of earlier instants that someone asked for. One thread
/// writes (the follower's); any number read under the gate of the facts.
/// </summary>
internal sealed class Projection(ReadStore store)
{
    private const int EarlierTablesKept = 4;
    private readonly ConcurrentDictionary<int, (string Id, bool IsHash)> _externalIds = new();
    private readonly Lock _earlierGate = new();
    private readonly LinkedList<(long AsOf, IssueTable Table)> _earlier = new();
    private IssueTable? _table;

    /// <summary>The store that is projected.</summary>
    public ReadStore Store => store;

    public Facts Facts { get; } = new();

    /// <summary>The issues as of the last <see cref="Settle"/>.</summary>
    public IssueTable Issues => _table ?? throw new InvalidOperationException("The projection was asked before it was settled.");

    /// <summary>
    /// Whether facts and issues belong together. A fault on the way leaves them apart for ever, because what was touched is
    /// forgotten by then: such a projection is thrown away.
    /// </summary>
    public bool IsSettled { get; private set; }

    /// <summary>Folds in what the journal told, and settles. Called under the write gate. True when figures may have changed.</summary>
    public bool Fold(News news, long now)
    {
        IsSettled = false;
        news.FoldInto(Facts);
        return Settle(now) || news.Count > 0;
    }

    /// <summary>
    /// Brings the issues up to date with the facts and the clock: pairs that were touched are chained anew; all are when
    /// time has reached an instant that was hidden before. Called under the write gate. True when figures may have changed.
    /// </summary>
    public bool Settle(long now)
    {
        IsSettled = false;
        var horizon = Horizon.Of(Facts, now);
        var dirty = Facts.TakeDirtyPairs();
        if (_table is null || CameIntoSight(_table, horizon))
        {
            _table = IssueTable.Build(Facts, horizon, ExternalId);
            Forget();
            IsSettled = true;
            return true;
        }

        var moved = !SameKnowledge(_table.Horizon, horizon);
        _table.Horizon = horizon;
        foreach (var pair in dirty) _table.Rechain(pair);
        if (dirty.Count > 0 || moved) Forget();
        IsSettled = true;
        return dirty.Count > 0 || moved;
    }

    /// <summary>The issues as had happened by an earlier instant. Called under the read gate.</summary>
    public IssueTable IssuesAsOf(long asOf)
    {
        lock (_earlierGate)
        {
            for (var node = _earlier.First; node is not null; node = node.Next)
            {
                if (node.Value.AsOf != asOf) continue;
                _earlier.Remove(node);
                _earlier.AddFirst(node);
                return node.Value.Table;
            }

            var table = IssueTable.Build(Facts, Horizon.Of(Facts, asOf), ExternalId);
            _earlier.AddFirst((asOf, table));
            if (_earlier.Count > EarlierTablesKept) _earlier.RemoveLast();
            return table;
        }
    }

    // Only interactions of one pair that opened at the same instant need their ids, so they are fetched when asked for, and kept.
    private (string Id, bool IsHash) ExternalId(int row) => _externalIds.GetOrAdd(row, key =>
    {
        using var reader = store.OpenReader();
        return Follower.ExternalId(reader, key);
    });

    private void Forget()
    {
        lock (_earlierGate) _earlier.Clear();
    }

    private static bool CameIntoSight(IssueTable table, Horizon horizon)
    {
        foreach (var (source, (t, _)) in horizon.Sources)
        {
            // A horizon that shrank (a source that turned from live to file) hides what was seen.
            if (table.Horizon.Sources.TryGetValue(source, out var before) && t < before.T) return true;
            if (table.NextHidden.GetValueOrDefault(source, Lifeline.Never) <= t) return true;
        }

        return false;
    }

    private static bool SameKnowledge(Horizon a, Horizon b) =>
        a.Sources.Count == b.Sources.Count && a.Sources.All(s => b.Sources.TryGetValue(s.Key, out var other) && other == s.Value);
}
