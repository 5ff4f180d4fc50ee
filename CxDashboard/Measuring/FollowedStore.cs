using CxDashboard.Data.Writing;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Measuring;

/// <summary>
/// The connection over which a store is followed, kept open from one run to the next with its statements: opening the file
/// and reading its schema takes several times as long as reading a new record. Between runs it holds no transaction, so the
/// log can be emptied and the file written anew meanwhile. After a fault it is to be disposed. Serves one caller at a time.
/// </summary>
internal sealed class FollowedStore : IDisposable
{
    private readonly ReadStore _store;
    private readonly DateTime _made;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    public FollowedStore(ReadStore store)
    {
        // Before it is opened: a file that comes in its place meanwhile is noticed by the next run.
        (_store, _made) = (store, File.GetCreationTimeUtc(store.Path));
        Connection = store.OpenReader();
    }

    public SqliteConnection Connection { get; }

    /// <summary>The state of the store that was folded in last, by <see cref="Version"/>; null where none was.</summary>
    public long? Folded { get; set; }

    /// <summary>Whether it reads this store, and no other file was put in the place of the one that it opened.</summary>
    public bool Reads(ReadStore store) => store == _store && File.GetCreationTimeUtc(store.Path) == _made;

    /// <summary>Runs what reads several things as of one moment.</summary>
    public T AtOnce<T>(Func<T> read)
    {
        Prepared("BEGIN").Execute();
        try
        {
            return read();
        }
        finally
        {
            // A statement that was not read to its end would keep what it reads in the log.
            foreach (var statement in _statements.Values) statement.Reset();
            Prepared("COMMIT").Execute();
        }
    }

    /// <summary>Another number whenever anybody committed anything to the store. Numbers of another connection say nothing.</summary>
    public long Version()
    {
        var statement = Prepared("PRAGMA data_version");
        statement.Step();
        return statement.Integer(0);
    }

    /// <summary>A statement, ready for its parameters; it may be read until the next time it is asked for.</summary>
    public Statement Prepared(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement)) statement.Reset();
        else _statements.Add(sql, statement = new Statement(Connection, sql));
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        Connection.Dispose();
    }
}
