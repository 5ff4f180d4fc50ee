using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Applies one batch inside the writer's transaction.</summary>
internal sealed class BatchWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly RecordWriter _records;
    private readonly SourceWriter _sources;
    private readonly ImportWriter _imports;
    private readonly CustomerRuleWriter _rules;
    private readonly PhaseWriter _phases;
    private readonly StoredRecord _stored;
    private readonly PartWriter _parts;
    private readonly OnceWriter _once;
    private readonly SettingWriter _settings;
    private readonly StoryWriter _stories;
    private readonly DeliveryWriter _deliveries;

    public BatchWriter(SqliteConnection connection)
    {
        _connection = connection;
        _records = new(connection);
        _sources = new(connection);
        _imports = new(connection);
        _rules = new(connection);
        _phases = new(connection);
        _stored = new(connection);
        _parts = new(connection, _stored);
        _once = new(connection);
        _settings = new(connection);
        _stories = new(connection, _records, _sources, _stored, _parts);
        _deliveries = new(connection, _stories);
    }

    /// <summary>Forgets what a rolled-back batch had counted or left half done.</summary>
    public void Reload()
    {
        _imports.Reset();
        _records.Reload();
        _sources.Reload();
        _rules.Reload();
        _phases.Reload();
        _settings.Reset();
        _stored.Reset();
        _parts.Reload();
        _stories.Reload();
        _deliveries.Reload();
        _once.Reset();
    }

    /// <param name="at">Unix milliseconds for the journal and the other logs.</param>
    /// <exception cref="CustomerRefusedException">A customer rule or an erasure cannot be.</exception>
    /// <exception cref="PhaseRefusedException">A change of a phase cannot be.</exception>
    /// <exception cref="SettingsChangedException">A setting does not stand as it should.</exception>
    /// <exception cref="UndoRefusedException">Its import was taken back meanwhile.</exception>
    public WriteResult Write(WriteBatch batch, long at)
    {
        if (batch.Request is { } request && _once.Find(request, at) is { } given) return new WriteResult([], _records.Sequence) { Answer = given };
        foreach (var (name, value) in batch.Standing) _settings.Check(name, value);
        var begun = batch.Import is { } row ? _imports.Begin(row) : null;
        var by = begun?.Id ?? 0;
        foreach (var traits in batch.Sources) _sources.Write(traits, by, at);
        foreach (var known in batch.KnownUntil) _sources.Write(known, by, at);

        var outcomes = new WriteOutcome[batch.Records.Count];
        Span<long> counts = stackalloc long[3];
        var before = _records.Sequence;
        for (var i = 0; i < outcomes.Length; i++)
        {
            var record = batch.Records[i];
            outcomes[i] = _records.Write(_parts.Arrived(_stories.Arrived(record, by, at)), _sources.FindOrAdd(record.Source, by, at), at);
            counts[(int)outcomes[i].Kind]++;
        }

        if (batch.Rows is { Count: > 0 } rows) Write(rows, by, at, counts);
        if (begun is not null) _imports.Trace(by, before + 1, _records.Sequence);
        var corrections = batch.Corrections.Count == 0 ? [] : batch.Corrections.Select(c => Correct(c, at)).ToArray();
        var parts = batch.Parts.Count == 0 ? [] : batch.Parts.Select(p => Tell(p, at)).ToArray();
        var deliveries = batch.Deliveries.Count == 0 ? [] : batch.Deliveries.Select(d => _deliveries.Take(d, at)).ToArray();
        foreach (var webhook in batch.ForgottenWebhooks) _deliveries.ForgetWebhook(webhook);
        foreach (var webhook in batch.ForgottenBodies) _deliveries.ForgetTaken(webhook);
        long deleted = 0;
        foreach (var (source, externalId) in batch.Deletions)
        {
            _parts.Forget(source, externalId);
            _stories.Deleted(source, externalId, at);
            if (_sources.Find(source) is { } id && _records.Delete(id, externalId, at)) deleted++;
        }

        long rules = 0;
        foreach (var rule in batch.CustomerRules)
        {
            if (_rules.Write(rule, at)) rules++;
        }

        var erased = default(ErasedCounts);
        foreach (var customer in batch.Erasures) erased += Erasure.Run(_connection, _records, customer, at);
        if (erased.Rules > 0) _rules.Reload();

        // Stories and kept messages went with the erased.
        if (batch.Erasures.Count > 0)
        {
            _stories.Reload();
            _deliveries.Reload();
        }

        long phases = 0;
        foreach (var phase in batch.Phases)
        {
            if (_phases.Write(phase, at)) phases++;
        }

        foreach (var (name, value) in batch.Settings) _settings.Write(name, value);
        var import = begun is not null ? _imports.Write(begun, counts[0], counts[1], counts[2]) : null;
        foreach (var rejected in batch.Rejected)
            _imports.Reject(import?.Id ?? throw new InvalidOperationException("Rejected rows came without their import."), rejected);

        var result = new WriteResult(outcomes, _records.Sequence)
        {
            New = counts[(int)WriteKind.New],
            Changed = counts[(int)WriteKind.Changed],
            Unchanged = counts[(int)WriteKind.Unchanged],
            Deleted = deleted,
            RulesWritten = rules,
            PhasesWritten = phases,
            Erased = erased,
            Import = import,
            Corrections = corrections,
            Parts = parts,
            Deliveries = deliveries,
        };
        return batch.Request is { } once ? result with { Answer = _once.Keep(once, result, at) } : result;
    }

    private void Write(RowBlock rows, long by, long at, Span<long> counts)
    {
        var sources = rows.Sources.Select(name => (Name: name, Id: _sources.FindOrAdd(name, by, at), HasMore: _parts.Knows(name) || _stories.Knows(name))).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var values = rows.Row(i);
            var place = values.First;
            ref var source = ref sources[(int)place];
            values.First = source.Id;
            try
            {
                var outcome = source.HasMore ? _records.Write(_parts.Arrived(_stories.Arrived(_stored.Of(values, source.Name), by, at)), source.Id, at) : _records.Write(values, at);
                counts[(int)outcome.Kind]++;
            }
            finally
            {
                // The block may be written again, where its transaction goes back.
                values.First = place;
            }
        }
    }

    private WriteOutcome? Correct(RecordCorrection correction, long at)
    {
        if (_sources.Find(correction.Source) is not { } id || _stored.Find(id, correction.Source, correction.ExternalId) is not { } before) return null;
        var after = correction.Change(before);
        var outcome = _records.Write(after, id, at);
        if (outcome.Kind == WriteKind.Changed) _parts.Corrected(before, after);
        return outcome;
    }

    private PartKind Tell(ToldPart part, long at)
    {
        var kind = _parts.Tell(part, _sources.Find(part.Source), at, out var joined);
        if (joined is not null) _records.Write(joined, _sources.FindOrAdd(part.Source, 0, at), at);
        return kind;
    }

    /// <summary>Takes an import back.</summary>
    /// <inheritdoc cref="UndoWriter.Run"/>
    public ImportUndone Undo(long import, string by, long at)
    {
        var undone = UndoWriter.Run(_connection, _records, _sources, _stories, import, by, at);
        _parts.Orphan();
        return undone;
    }

    public void Dispose()
    {
        _records.Dispose();
        _sources.Dispose();
        _imports.Dispose();
        _rules.Dispose();
        _phases.Dispose();
        _settings.Dispose();
        _parts.Dispose();
        _deliveries.Dispose();
        _stories.Dispose();
        _stored.Dispose();
        _once.Dispose();
    }
}
