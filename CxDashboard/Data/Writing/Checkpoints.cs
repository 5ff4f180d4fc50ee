using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Moves committed pages from the write-ahead log into the file: after every 64 MB of them, when nothing else is to be
/// written, and before closing. Called between transactions, on the only connection that writes.
/// </summary>
internal sealed class Checkpoints(SqliteConnection connection, ILogger log)
{
    private const int PagesBetween = 16_384;
    private const int PagesThatWorry = 262_144;

    private int _pages;
    private bool _warned;

    /// <summary>Whether there is anything to move.</summary>
    public bool Due { get; private set; }

    /// <summary>After each commit.</summary>
    public void Committed()
    {
        // SQLite counts the pages that this connection wrote; each went into the log.
        raw.sqlite3_db_status(connection.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var written, out _, 1);
        _pages += written;
        Due = _pages > 0;
        if (_pages >= PagesBetween) Run();
    }

    /// <summary>Moves what no reader needs any more, without waiting for any.</summary>
    public void Run()
    {
        var (_, logged, moved) = Checkpoint("PASSIVE");
        _pages = 0;
        Due = false;
        if (logged - moved > PagesThatWorry && !_warned)
        {
            _warned = true;
            log.LogWarning("The store's write-ahead log holds {Pages} pages that a long reader keeps from being moved.", logged - moved);
        }
        else if (logged == moved)
        {
            _warned = false;
        }
    }

    /// <summary>Moves everything and empties the log.</summary>
    public void Finish() => Checkpoint("TRUNCATE");

    /// <summary>The same, without waiting: false where a reader needs what is in the log.</summary>
    public bool TryFinish()
    {
        StoreConnections.Execute(connection, "PRAGMA busy_timeout = 0");
        try
        {
            if (Checkpoint("TRUNCATE").Busy) return false;
            _pages = 0;
            Due = false;
            return true;
        }
        finally
        {
            StoreConnections.Execute(connection, StoreConnections.OwnerWaits);
        }
    }

    private (bool Busy, int Logged, int Moved) Checkpoint(string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt32(0) != 0, reader.GetInt32(1), reader.GetInt32(2));
    }
}
