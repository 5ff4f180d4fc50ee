using System.Globalization;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Reading;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// Gathers records into batches and sends them to the writer, one at a time: while one is written the next is read. Never two,
/// because a batch that fails must not be followed by one that says the import has come further.
/// </summary>
internal sealed class BatchSender(StoreWriter writer, ImportRow import, ImportState state)
{
    private const int LongestRejectedText = 1_000_000;

    // Long texts must not fill the memory before the rows are many.
    private const int MostText = 16 << 20;

    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private RowBlock _records = new();
    private RowBlock _sent = new();
    private List<RejectedRow> _rejected = [];
    private string? _colleagues;
    private long _stored = import.Position;
    private Task<WriteResult>? _underway;

    /// <summary>What the sources are known until in any case; null where the records tell.</summary>
    public Instant? KnownUntil { get; init; }

    /// <summary>Whether the records tell nothing of what their sources are known until.</summary>
    public bool TellsNothing { get; init; }

    /// <summary>Instants after this one are mistakes, and tell nothing of what a source is known until.</summary>
    public required Instant Bound { get; init; }

    /// <summary>Whether rows that are not taken are kept as they came; where customers are pseudonymous, their line and reason alone are.</summary>
    public bool KeepsText { get; init; } = true;

    /// <summary>Extra fields that name our own people.</summary>
    public IReadOnlyList<string> Colleagues { get; init; } = [];

    /// <summary>The import as it will stand after the batch that is gathered now.</summary>
    public ImportRow Import { get; private set; } = import;

    /// <summary>How many rows are written together.</summary>
    public required int Size { get; init; }

    public bool IsFull => _records.Count + _rejected.Count >= Size || _records.TextLength >= MostText;

    /// <param name="record">To be stored.</param>
    /// <param name="latest">The latest instant that its rows tell of, up to <see cref="Bound"/>; null where there is none.</param>
    public void Add(Interaction record, Instant? latest)
    {
        _records.Add(record);
        if (!state.Sources.TryGetValue(record.Source, out var tally)) state.Sources.Add(record.Source, tally = new ImportState.SourceTally());
        Instant? opening = record.OpenedAt <= Bound ? record.OpenedAt : null;
        tally.Add(opening, latest);
        if (opening is { } o && !(o > KnownUntil) && !TellsNothing) state.Weeks.Add(o);
        _touched.Add(record.Source);
    }

    /// <summary>Stores a record again that is known to be there, so that it is counted as unchanged.</summary>
    public void AddAgain(Interaction record) => _records.Add(record);

    /// <summary>Keeps a row that was not taken.</summary>
    public void Reject(long line, RowFault fault, ReadOnlySpan<byte> text)
    {
        state.Reject(fault.Reason, line);
        Import = Import with { Rejected = Import.Rejected + 1 };
        if (!KeepsText) text = "(not kept, because customers of this import are pseudonymous: see the line in the file)"u8;
        if (text.Length > LongestRejectedText) text = text[..LongestRejectedText];
        _rejected.Add(new RejectedRow { Line = line, Reason = fault.Detail, Text = System.Text.Encoding.UTF8.GetString(text) });
    }

    /// <summary>Waits for the batch underway and sends the one gathered since.</summary>
    /// <param name="position">Rows of the file that are done with it.</param>
    /// <param name="finished">When the import ended, with the last batch.</param>
    /// <param name="ct">Not written if cancelled before the writer takes it.</param>
    /// <exception cref="ImportRefusedException">The store cannot be written.</exception>
    public async Task SendAsync(long position, Instant? finished, CancellationToken ct)
    {
        await ArriveAsync();
        Import = Import with { Position = position, Read = position, State = state.ToJson(), FinishedAt = finished };
        var batch = new WriteBatch
        {
            Rows = _records,
            Rejected = _rejected,
            Import = Import,
            KnownUntil = [.. _touched.Select(Known).OfType<SourceKnownUntil>()],
            Sources = Colleagues.Count == 0 ? [] : [.. _touched.Select(s => new SourceTraits(s, ColleagueFields: _colleagues ??= JsonSerializer.Serialize(Colleagues.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))))],
        };
        // What was sent before has arrived, so that its room is free.
        (_records, _sent, _rejected) = (_sent, _records, []);
        _records.Clear();
        _touched.Clear();
        _underway = writer.WriteAsync(batch, ct);
    }

    /// <summary>Waits until everything sent is on disk.</summary>
    public async Task ArriveAsync()
    {
        if (_underway is null) return;
        try
        {
            var written = (await _underway).Import!;
            _stored = written.Position;
            Import = Import with { Id = written.Id, New = written.New, Changed = written.Changed, Unchanged = written.Unchanged };
        }
        catch (SqliteException e)
        {
            throw Stopped(StoreFaults.Why(e), e);
        }
        catch (UndoRefusedException e)
        {
            throw new ImportRefusedException(e.Message, e);
        }
        finally
        {
            _underway = null;
        }
    }

    /// <summary>What to say where an import cannot go on: how far it is, and what can be done.</summary>
    /// <param name="why">Why, to stand in a sentence.</param>
    public ImportRefusedException Stopped(string why, Exception fault) => new(
        Import.Id == 0 ? $"{Import.FileName} could not be imported, because {why}; nothing of it is stored."
        : string.Create(CultureInfo.InvariantCulture,
            $"The import of {Import.FileName} stopped, because {why}; {_stored:N0} of its rows are in. Mend that and import it again to go on, or take it back with `undo {Import.Id}`."), fault);

    /// <summary>Waits until nothing is underway, however it went: what reads the store next must see how far the import came.</summary>
    public async Task SettleAsync()
    {
        if (_underway is not null) await ((Task)_underway).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private SourceKnownUntil? Known(string source)
    {
        if (KnownUntil is { } instant) return new SourceKnownUntil(source, instant, instant, Forced: true);
        if (TellsNothing) return null;
        var tally = state.Sources[source];
        return new SourceKnownUntil(source, Known(tally.Latest), Known(tally.LatestOpening));

        static Instant? Known(long milliseconds) => milliseconds == long.MinValue ? null : new Instant(milliseconds);
    }
}
