using System.Collections.Concurrent;
using CxDashboard.Data.Writing;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring.Chaining;

/// <summary>
/// External ids of records, which are not in memory: only interactions of one customer about one topic that opened at the
/// same instant need them. They are fetched when asked for, over one connection for the while, and kept.
/// </summary>
internal sealed class ExternalIds(ReadStore store) : IDisposable
{
    private readonly ConcurrentDictionary<int, (string Id, bool IsHash)> _known = new();
    private readonly Lock _gate = new();
    private SqliteConnection? _reader;
    private Statement? _find;

    /// <summary>The id of a row, and whether it is a hash that stands for a blank one.</summary>
    public (string Id, bool IsHash) Of(int row)
    {
        if (_known.TryGetValue(row, out var known)) return known;
        lock (_gate)
        {
            _find ??= new Statement(_reader ??= store.OpenReader(), Follower.ExternalIdOf);
            return _known[row] = Follower.ExternalId(_find, row);
        }
    }

    /// <summary>A row is another record now, or none.</summary>
    public void Forget(int row) => _known.TryRemove(row, out _);

    /// <summary>Closes the connection until it is needed again: an open one keeps the store's log from shrinking.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _find?.Dispose();
            _reader?.Dispose();
            (_find, _reader) = (null, null);
        }
    }
}
