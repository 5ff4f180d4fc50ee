using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Resolves source names to ids, making sources as they come, and writes what is known of them, with a version of each real
/// change. Instants named <c>at</c> are Unix milliseconds of the writing.
/// </summary>
internal sealed class SourceWriter : IDisposable
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Statement _all;
    private readonly Statement _insert;
    private readonly Statement _knownUntil;
    private readonly Statement _traits;
    private readonly Statement _version;
    private long _lastId;

    public SourceWriter(SqliteConnection connection)
    {
        _all = new(connection, "SELECT id, name FROM source");
        _insert = new(connection, "INSERT INTO source (id, name, live) VALUES (?1, ?2, 0)");

        // A null parameter makes the comparison null, which is not true, so what is there stays.
        _knownUntil = new(connection, """
            UPDATE source SET
              known_until = CASE WHEN ?2 IS NOT NULL AND (?4 OR known_until IS NULL OR known_until < ?2) THEN ?2 ELSE known_until END,
              contacts_known_until = CASE WHEN ?3 IS NOT NULL AND (?4 OR contacts_known_until IS NULL OR contacts_known_until < ?3) THEN ?3 ELSE contacts_known_until END
            WHERE id = ?1
            """);
        _traits = new(connection, "UPDATE source SET live = coalesce(?2, live), colleague_fields = coalesce(?3, colleague_fields) WHERE id = ?1");
        _version = new(connection, """
            INSERT INTO source_version (source_id, at, live, known_until, contacts_known_until)
            SELECT s.id, ?2, s.live, s.known_until, s.contacts_known_until FROM source s
            WHERE s.id = ?1 AND NOT EXISTS (
              SELECT 1 FROM (SELECT * FROM source_version WHERE source_id = ?1 ORDER BY id DESC LIMIT 1) v
              WHERE v.live = s.live AND v.known_until IS s.known_until AND v.contacts_known_until IS s.contacts_known_until)
            """);
        Reload();
    }

    /// <summary>Reads the sources from the store again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _ids.Clear();
        _lastId = 0;
        while (_all.Step())
        {
            _ids.Add(_all.Text(1), _all.Integer(0));
            _lastId = Math.Max(_lastId, _all.Integer(0));
        }

        _all.Reset();
    }

    /// <summary>The id of a source that is there; null of one that is not.</summary>
    public long? Find(string name) => _ids.TryGetValue(name, out var id) ? id : null;

    /// <summary>The id of a source, which is made if it is not there.</summary>
    public long FindOrAdd(string name, long at)
    {
        if (_ids.TryGetValue(name, out var id)) return id;
        id = _lastId + 1;
        _insert.Bind(1, id);
        _insert.Bind(2, name);
        _insert.Execute();
        KeepVersion(id, at);
        _lastId = id;
        _ids.Add(name, id);
        return id;
    }

    public void Write(SourceKnownUntil known, long at)
    {
        var id = FindOrAdd(known.Source, at);
        _knownUntil.Bind(1, id);
        if (known.KnownUntil is { } until) _knownUntil.Bind(2, until.UnixMilliseconds);
        if (known.ContactsKnownUntil is { } contacts) _knownUntil.Bind(3, contacts.UnixMilliseconds);
        _knownUntil.Bind(4, known.Forced ? 1L : 0L);
        _knownUntil.Execute();
        KeepVersion(id, at);
    }

    public void Write(SourceTraits traits, long at)
    {
        var id = FindOrAdd(traits.Source, at);
        _traits.Bind(1, id);
        if (traits.Live is { } live) _traits.Bind(2, live ? 1L : 0L);
        if (traits.ColleagueFields is { } fields) _traits.Bind(3, fields);
        _traits.Execute();
        KeepVersion(id, at);
    }

    private void KeepVersion(long id, long at)
    {
        _version.Bind(1, id);
        _version.Bind(2, at);
        _version.Execute();
    }

    private Statement[] Statements => [_all, _insert, _knownUntil, _traits, _version];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
    }
}
