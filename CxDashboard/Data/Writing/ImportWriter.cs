using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Writes the row of an import, adding the outcomes of the batch that it came with, and the rows it rejected.</summary>
internal sealed class ImportWriter : IDisposable
{
    private const string Columns =
        "file_name, file_hash, map_name, map_hash, source, started_at, finished_at, position, read, rejected, state, fault, new, changed, unchanged";

    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _reject;

    public ImportWriter(SqliteConnection connection)
    {
        _insert = new(connection, $"INSERT INTO import ({Columns}) VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) RETURNING id, new, changed, unchanged");
        _update = new(connection, """
            UPDATE import SET file_name = ?2, file_hash = ?3, map_name = ?4, map_hash = ?5, source = ?6, started_at = ?7, finished_at = ?8, position = ?9,
              read = ?10, rejected = ?11, state = ?12, fault = ?13, new = new + ?14, changed = changed + ?15, unchanged = unchanged + ?16
            WHERE id = ?1 RETURNING id, new, changed, unchanged
            """);
        _reject = new(connection, "INSERT INTO rejected_row (import_id, line, reason, text) VALUES (?1, ?2, ?3, ?4)");
    }

    /// <summary>Inserts or updates it and returns it as it is stored.</summary>
    /// <exception cref="InvalidOperationException">It carries an id that the store does not know.</exception>
    public ImportRow Write(ImportRow import, long added, long changed, long unchanged)
    {
        var statement = import.Id == 0 ? _insert : _update;
        try
        {
            if (import.Id != 0) statement.Bind(1, import.Id);
            statement.Bind(2, import.FileName);
            statement.Bind(3, import.FileHash);
            statement.Bind(4, import.MapName);
            statement.Bind(5, import.MapHash);
            if (import.Source is { } source) statement.Bind(6, source);
            statement.Bind(7, import.StartedAt.UnixMilliseconds);
            if (import.FinishedAt is { } finished) statement.Bind(8, finished.UnixMilliseconds);
            statement.Bind(9, import.Position);
            statement.Bind(10, import.Read);
            statement.Bind(11, import.Rejected);
            if (import.State is { } state) statement.Bind(12, state);
            if (import.Fault is { } fault) statement.Bind(13, fault);
            statement.Bind(14, added);
            statement.Bind(15, changed);
            statement.Bind(16, unchanged);
            if (!statement.Step()) throw new InvalidOperationException($"The store knows no import {import.Id}.");
            var stored = import with { Id = statement.Integer(0), New = statement.Integer(1), Changed = statement.Integer(2), Unchanged = statement.Integer(3) };
            statement.Step();
            return stored;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Reject(long importId, RejectedRow row)
    {
        _reject.Bind(1, importId);
        _reject.Bind(2, row.Line);
        _reject.Bind(3, row.Reason);
        _reject.Bind(4, row.Text);
        _reject.Execute();
    }

    /// <summary>Forgets what a fault left bound.</summary>
    public void Reset()
    {
        foreach (var statement in Statements) statement.Reset();
    }

    private Statement[] Statements => [_insert, _update, _reject];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
