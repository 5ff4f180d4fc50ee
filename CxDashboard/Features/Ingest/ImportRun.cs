using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Reading;
using CsvHelper;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// The pass over a file that stores it. Rows whose id returns elsewhere in the file are put aside on disk first and stored at
/// the end, sorted, so that all versions or events of one id stand together, whatever the file's order.
/// </summary>
internal sealed class ImportRun(string storePath, ImportSource source, FileScan scan, BatchSender sender, ImportState state, ImportPace pace) : IDisposable
{
    // An id on more rows than this is hardly one; then only its last version is kept, the others count as unchanged.
    private const int MostVersions = 20_000;

    private readonly RecordReader _records = scan.Records;
    private readonly SpilledRows _spilled = new();
    private readonly EventFold _fold = new(scan.Records.OrderByTime);
    private readonly List<(Interaction Record, Instant? Latest)> _versions = [];
    private long _superseded;

    public async Task StoreAsync(CancellationToken ct)
    {
        var header = await StoreRowsAsync(sender.Import.Position, ct);
        if (_spilled.Any) await StoreSpilledAsync(header, ct);
    }

    public void Dispose() => _spilled.Dispose();

    private async Task<byte[]> StoreRowsAsync(long done, CancellationToken ct)
    {
        using var opened = source.File.Open();
        using var table = source.Read(opened);
        byte[] group = [];
        for (long row = 1; table.Next(); row++)
        {
            if ((row & 0xFFF) == 0) ct.ThrowIfCancellationRequested();
            if (sender.IsFull && !_fold.Any) await sender.SendAsync(row - 1, finished: null, ct);
            if (table.Fault is not null)
            {
                if (row > done) sender.Reject(table.Line, table.Fault, table.Row.RawRecord);
                continue;
            }

            if (Returns(table.Row))
            {
                _spilled.Add(_records.Key(table.Row).ToArray(), table.Line, table.Row.RawRecord);
                continue;
            }

            if (row <= done) continue;
            if (!_records.HasEvents)
            {
                if (Read(table.Row, table.Line) is { } read) sender.Add(read.Record, read.Latest);
            }
            else
            {
                if (_fold.Any && !_records.Key(table.Row).SequenceEqual(group))
                {
                    CloseEvents();
                    if (sender.IsFull) await sender.SendAsync(row - 1, finished: null, ct);
                }

                if (!_fold.Any) group = _records.Key(table.Row).ToArray();
                AddEvent(table.Row, table.Line);
            }

            if ((row & 0x3FF) == 0) pace.Tell(row, sender.Import.Rejected, opened);
        }

        if (_fold.Any) CloseEvents();
        return table.HeaderText;
    }

    private bool Returns(CsvReader row) =>
        scan.Returning.Any && _records.Key(row) is { IsEmpty: false } key && scan.Returning.Contains(TextHash.Of(key));

    private async Task StoreSpilledAsync(byte[] header, CancellationToken ct)
    {
        // Everything before the rows put aside is done, so an import that is cut off from here on skips it.
        await sender.SendAsync(scan.Rows, finished: null, ct);
        await sender.ArriveAsync();
        using var connection = Store.OpenReader(storePath);
        using var spilled = _spilled.Open(header);
        using var table = new TableReader(spilled, source.File.Path, source.Delimiter);
        var done = state.Groups;
        long current = 0;
        while (table.Next())
        {
            var (line, group) = spilled.Next();
            if (group != current)
            {
                ct.ThrowIfCancellationRequested();
                Close(connection);
                if (current > done) state.Groups = current;
                if (sender.IsFull) await sender.SendAsync(scan.Rows, finished: null, ct);
                current = group;
            }

            if (group <= done) continue;
            if (_records.HasEvents) AddEvent(table.Row, line);
            else AddVersion(table.Row, line);
        }

        Close(connection);
        state.Groups = current;
    }

    private void Close(SqliteConnection connection)
    {
        if (_fold.Any) CloseEvents();
        if (_versions.Count > 0) CloseVersions(connection);
    }

    private (Interaction Record, Instant? Latest)? Read(CsvReader row, long line)
    {
        if (!_records.TryRead(row, out var draft))
        {
            sender.Reject(line, _records.Fault, row.RawRecord);
            return null;
        }

        NoteAnswers(line);
        return (draft.ToInteraction(draft.Source!), draft.Latest(sender.Bound));
    }

    private void AddVersion(CsvReader row, long line)
    {
        if (Read(row, line) is not { } version) return;
        if (_versions.Count == MostVersions)
        {
            _superseded += _versions.Count;
            _versions.Clear();
        }

        _versions.Add(version);
    }

    // The versions of one id are stored in their order, so that the journal keeps them all, unless the last one is what the
    // store holds already: the same file again changes nothing.
    private void CloseVersions(SqliteConnection connection)
    {
        var (last, latest) = _versions[^1];
        if (_versions.Count > 1 && ImportsQuery.Holds(connection, last))
        {
            for (var i = 1; i < _versions.Count; i++) sender.AddAgain(last);
        }
        else
        {
            for (var i = 0; i < _versions.Count - 1; i++) sender.AddAgain(_versions[i].Record);
        }

        sender.Add(last, latest);
        for (; _superseded > 0; _superseded--) sender.AddAgain(last);
        _versions.Clear();
    }

    private void AddEvent(CsvReader row, long line)
    {
        if (!_records.TryReadEvent(row, out var draft, out var time, out var claimed))
        {
            sender.Reject(line, _records.Fault, row.RawRecord);
            return;
        }

        NoteAnswers(line);
        _fold.Add(draft, time, claimed);
    }

    private void CloseEvents()
    {
        var latest = _fold.Latest(sender.Bound);
        var draft = _fold.Take();
        var known = draft.Latest(sender.Bound);
        sender.Add(draft.ToInteraction(draft.Source!), known is null || latest > known ? latest : known);
    }

    private void NoteAnswers(long line)
    {
        foreach (var fault in _records.AnswerFaults) state.Reject(fault.Reason, line);
    }
}
