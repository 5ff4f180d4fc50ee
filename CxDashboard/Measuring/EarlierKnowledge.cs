using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring;

/// <summary>
/// Projections of what was known at earlier instants, read from the journal when somebody asks for one. The past of the
/// journal does not change (an erasure voids all of it), so the last few are kept.
/// </summary>
internal sealed class EarlierKnowledge(Workspace workspace)
{
    private const int Kept = 2;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly LinkedList<(ReadStore Store, Instant At, Projection Projection)> _kept = new();

    /// <summary>Asks the projection of an instant.</summary>
    public async Task<T> AskAsync<T>(ReadStore store, Instant knownAt, IReadOnlyList<string> extraFields, Func<Projection, T> ask, Instant now, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() =>
            {
                var projection = Find(store, knownAt) ?? Load(store, knownAt, now, cancellation);
                foreach (var field in extraFields) projection.LoadExtra(field);
                return ask(projection);
            }, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Something was erased: what was known before is no longer to be known.</summary>
    public void Forget()
    {
        lock (_kept) _kept.Clear();
    }

    private Projection? Find(ReadStore store, Instant at)
    {
        lock (_kept)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Store != store || node.Value.At != at) continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Projection;
            }

            return null;
        }
    }

    private Projection Load(ReadStore store, Instant at, Instant now, CancellationToken cancellation)
    {
        var projection = new Projection(store, new Facts(workspace.FailureTopics) { KnownAt = at.UnixMilliseconds }, Measure.Rules(workspace));
        using (var reader = store.OpenReader()) Follower.LoadKnownAt(reader, projection.Facts, at.UnixMilliseconds, cancellation);
        projection.Settle(now.UnixMilliseconds);
        lock (_kept)
        {
            _kept.AddFirst((store, at, projection));
            if (_kept.Count > Kept) _kept.RemoveLast();
        }

        return projection;
    }
}
