using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Resolves source names to ids, making sources as they come, and writes what is known of them, with a version of each real
/// change and a log of who said it. Instants named <c>at</c> are Unix milliseconds of the writing; imports are named by their id, 0 is none.
/// </summary>
internal sealed class SourceWriter : IDisposable
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _former = new(StringComparer.Ordinal);
    private readonly SourceLog _log;
    private readonly Statement _all;
    private readonly Statement _allFormer;
    private readonly Statement _insert;
    private readonly Statement _read;
    private readonly Statement _put;
    private readonly Statement _version;
    private readonly Statement _return;
    private readonly Statement _part;
    private readonly Statement _remove;
    private readonly Statement _hasRecords;
    private long _lastId;

    public SourceWriter(SqliteConnection connection)
    {
        _log = new(connection);
        _all = new(connection, "SELECT id, name FROM source");
        _allFormer = new(connection, "SELECT id, name FROM former_source");
        _insert = new(connection, "INSERT INTO source (id, name, live) VALUES (?1, ?2, 0)");
        _read = new(connection, "SELECT live, known_until, contacts_known_until, colleague_fields FROM source WHERE id = ?1");
        _put = new(connection, "UPDATE source SET live = ?2, known_until = ?3, contacts_known_until = ?4, colleague_fields = ?5 WHERE id = ?1");
        _version = new(connection, """
            INSERT INTO source_version (source_id, at, live, known_until, contacts_known_until)
            SELECT s.id, ?2, s.live, s.known_until, s.contacts_known_until FROM source s
            WHERE s.id = ?1 AND NOT EXISTS (
              SELECT 1 FROM (SELECT * FROM source_version WHERE source_id = ?1 ORDER BY id DESC LIMIT 1) v
              WHERE v.live = s.live AND v.known_until IS s.known_until AND v.contacts_known_until IS s.contacts_known_until)
            """);
        _return = new(connection, "DELETE FROM former_source WHERE id = ?1");
        _part = new(connection, "INSERT INTO former_source (id, name, colleague_fields) SELECT id, name, colleague_fields FROM source WHERE id = ?1");
        _remove = new(connection, "DELETE FROM source WHERE id = ?1");
        _hasRecords = new(connection, "SELECT 1 FROM interaction WHERE source_id = ?1 LIMIT 1");
        Reload();
    }

    /// <summary>Reads the sources from the store again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _log.Reload();
        _lastId = 0;
        Read(_all, _ids);
        Read(_allFormer, _former);
    }

    /// <summary>The id of a source that is there; null of one that is not.</summary>
    public long? Find(string name) => _ids.TryGetValue(name, out var id) ? id : null;

    /// <summary>The id of a source, which is made if it is not there.</summary>
    public long FindOrAdd(string name, long import, long at)
    {
        if (!_ids.TryGetValue(name, out var id)) id = Add(name, at);
        _log.Name(id, import);
        return id;
    }

    public void Write(SourceKnownUntil known, long import, long at) => Write(
        known.Source, new SourceSaid(null, known.KnownUntil?.UnixMilliseconds, known.ContactsKnownUntil?.UnixMilliseconds, known.Forced, null), import, at);

    public void Write(SourceTraits traits, long import, long at) => Write(traits.Source, new SourceSaid(traits.Live, null, null, false, traits.ColleagueFields), import, at);

    /// <summary>
    /// Puts every source of which an import said anything back to what all others make of it; one that only the import had
    /// named is there no more. Called after its records are gone. True where until when a source is known is another instant now.
    /// </summary>
    public bool TakeBack(long import, long at)
    {
        var sources = _log.SourcesOf(import);
        _log.Forget(import);
        var moved = false;
        foreach (var id in sources)
        {
            var (before, after) = (State(id), _log.Fold(id));
            moved |= (before.Live, before.KnownUntil, before.ContactsKnownUntil) != (after?.Live ?? false, after?.KnownUntil, after?.ContactsKnownUntil);

            // Former sources keep what their colleagues' fields are called: what was known earlier is read with them.
            Put(id, after ?? before with { Live = false, KnownUntil = null, ContactsKnownUntil = null }, at);
            if (after is null && !HasRecords(id)) Part(id);
        }

        return moved;
    }

    private void Write(string source, SourceSaid said, long import, long at)
    {
        var id = _ids.TryGetValue(source, out var known) ? known : Add(source, at);
        _log.Add(id, import, said);
        Put(id, State(id).With(said), at);
    }

    private long Add(string name, long at)
    {
        var returns = _former.Remove(name, out var id);
        if (!returns) id = ++_lastId;
        else Run(_return, id);
        _insert.Bind(1, id);
        _insert.Bind(2, name);
        _insert.Execute();
        KeepVersion(id, at);
        _ids.Add(name, id);
        return id;
    }

    private void Part(long id)
    {
        var name = _ids.First(s => s.Value == id).Key;
        Run(_part, id);
        Run(_remove, id);
        _ids.Remove(name);
        _former.Add(name, id);
    }

    private SourceState State(long id)
    {
        _read.Bind(1, id);
        _read.Step();
        var state = new SourceState(
            _read.Integer(0) != 0, _read.IsNull(1) ? null : _read.Integer(1), _read.IsNull(2) ? null : _read.Integer(2), _read.IsNull(3) ? null : _read.Text(3));
        _read.Reset();
        return state;
    }

    private void Put(long id, SourceState state, long at)
    {
        if (state == State(id)) return;
        _put.Bind(1, id);
        _put.Bind(2, state.Live ? 1L : 0L);
        if (state.KnownUntil is { } known) _put.Bind(3, known);
        if (state.ContactsKnownUntil is { } contacts) _put.Bind(4, contacts);
        if (state.Colleagues is { } colleagues) _put.Bind(5, colleagues);
        _put.Execute();
        KeepVersion(id, at);
    }

    private void KeepVersion(long id, long at)
    {
        _version.Bind(1, id);
        _version.Bind(2, at);
        _version.Execute();
    }

    private bool HasRecords(long id)
    {
        _hasRecords.Bind(1, id);
        var any = _hasRecords.Step();
        _hasRecords.Reset();
        return any;
    }

    private void Read(Statement all, Dictionary<string, long> ids)
    {
        ids.Clear();
        while (all.Step())
        {
            ids.Add(all.Text(1), all.Integer(0));
            _lastId = Math.Max(_lastId, all.Integer(0));
        }

        all.Reset();
    }

    private static void Run(Statement statement, long id)
    {
        statement.Bind(1, id);
        statement.Execute();
    }

    private Statement[] Statements => [_all, _allFormer, _insert, _read, _put, _version, _return, _part, _remove, _hasRecords];

    public void Dispose()
    {
        _log.Dispose();
        foreach (var statement in Statements) statement.Dispose();
    }
}
