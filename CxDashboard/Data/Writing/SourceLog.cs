using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Who said what of which source, in its order: what a source goes back to when an import is taken back.</summary>
internal sealed class SourceLog : IDisposable
{
    private readonly HashSet<(long Source, long Import)> _named = [];
    private readonly Statement _last;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _isNamed;
    private readonly Statement _of;
    private readonly Statement _all;
    private readonly Statement _forget;

    public SourceLog(SqliteConnection connection)
    {
        const string Said = "live, known_until, contacts_known_until, forced, colleague_fields";
        _last = new(connection, $"SELECT {Said}, id, coalesce(import_id, 0) FROM source_write WHERE source_id = ?1 ORDER BY id DESC LIMIT 1");
        _insert = new(connection, $"INSERT INTO source_write ({Said}, source_id, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        _update = new(connection, "UPDATE source_write SET live = ?1, known_until = ?2, contacts_known_until = ?3, forced = ?4, colleague_fields = ?5 WHERE id = ?6");
        _isNamed = new(connection, "SELECT 1 FROM source_write WHERE source_id = ?1 AND coalesce(import_id, 0) = ?2 LIMIT 1");
        _of = new(connection, "SELECT DISTINCT source_id FROM source_write WHERE import_id = ?1 ORDER BY source_id");
        _all = new(connection, $"SELECT {Said} FROM source_write WHERE source_id = ?1 ORDER BY id");
        _forget = new(connection, "DELETE FROM source_write WHERE import_id = ?1");
    }

    /// <summary>Forgets what a fault left bound, and what a rolled-back batch had written.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _named.Clear();
    }

    /// <summary>A source was named, if nothing more: it stands as long as whoever named it does.</summary>
    /// <param name="import">0 for what is no import.</param>
    public void Name(long source, long import)
    {
        if (!_named.Add((source, import))) return;
        _isNamed.Bind(1, source);
        _isNamed.Bind(2, import);
        var known = _isNamed.Step();
        _isNamed.Reset();
        if (!known) Insert(source, import, default);
    }

    /// <inheritdoc cref="Name"/>
    public void Add(long source, long import, SourceSaid said)
    {
        _named.Add((source, import));
        _last.Bind(1, source);
        var (row, last) = _last.Step() && _last.Integer(6) == import ? (_last.Integer(5), Read(_last)) : (0, default);
        _last.Reset();
        if (row == 0 || last.Then(said) is not { } both) Insert(source, import, said);
        else if (both != last) Put(_update, both, row);
    }

    /// <summary>Sources of which an import said anything.</summary>
    public IReadOnlyList<long> SourcesOf(long import)
    {
        _of.Bind(1, import);
        var sources = new List<long>();
        while (_of.Step()) sources.Add(_of.Integer(0));
        _of.Reset();
        return sources;
    }

    /// <summary>An import is as if it had said nothing.</summary>
    public void Forget(long import)
    {
        _forget.Bind(1, import);
        _forget.Execute();
        _named.Clear();
    }

    /// <summary>What everything that was said makes of a source; null where nobody said anything.</summary>
    public SourceState? Fold(long source)
    {
        _all.Bind(1, source);
        SourceState? state = null;
        while (_all.Step()) state = (state ?? default).With(Read(_all));
        _all.Reset();
        return state;
    }

    private static SourceSaid Read(Statement row) => new(
        row.IsNull(0) ? null : row.Integer(0) != 0, Long(row, 1), Long(row, 2), row.Integer(3) != 0, row.IsNull(4) ? null : row.Text(4));

    private static long? Long(Statement row, int column) => row.IsNull(column) ? null : row.Integer(column);

    private void Insert(long source, long import, SourceSaid said)
    {
        if (import != 0) _insert.Bind(7, import);
        Put(_insert, said, source);
    }

    private static void Put(Statement statement, SourceSaid said, long sixth)
    {
        if (said.Live is { } live) statement.Bind(1, live ? 1L : 0L);
        if (said.KnownUntil is { } known) statement.Bind(2, known);
        if (said.ContactsKnownUntil is { } contacts) statement.Bind(3, contacts);
        statement.Bind(4, said.Forced ? 1L : 0L);
        if (said.Colleagues is { } colleagues) statement.Bind(5, colleagues);
        statement.Bind(6, sixth);
        statement.Execute();
    }

    private Statement[] Statements => [_last, _insert, _update, _isNamed, _of, _all, _forget];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
