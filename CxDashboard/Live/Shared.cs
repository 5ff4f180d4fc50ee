using System.Collections.Concurrent;

namespace CxDashboard.Live;

/// <summary>
/// One answer for all viewers: a question is asked once for each version of the data, whoever looks at it, and the answer
/// of a moment ago is at hand for the first render. Keeps the answers of the <paramref name="capacity"/> questions asked last.
/// </summary>
/// <typeparam name="TKey">The question, compared by value.</typeparam>
/// <typeparam name="TModel">The finished answer; immutable, because many read it at once.</typeparam>
public sealed class Shared<TKey, TModel>(int capacity = 64)
    where TKey : notnull
    where TModel : class
{
    private readonly ConcurrentDictionary<TKey, Entry> _entries = new();
    private readonly Lock _gate = new();
    private long _turn;

    /// <summary>
    /// The answer of this version, asked at most once however many wait. The work itself is not cancelled by one reader
    /// who leaves, because others may wait for it: only the waiting is. A failed answer is asked again by the next reader.
    /// </summary>
    public Task<TModel> GetAsync(TKey key, long version, Func<CancellationToken, Task<TModel>> ask, CancellationToken ct)
    {
        Entry entry;
        lock (_gate)
        {
            entry = _entries.GetOrAdd(key, _ => new Entry());
            entry.Turn = ++_turn;
            if (entry.Answer is null || entry.Version != version || entry.Answer.IsFaulted || entry.Answer.IsCanceled)
            {
                // Off the caller's thread: a page's dispatcher must not do the work of asking.
                entry.Version = version;
                entry.Answer = Task.Run(() => AskAsync(entry, version, ask), CancellationToken.None);
            }

            Trim();
            return entry.Answer.IsCompletedSuccessfully ? entry.Answer : entry.Answer.WaitAsync(ct);
        }
    }

    /// <summary>The newest finished answer to the question, of whatever version; null where there is none.</summary>
    public TModel? Latest(TKey key) => _entries.TryGetValue(key, out var entry) ? entry.Finished : null;

    private async Task<TModel> AskAsync(Entry entry, long version, Func<CancellationToken, Task<TModel>> ask)
    {
        var model = await ask(CancellationToken.None);
        lock (_gate)
        {
            // A slow answer of an older version must not replace a newer one.
            if (version >= entry.FinishedVersion) (entry.Finished, entry.FinishedVersion) = (model, version);
        }

        return model;
    }

    private void Trim()
    {
        if (_entries.Count <= capacity) return;
        var oldest = _entries.MinBy(e => e.Value.Turn);
        _entries.TryRemove(oldest.Key, out _);
    }

    private sealed class Entry
    {
        public long Turn { get; set; }
        public long Version { get; set; }
        public Task<TModel>? Answer { get; set; }
        public TModel? Finished { get; set; }
        public long FinishedVersion { get; set; } = long.MinValue;
    }
}
