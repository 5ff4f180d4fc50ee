using Microsoft.Data.Sqlite;

namespace CxDashboard.Data;

/// <summary>
/// One SQLite file, opened by its only owner, who holds the folder's <see cref="StoreLock"/>: brought up to this program's
/// schema, then written by one <see cref="StoreWriter"/>. Others read it with <see cref="OpenReader"/>, also while it is written.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private Store(string path, StoreWriter writer) => (Path, Writer) = (path, writer);

    public string Path { get; }

    public StoreWriter Writer { get; }

    /// <summary>
    /// Where what the engine has in memory of a store is kept beside it. It holds ids of customers, so an erasure removes it.
    /// </summary>
    public static string SnapshotPath(string path) => path + ".snapshot";

    /// <summary>Opens or makes the file, and migrates it after a backup.</summary>
    /// <exception cref="StoreRefusedException">It is no store, is damaged, or was written by a newer program.</exception>
    public static async Task<Store> OpenAsync(string path, TimeProvider clock, ILogger log, CancellationToken ct)
    {
        path = System.IO.Path.GetFullPath(path);
        SqliteConnection? connection = null;
        try
        {
            await StoreFile.PrepareAsync(path, log, ct);
            connection = StoreConnections.OpenOwner(path);
            return new Store(path, new StoreWriter(connection, clock, log));
        }
        catch (Exception fault)
        {
            connection?.Dispose();
            if (fault is SqliteException sqlite) throw StoreFile.Refusal(path, sqlite);
            throw;
        }
    }

    /// <summary>Whether there is a file at all. Without one there are no records, which is no fault.</summary>
    public static bool Exists(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    /// <summary>Makes sure that the file can be read by this program, without changing it.</summary>
    /// <exception cref="StoreRefusedException">It is missing, is no store, or has another program's schema, newer or older.</exception>
    public static void CheckReadable(string path) => StoreFile.CheckReadable(System.IO.Path.GetFullPath(path));

    /// <summary>A connection that only reads and never checkpoints. Keep what it reads short: an open read keeps the log from shrinking.</summary>
    public static SqliteConnection OpenReader(string path) => StoreConnections.OpenReader(path);

    /// <summary>Writes what waits, empties the write-ahead log and closes the file.</summary>
    public async ValueTask DisposeAsync() => await Writer.CloseAsync();
}
