using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Writes the row of an import, adding the outcomes of the batch that it came with, and the rows it rejected.</summary>
internal sealed class ImportWriter : IDisposable
{
    private const string Columns =
        "file_name, file_hash, map_name, map_hash, source, started_at, finished_at, position, read, rejected, state, fault, new, changed, unchanged, asked_by, request, traced";

    private const string Counted = "id, new, changed, unchanged, traced";

    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _reject;
    private readonly Statement _stands;
    private readonly Statement _lengthen;
    private readonly Statement _trace;

    public ImportWriter(SqliteConnection connection)
    {
        _insert = new(connection, $"INSERT INTO import ({Columns}) VALUES (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, 1) RETURNING {Counted}");
        _update = new(connection, $"""
            UPDATE import SET file_name = ?2, file_hash = ?3, map_name = ?4, map_hash = ?5, source = ?6, started_at = ?7, finished_at = ?8, position = ?9,
              read = ?10, rejected = ?11, state = ?12, fault = ?13, new = new + ?14, changed = changed + ?15, unchanged = unchanged + ?16, asked_by = ?17, request = ?18
            WHERE id = ?1 RETURNING {Counted}
            """);
        _stands = new(connection, "SELECT undone_at IS NULL FROM import WHERE id = ?1");
        _lengthen = new(connection, """
            UPDATE import_batch SET last_sequence = ?3
            WHERE import_id = ?1 AND last_sequence = ?2 - 1 AND first_sequence = (SELECT max(first_sequence) FROM import_batch WHERE import_id = ?1)
            """);
        _trace = new(connection, "INSERT INTO import_batch (import_id, first_sequence, last_sequence) VALUES (?1, ?2, ?3)");
        _reject = new(connection, "INSERT INTO rejected_row (import_id, line, reason, text) VALUES (?1, ?2, ?3, ?4)");
    }

    /// <summary>Gives a new import its id, before anything else of its batch is written.</summary>
    /// <exception cref="InvalidOperationException">It carries an id that the store does not know.</exception>
    /// <exception cref="UndoRefusedException">It was taken back meanwhile.</exception>
    public ImportRow Begin(ImportRow import)
    {
        if (import.Id == 0) return Write(import, 0, 0, 0);
        _stands.Bind(1, import.Id);
        var (known, stands) = (_stands.Step(), _stands.Integer(0) != 0);
        _stands.Reset();
        if (!known) throw new InvalidOperationException($"The store knows no import {import.Id}.");
        return stands ? import : throw new UndoRefusedException($"Import {import.Id} ({import.FileName}) was taken back meanwhile, so nothing more of it is stored.");
    }

    /// <summary>Notes which sequences of the journal a batch wrote, where it wrote any.</summary>
    public void Trace(long import, long first, long last)
    {
        if (last < first) return;
        foreach (var statement in (ReadOnlySpan<Statement>)[_lengthen, _trace])
        {
            statement.Bind(1, import);
            statement.Bind(2, first);
            statement.Bind(3, last);
            if (statement.Execute() > 0) return;
        }
    }

    /// <summary>Inserts or updates it, adding what the batch brought, and returns it as it is stored.</summary>
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
            if (import.AskedBy is { } asked) statement.Bind(17, asked);
            if (import.Request is { } request) statement.Bind(18, request);
            statement.Step();
            var stored = import with { Id = statement.Integer(0), New = statement.Integer(1), Changed = statement.Integer(2), Unchanged = statement.Integer(3), Traced = statement.Integer(4) != 0 };
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

    private Statement[] Statements => [_insert, _update, _reject, _stands, _lengthen, _trace];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
