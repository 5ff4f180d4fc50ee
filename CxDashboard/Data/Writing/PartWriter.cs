using CxDashboard.Domain.Interactions;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Keeps what is told of interactions apart from their records, and joins both, whichever comes first. All of it inside the
/// writer's transaction, so that of two parts at once none is lost.
/// </summary>
internal sealed class PartWriter : IDisposable
{
    private readonly KnownSources _sources;
    private readonly StoredRecord _records;
    private readonly Statement _find;
    private readonly Statement _put;
    private readonly Statement _arrived;
    private readonly Statement _forget;
    private readonly Statement _orphans;

    public PartWriter(SqliteConnection connection, StoredRecord records)
    {
        _records = records;
        _sources = new(connection, "record_part");
        _find = new(connection, "SELECT told, own FROM record_part WHERE source = ?1 AND external_id = ?2");
        _put = new(connection, """
            INSERT INTO record_part (source, external_id, told, own, waiting, received_at) VALUES (?1, ?2, ?3, ?4, ?4 IS NULL, ?5)
            ON CONFLICT (source, external_id) DO UPDATE SET told = excluded.told, own = excluded.own, waiting = excluded.waiting
            """);
        _arrived = new(connection, "UPDATE record_part SET own = ?3, waiting = 0 WHERE source = ?1 AND external_id = ?2");
        _forget = new(connection, "DELETE FROM record_part WHERE source = ?1 AND external_id = ?2");
        _orphans = new(connection, """
            UPDATE record_part SET own = NULL, waiting = 1 WHERE waiting = 0 AND NOT EXISTS (
              SELECT 1 FROM source s JOIN interaction i ON i.source_id = s.id AND i.external_id = record_part.external_id WHERE s.name = record_part.source)
            """);
        Reload();
    }

    /// <summary>Reads which sources have parts again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _sources.Reload();
    }

    /// <summary>Whether anything was ever told of a source's records apart from them.</summary>
    public bool Knows(string source) => _sources.Contains(source);

    /// <summary>A record that just came, with everything that was told of it before.</summary>
    public Interaction Arrived(Interaction record)
    {
        if (!_sources.Contains(record.Source) || Find(record.Source, record.ExternalId) is not { } kept) return record;
        var own = RecordParts.Of(record);
        if (kept.Own != own) NoteOwn(record, own);
        return kept.Told.Join(record, own, RecordParts.None);
    }

    /// <summary>The same, and nothing is noted: what a record would have been.</summary>
    public Interaction Joined(Interaction record) =>
        !_sources.Contains(record.Source) || Find(record.Source, record.ExternalId) is not { } kept ? record : kept.Told.Join(record, RecordParts.Of(record), RecordParts.None);

    /// <summary>A correction of a record: what it says is the record's own from now on.</summary>
    public void Corrected(Interaction before, Interaction after)
    {
        if (!_sources.Contains(before.Source) || Find(before.Source, before.ExternalId) is not { Own: { } own }) return;
        NoteOwn(after, own.Corrected(before, after));
    }

    /// <summary>Keeps a part.</summary>
    /// <param name="part">What was told.</param>
    /// <param name="sourceId">Of its source, null where that has no record yet.</param>
    /// <param name="at">Unix milliseconds of its arrival.</param>
    /// <param name="joined">The record with it, to be written; null where there is none, or nothing new in it.</param>
    public PartKind Tell(ToldPart part, long? sourceId, long at, out Interaction? joined)
    {
        joined = null;
        var record = sourceId is { } id ? _records.Find(id, part.Source, part.ExternalId) : null;
        var kept = Find(part.Source, part.ExternalId);
        var before = kept?.Told ?? RecordParts.None;
        var told = before.And(part.Told);
        if (kept is not null && told == before) return record is null ? PartKind.Waiting : PartKind.Unchanged;
        var own = record is null ? null : kept?.Own ?? RecordParts.Of(record);
        _put.Bind(1, part.Source);
        _put.Bind(2, part.ExternalId);
        _put.Bind(3, PartsJson.Write(told));
        if (own is not null) _put.Bind(4, PartsJson.Write(own));
        _put.Bind(5, at);
        _put.Execute();
        _sources.Add(part.Source);
        if (record is null) return PartKind.Waiting;
        joined = told.Join(record, own!, before);
        return PartKind.Joined;
    }

    /// <summary>Nothing was told of an interaction any more.</summary>
    public void Forget(string source, string externalId)
    {
        if (!_sources.Contains(source)) return;
        _forget.Bind(1, source);
        _forget.Bind(2, externalId);
        _forget.Execute();
    }

    /// <summary>Records went otherwise than by a deletion: their parts wait again.</summary>
    public void Orphan()
    {
        if (_sources.Any) _orphans.Execute();
    }

    private (RecordParts Told, RecordParts? Own)? Find(string source, string externalId)
    {
        _find.Bind(1, source);
        _find.Bind(2, externalId);
        (RecordParts, RecordParts?)? found = _find.Step() ? (PartsJson.Read(_find.Text(0)), _find.IsNull(1) ? null : PartsJson.Read(_find.Text(1))) : null;
        _find.Reset();
        return found;
    }

    private void NoteOwn(Interaction record, RecordParts own)
    {
        _arrived.Bind(1, record.Source);
        _arrived.Bind(2, record.ExternalId);
        _arrived.Bind(3, PartsJson.Write(own));
        _arrived.Execute();
    }

    private Statement[] Statements => [_find, _put, _arrived, _forget, _orphans];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
        _sources.Dispose();
    }
}
