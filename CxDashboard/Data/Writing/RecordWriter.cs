using System.Runtime.CompilerServices;
using CxDashboard.Domain.Interactions;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>What putting a record back came to.</summary>
internal enum PutBack
{
    Deleted,
    Restored,

    /// <summary>Nothing was to be written: it was changed and changed back meanwhile, or is gone.</summary>
    AsItWas,
}

/// <summary>
/// Writes records, their superseded versions and the journal, on the writer's connection and inside its transaction. Ids
/// and sequences are counted here; after a rollback call <see cref="Reload"/>.
/// </summary>
internal sealed class RecordWriter : IDisposable
{
    private const string HighestId = "highest_interaction_id";

    private readonly RowValues _values = new(InteractionColumns.Names.Count);
    private readonly Statement _insert;
    private readonly Statement _find;
    private readonly Statement _update;
    private readonly Statement _keepVersion;
    private readonly Statement _delete;
    private readonly Statement _journal;
    private readonly Statement _compare;
    private readonly Statement _restore;
    private readonly Statement _rememberHighest;
    private readonly Statement _counters;
    private long _lastId;

    public RecordWriter(SqliteConnection connection)
    {
        var columns = InteractionColumns.List;
        var parameters = string.Join(", ", InteractionColumns.Names.Select((_, i) => $"?{i + 2}"));
        var assignments = string.Join(", ", InteractionColumns.Names.Skip(InteractionColumns.Identity).Select((name, i) => $"{name} = ?{i + 2}"));
        _insert = new(connection, $"INSERT INTO interaction (id, {columns}) VALUES (?1, {parameters}) ON CONFLICT (source_id, external_id) DO NOTHING");
        _find = new(connection, $"SELECT id, {columns} FROM interaction WHERE source_id = ?1 AND external_id = ?2");
        _update = new(connection, $"UPDATE interaction SET {assignments} WHERE id = ?1");
        _keepVersion = new(connection, $"INSERT INTO interaction_version (replaced_sequence, interaction_id, {columns}) SELECT ?1, id, {columns} FROM interaction WHERE id = ?2");
        _delete = new(connection, "DELETE FROM interaction WHERE id = ?1");
        _journal = new(connection, "INSERT INTO journal (sequence, interaction_id, kind, at) VALUES (?1, ?2, ?3, ?4)");
        _compare = new(connection, $"""
            SELECT i.opened_at, v.opened_at, ({Of("i")}) IS ({Of("v")})
            FROM interaction i LEFT JOIN interaction_version v ON v.replaced_sequence = ?2 AND v.interaction_id = i.id WHERE i.id = ?1
            """);
        _restore = new(connection, $"UPDATE interaction SET ({columns}) = (SELECT {columns} FROM interaction_version WHERE replaced_sequence = ?2) WHERE id = ?1");
        _rememberHighest = new(connection, "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        _counters = new(connection, $"""
            SELECT max(coalesce((SELECT max(id) FROM interaction), 0), coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = '{HighestId}'), 0)),
                   coalesce((SELECT max(sequence) FROM journal), 0)
            """);
        Reload();
    }

    /// <summary>The journal's last sequence.</summary>
    public long Sequence { get; private set; }

    /// <summary>Reads the counters from the store again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _counters.Step();
        _lastId = _counters.Integer(0);
        Sequence = _counters.Integer(1);
        _counters.Reset();
    }

    /// <summary>Inserts the record, or replaces the one of the same identity where any column differs.</summary>
    /// <param name="at">Unix milliseconds for the journal.</param>
    public WriteOutcome Write(Interaction record, long sourceId, long at)
    {
        _values.Clear();
        _values.Begin();
        InteractionColumns.Read(record, sourceId, _values);
        return Write(_values, at);
    }

    /// <summary>The same with the current row of <paramref name="values"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public WriteOutcome Write(RowValues values, long at)
    {
        _insert.Bind(1, _lastId + 1);
        values.BindTo(_insert, 2);
        if (_insert.Execute() == 0) return Replace(values, at);
        _lastId++;
        Log(_lastId, JournalKind.New, at);
        return new(WriteKind.New, _lastId);
    }

    /// <summary>Deletes a record, keeping its last version. False where there is none.</summary>
    public bool Delete(long sourceId, string externalId, long at)
    {
        _find.Bind(1, sourceId);
        _find.Bind(2, externalId);
        var found = _find.Step();
        var id = found ? _find.Integer(0) : 0;
        _find.Reset();
        if (!found) return false;
        KeepVersion(id);
        Erase(id, at);
        return true;
    }

    /// <summary>Deletes a record without keeping its last version.</summary>
    public void Erase(long id, long at)
    {
        Remove(id, at);
        RememberHighest();
    }

    /// <summary>
    /// Puts a record back to what it was before the journal's sequence <paramref name="since"/> changed it, or deletes it where
    /// nothing is kept of that: it was new then, or what it was is erased. After the last one call <see cref="RememberHighest"/>.
    /// </summary>
    /// <param name="days">Told when it opened, as it stands and as it stood.</param>
    public PutBack PutBack(long id, long since, long at, PublishedDays days)
    {
        _compare.Bind(1, id);
        _compare.Bind(2, since);
        var stands = _compare.Step();
        var (opened, hasVersion, stood, same) = (_compare.Integer(0), !_compare.IsNull(1), _compare.Integer(1), _compare.Integer(2) != 0);
        _compare.Reset();

        // One that is not there went with a later import, because what it was before that is erased: it stays so.
        if (!stands || (hasVersion && same)) return Writing.PutBack.AsItWas;
        days.Add(opened);
        KeepVersion(id);
        if (!hasVersion)
        {
            Remove(id, at);
            return Writing.PutBack.Deleted;
        }

        days.Add(stood);
        _restore.Bind(1, id);
        _restore.Bind(2, since);
        _restore.Execute();
        Log(id, JournalKind.Changed, at);
        return Writing.PutBack.Restored;
    }

    /// <summary>Keeps the highest id that was given, after records were removed.</summary>
    public void RememberHighest()
    {
        // The highest id is no longer read from the table once its record is gone, and it must never be given again.
        _rememberHighest.Bind(1, HighestId);
        _rememberHighest.Bind(2, _lastId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _rememberHighest.Execute();
    }

    private void Remove(long id, long at)
    {
        _delete.Bind(1, id);
        _delete.Execute();
        Log(id, JournalKind.Deleted, at);
    }

    private static string Of(string table) => string.Join(", ", InteractionColumns.Names.Select(name => $"{table}.{name}"));

    private WriteOutcome Replace(RowValues values, long at)
    {
        values.BindOne(_find, 1, column: 0);
        values.BindOne(_find, 2, column: 1);
        if (!_find.Step()) throw new InvalidOperationException("A record was refused although none of its identity is stored.");
        var id = _find.Integer(0);
        var same = values.AreEqual(_find, firstColumn: 1);
        _find.Reset();
        if (same) return new(WriteKind.Unchanged, id);
        KeepVersion(id);
        _update.Bind(1, id);
        values.BindTo(_update, 2, InteractionColumns.Identity);
        _update.Execute();
        Log(id, JournalKind.Changed, at);
        return new(WriteKind.Changed, id);
    }

    // The version carries the sequence that its replacement is about to get.
    private void KeepVersion(long id)
    {
        _keepVersion.Bind(1, Sequence + 1);
        _keepVersion.Bind(2, id);
        _keepVersion.Execute();
    }

    private void Log(long id, JournalKind kind, long at)
    {
        _journal.Bind(1, Sequence + 1);
        _journal.Bind(2, id);
        _journal.Bind(3, (long)kind);
        _journal.Bind(4, at);
        _journal.Execute();
        Sequence++;
    }

    private Statement[] Statements => [_insert, _find, _update, _keepVersion, _delete, _journal, _compare, _restore, _rememberHighest, _counters];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
