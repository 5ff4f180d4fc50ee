using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>
/// Joins what messages tell of interactions with what is known of them, and makes their records, inside the writer's transaction. A
/// record that came by itself is the ground of its story, and a correction of one stays until the story says something else there.
/// </summary>
internal sealed class StoryWriter : IDisposable
{
    private readonly KnownSources _sources;
    private readonly RecordWriter _records;
    private readonly SourceWriter _recordSources;
    private readonly StoredRecord _stored;
    private readonly PartWriter _parts;
    private readonly Statement _find, _put, _grounded, _isOfImport;

    public StoryWriter(SqliteConnection connection, RecordWriter records, SourceWriter sources, StoredRecord stored, PartWriter parts)
    {
        (_records, _recordSources, _stored, _parts) = (records, sources, stored, parts);
        _sources = new(connection, "story");
        _find = new(connection, "SELECT told FROM story WHERE source = ?1 AND external_id = ?2");
        _put = new(connection, """
            INSERT INTO story (source, external_id, told, customer, waiting, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (source, external_id) DO UPDATE SET told = excluded.told, customer = excluded.customer, waiting = excluded.waiting, updated_at = excluded.updated_at
            """);
        _grounded = new(connection, "SELECT source, external_id, told FROM story WHERE told ->> 'grounds' IS NOT NULL");
        _isOfImport = new(connection, """
            SELECT b.import_id = ?1 FROM import_batch b JOIN import i ON i.id = b.import_id WHERE ?2 BETWEEN b.first_sequence AND b.last_sequence AND (b.import_id = ?1 OR i.undone_at IS NOT NULL)
            UNION ALL SELECT 0 FROM import WHERE ?2 BETWEEN undo_first_sequence AND undo_last_sequence
            """);
        Reload();
    }

    /// <summary>What became of the record that a story tells of.</summary>
    public enum Standing
    {
        /// <summary>It is there.</summary>
        There,

        /// <summary>Nobody has told of its opening.</summary>
        Waiting,

        /// <summary>It is there no more.</summary>
        Deleted,
    }

    /// <summary>Reads which sources have stories again, and forgets what a fault left bound.</summary>
    public void Reload()
    {
        foreach (var statement in Statements) statement.Reset();
        _sources.Reload();
    }

    /// <summary>Whether messages ever told of a source's records.</summary>
    public bool Knows(string source) => _sources.Contains(source);

    /// <summary>Takes what a message tells of one interaction.</summary>
    /// <param name="source">Its source.</param>
    /// <param name="id">Its external id.</param>
    /// <param name="told">What is told.</param>
    /// <param name="at">Unix milliseconds of the writing.</param>
    /// <returns>What became of its record, and whether anything of it was news.</returns>
    public (Standing Record, bool IsNew) Join(string source, string id, Story told, long at)
    {
        var kept = Find(source, id);
        var stored = Stored(source, id, out var number);
        var before = kept is null ? Story.None : StoryJson.Read(kept);

        // A record that is there without a word of any story is what messages lie over.
        if (stored is not null && before is { Ground: null, IsDeleted: false } && before.ToInteraction(source, id) is null)
            before = before.On(new Ground(StoryRecord.Ground(stored), null, new Seed(number, _records.Sequence)));

        // Also the first is joined, with nothing: what is kept of it is bounded then as it is later.
        var story = before.And(told);
        if (before is { IsForgotten: true, IsDeleted: true } && !story.IsGone) story = story.IsDeleted ? before : told;
        var text = StoryJson.Write(story);
        var record = story.ToInteraction(source, id);
        var standing = StandingOf(story, record);
        if (text == kept) return (standing, false);
        Put(source, id, story, text, standing, at);

        // Gone for good, with what the API told of it.
        if (story.IsGone) _parts.Forget(source, id);
        if (record is not null) Write(before.ToInteraction(source, id), stored, record, at);
        else if (standing == Standing.Deleted) Delete(source, id, at);
        return (standing, true);
    }

    /// <summary>A record that just came by itself, with everything that messages told of it before.</summary>
    /// <param name="record">The record.</param>
    /// <param name="import">The import that it came by; 0 where it came otherwise.</param>
    /// <param name="at">Unix milliseconds of the writing.</param>
    public Interaction Arrived(Interaction record, long import, long at)
    {
        if (!_sources.Contains(record.Source) || Find(record.Source, record.ExternalId) is not { } kept || StoryJson.Read(kept) is not { IsGone: false } before) return record;

        // It was deleted, and here it is: it is there until it is deleted again.
        var over = before.IsDeleted || before.Grounds.Any(g => g.Over == before.DeletedAt) ? before.DeletedAt : null;
        var story = before.On(new Ground(StoryRecord.Ground(record), import == 0 ? null : import, Over: over));
        if (story.ToInteraction(record.Source, record.ExternalId) is not { } joined) return record;
        var text = StoryJson.Write(story);
        if (text != kept) Put(record.Source, record.ExternalId, story, text, Standing.There, at);
        return joined with { ExternalIdIsHash = record.ExternalIdIsHash };
    }

    /// <summary>A record was deleted here: nothing of what was told of it is kept, and late messages do not make it again.</summary>
    public void Deleted(string source, string id, long at)
    {
        if (!_sources.Contains(source)) return;
        var kept = Find(source, id);
        if (kept is null ? Stored(source, id, out _) is null : StoryJson.Read(kept).IsGone) return;
        var story = Forgotten(new Instant(at));
        Put(source, id, story, StoryJson.Write(story), Standing.Deleted, at);
    }

    private static Story Forgotten(Instant at) => Story.None.Says(FactField.Deleted, true, at) with { IsForgotten = true };

