using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace CxDashboard.Data;

/// <summary>
/// How connections to a store are opened. SQLite 3.50.4 can corrupt a file when one connection checkpoints while another
/// commits (fixed in 3.51.3), so no connection checkpoints by itself: only the one that writes does, when it says so.
/// </summary>
internal static class StoreConnections
{
    /// <summary>Writing waits for nobody in this program; another tool that holds the file is given a moment.</summary>
    public const string OwnerWaits = "PRAGMA busy_timeout = 5000;";

    private const string OwnerPragmas =
        OwnerWaits + " PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;";

    // A reader of a WAL file waits only while the owner opens or closes it.
    private const string ReaderPragmas =
        "PRAGMA busy_timeout = 2000; PRAGMA query_only = ON; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 0;";

    static StoreConnections()
    {
        // A connection is used by one thread at a time here, so that its lock on every call guards nothing; nor is anybody told
        // how much memory SQLite takes in all. Both can be said only before the first connection; later it changes nothing.
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    /// <summary>
    /// The connection string of the owner. Not pooled: closed means closed, and the file can be moved. The library asks a file that is held
    /// again while its own time is not over; one that is shorter than the pragma's leaves it at one wait.
    /// </summary>
    public static string OwnerString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ToString();

    /// <summary>The connection string of everybody else: such a connection cannot checkpoint, not even when it closes last.</summary>
    public static string ReaderString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString();

    public static SqliteConnection OpenOwner(string path) => Open(OwnerString(path), OwnerPragmas);

    public static SqliteConnection OpenReader(string path) => Open(ReaderString(path), ReaderPragmas);

    private static SqliteConnection Open(string connectionString, string pragmas)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            Execute(connection, pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Gives the connections that Entity Framework opens the same settings.</summary>
    public sealed class Interceptor(bool owner) : DbConnectionInterceptor
    {
        private readonly string _pragmas = owner ? OwnerPragmas : ReaderPragmas;

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Execute(connection, _pragmas);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Execute(connection, _pragmas);
            return Task.CompletedTask;
        }
    }
}
