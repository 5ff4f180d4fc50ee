using Microsoft.Data.Sqlite;

namespace CxDashboard.Data.Writing;

/// <summary>Applies one batch inside the writer's transaction.</summary>
internal sealed class BatchWriter(SqliteConnection connection) : IDisposable
{
    private readonly RecordWriter _records = new(connection);
    private readonly SourceWriter _sources = new(connection);
    private readonly ImportWriter _imports = new(connection);
    private readonly CustomerRuleWriter _rules = new(connection);
    private readonly PhaseWriter _phases = new(connection);
    private readonly SettingWriter _settings = new(connection);

    /// <summary>Forgets what a rolled-back batch had counted or left half done.</summary>
    public void Reload()
    {
        _imports.Reset();
        _records.Reload();
        _sources.Reload();
        _rules.Reload();
        _phases.Reload();
        _settings.Reset();
    }

    /// <param name="at">Unix milliseconds for the journal and the other logs.</param>
    /// <exception cref="CustomerRefusedException">A customer rule or an erasure cannot be.</exception>
    /// <exception cref="PhaseRefusedException">A change of a phase cannot be.</exception>
    /// <exception cref="UndoRefusedException">Its import was taken back meanwhile.</exception>
    public WriteResult Write(WriteBatch batch, long at)
    {
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
            outcomes[i] = _records.Write(record, _sources.FindOrAdd(record.Source, by, at), at);
            counts[(int)outcomes[i].Kind]++;
        }

        if (batch.Rows is { Count: > 0 } rows)
        {
            Span<long> sources = rows.Sources.Select(name => _sources.FindOrAdd(name, by, at)).ToArray();
            for (var i = 0; i < rows.Count; i++) counts[(int)_records.Write(rows.Row(i, sources), at).Kind]++;
        }

        if (begun is not null) _imports.Trace(by, before + 1, _records.Sequence);
        long deleted = 0;
        foreach (var (source, externalId) in batch.Deletions)
        {
            if (_sources.Find(source) is { } id && _records.Delete(id, externalId, at)) deleted++;
        }

        long rules = 0;
        foreach (var rule in batch.CustomerRules)
        {
            if (_rules.Write(rule, at)) rules++;
        }

        var erased = default(ErasedCounts);
        foreach (var customer in batch.Erasures) erased += Erasure.Run(connection, _records, customer, at);
        if (erased.Rules > 0) _rules.Reload();

        long phases = 0;
        foreach (var phase in batch.Phases)
        {
            if (_phases.Write(phase, at)) phases++;
        }

        foreach (var (name, value) in batch.Settings) _settings.Write(name, value);
        var import = begun is not null ? _imports.Write(begun, counts[0], counts[1], counts[2]) : null;
        foreach (var rejected in batch.Rejected)
            _imports.Reject(import?.Id ?? throw new InvalidOperationException("Rejected rows came without their import."), rejected);

        return new WriteResult(outcomes, _records.Sequence)
        {
            New = counts[(int)WriteKind.New],
            Changed = counts[(int)WriteKind.Changed],
            Unchanged = counts[(int)WriteKind.Unchanged],
            Deleted = deleted,
            RulesWritten = rules,
            PhasesWritten = phases,
            Erased = erased,
            Import = import,
        };
    }

    /// <summary>Takes an import back.</summary>
    /// <inheritdoc cref="UndoWriter.Run"/>
    public ImportUndone Undo(long import, string by, long at) => UndoWriter.Run(connection, _records, _sources, import, by, at);

    public void Dispose()
    {
        _records.Dispose();
        _sources.Dispose();
        _imports.Dispose();
        _rules.Dispose();
        _phases.Dispose();
        _settings.Dispose();
    }
}
