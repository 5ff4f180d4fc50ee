using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Clears the file of what was erased. Overwriting what is deleted is not enough: a record that was changed or moved before
/// left its earlier bytes in unused room of pages, and the log holds earlier pages. So the file is written anew, and its log
/// emptied. A mark in the store stands until that is done, also when the process ends before. Called between transactions.
/// </summary>
internal sealed class Wiping
{
    public const string TemporariesInMemory = "PRAGMA temp_store = MEMORY;";

    private readonly SqliteConnection _connection;
    private readonly Checkpoints _checkpoints;
    private bool _rewritten;

    public Wiping(SqliteConnection connection, Checkpoints checkpoints)
    {
        (_connection, _checkpoints) = (connection, checkpoints);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM setting WHERE name = '{Erasure.Mark}'";
        Due = command.ExecuteScalar() is not 0L;
    }

    /// <summary>Whether there is anything to clear.</summary>
    public bool Due { get; private set; }

    /// <summary>Something more was erased.</summary>
    public void Begin() => (Due, _rewritten) = (true, false);

    /// <summary>Clears the file, or goes on with it: a reader that was there before keeps the log for a while.</summary>
    /// <exception cref="SqliteException">There is no room for a second file, say. The next opening of the store tries again.</exception>
    public void Run()
    {
        try
        {
            if (!_rewritten) Rewrite();
            if (!_checkpoints.TryFinish()) return;
            StoreConnections.Execute(_connection, $"DELETE FROM setting WHERE name = '{Erasure.Mark}'");
            Due = false;
        }
        catch (SqliteException)
        {
            Due = false;
            throw;
        }
    }

    private void Rewrite()
    {
        // What the engine put down of the store before knows the customer's id.
        File.Delete(Store.SnapshotPath(_connection.DataSource));

        // The second file may be larger than the memory.
        StoreConnections.Execute(_connection, "PRAGMA temp_store = FILE;");
        try
        {
            StoreConnections.Execute(_connection, "VACUUM");
            _rewritten = true;
        }
        finally
        {
            StoreConnections.Execute(_connection, TemporariesInMemory);
        }
    }
}