    /// <summary>An import was taken back: its records are the ground of stories no more, and what came by itself before it is again.</summary>
    /// <param name="import">The import.</param>
    /// <param name="trace">What it wrote.</param>
    /// <param name="at">Unix milliseconds of the writing.</param>
    /// <param name="days">Told when records opened that change.</param>
    /// <returns>How many records went, and how many are others now, beside those that went back by themselves.</returns>
    public (long Gone, long Changed) TakeBack(long import, ImportTrace trace, long at, PublishedDays days)
    {
        if (!_sources.Any) return (0, 0);
        var all = new List<(string Source, string Id, Story Story)>();
        while (_grounded.Step()) all.Add((_grounded.Text(0), _grounded.Text(1), StoryJson.Read(_grounded.Text(2))));
        _grounded.Reset();
        var (gone, changed) = (0L, 0L);
        foreach (var (source, id, before) in all)
        {
            var story = before with { Grounds = [.. before.Grounds.Where(g => g.Import != import).Select(g => Before(g, import, trace, source)).OfType<Ground>()] };
            if (story.Grounds.SequenceEqual(before.Grounds)) continue;
            if (story is { IsForgotten: true, IsDeleted: true, DeletedAt: { } deletedAt }) story = Forgotten(deletedAt);
            var (record, stored) = (story.ToInteraction(source, id), Stored(source, id, out var number));

            // What went back by itself is counted already.
            var hasStayed = stored is not null && trace.HasStayed(number);
            Put(source, id, story, StoryJson.Write(story), StandingOf(story, record), at);
            if (stored is not null) days.Add(stored.OpenedAt.UnixMilliseconds);
            if (record is null)
            {
                if (stored is null) continue;
                Delete(source, id, at);
                if (hasStayed) gone++;
                continue;
            }

            days.Add(record.OpenedAt.UnixMilliseconds);
            if (Write(before.ToInteraction(source, id), stored, record, at) && hasStayed) changed++;
        }

        return (gone, changed);
    }

    // What was there before the first message may be the import's as well: then what was before that. Null where nothing was.
    private Ground? Before(Ground ground, long import, ImportTrace trace, string source)
    {
        if (ground.Seed is not { } seed || trace.Entries(seed.Id) == 0) return ground;
        var versions = _stored.Versions(seed.Id, source, long.MaxValue).ConvertAll(v => (v.Record, v.ReplacedAt, By: Writer(import, v.ReplacedAt)));
        var isNewVoid = seed.IsNewVoid || trace.Entries(seed.Id) > versions.Count(v => v.By == EntryBy.Import);
        var stands = isNewVoid == seed.IsNewVoid ? ground : ground with { Seed = seed with { IsNewVoid = true } };

        // The entry that replaced a version wrote the one after it; the first one of all was new. What was taken back before does not count,
        // so that it makes no difference in which order imports are.
        foreach (var (record, replacedAt, by) in versions.Where(v => v.ReplacedAt <= seed.Sequence))
        {
            if (by == EntryBy.Others) return stands;
            stands = new Ground(StoryRecord.Ground(record), null, new Seed(seed.Id, replacedAt - 1, isNewVoid));
        }

        return isNewVoid ? null : stands;
    }

    private enum EntryBy { Others, Import, TakenBack }

    private EntryBy Writer(long import, long sequence)
    {
        _isOfImport.Bind(1, import);
        _isOfImport.Bind(2, sequence);
        var by = !_isOfImport.Step() ? EntryBy.Others : _isOfImport.Integer(0) != 0 ? EntryBy.Import : EntryBy.TakenBack;
        _isOfImport.Reset();
        return by;
    }

    private Interaction? Stored(string source, string id, out long number)
    {
        number = 0;
        if (_recordSources.Find(source) is not { } sourceId || _stored.IdOf(sourceId, id) is not { } found) return null;
        number = found;
        return _stored.Find(sourceId, source, id);
    }

    private static Standing StandingOf(Story story, Interaction? record) => record is not null ? Standing.There : story.IsDeleted ? Standing.Deleted : Standing.Waiting;

    // Parts that were told beside the record are in both: what was corrected in them stays so, too.
    private bool Write(Interaction? former, Interaction? stored, Interaction record, long at)
    {
        var joined = _parts.Arrived(record);
        if (former is not null && stored is not null) joined = StoryRecord.Corrected(stored, _parts.Joined(former), joined);
        return _records.Write(joined, _recordSources.FindOrAdd(record.Source, 0, at), at).Kind != WriteKind.Unchanged;
    }

    private void Delete(string source, string id, long at)
    {
        if (_recordSources.Find(source) is { } sourceId) _records.Delete(sourceId, id, at);
    }

    private string? Find(string source, string id)
    {
        _find.Bind(1, source);
        _find.Bind(2, id);
        var told = _find.Step() ? _find.Text(0) : null;
        _find.Reset();
        return told;
    }

    private void Put(string source, string id, Story story, string text, Standing standing, long at)
    {
        _put.Bind(1, source);
        _put.Bind(2, id);
        _put.Bind(3, text);
        if ((story.Text(FactField.Customer) ?? story.Ground?.Text(FactField.Customer)) is { } customer) _put.Bind(4, customer);
        _put.Bind(5, standing == Standing.Waiting ? 1 : 0);
        _put.Bind(6, at);
        _put.Execute();
        _sources.Add(source);
    }

    private Statement[] Statements => [_find, _put, _grounded, _isOfImport];

    public void Dispose()
    {
        foreach (var statement in Statements) statement.Dispose();
        _sources.Dispose();
    }
}
