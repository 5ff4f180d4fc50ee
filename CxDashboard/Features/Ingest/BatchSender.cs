using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Reading;
using Microsoft.Data.Sqlite;

namespace CxDashboard.Features.Ingest;

/// <summary>
/// Gathers records into batches and sends them to the writer, one at a time: while one is written the next is read. Never two,
/// because a batch that fails must not be followed by one that says the import has come further.
/// </summary>
internal sealed class BatchSender(StoreWriter writer, ImportRow import, ImportState state, IReadOnlyDictionary<string, SourceRow> stored)
{
    private const int LongestRejectedText = 1_000_000;

    private readonly Dictionary<string, string> _colleagues = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private List<Interaction> _records = [];
    private List<RejectedRow> _rejected = [];
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

    public bool IsFull => _records.Count + _rejected.Count >= Size;

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
            Records = _records,
            Rejected = _rejected,
            Import = Import,
            KnownUntil = [.. _touched.Select(Known).OfType<SourceKnownUntil>()],
            Sources = Colleagues.Count == 0 ? [] : [.. _touched.Select(s => new SourceTraits(s, ColleagueFields: ColleaguesOf(s)))],
        };
        (_records, _rejected) = (new(_records.Count), []);
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
            Import = Import with { Id = written.Id, New = written.New, Changed = written.Changed, Unchanged = written.Unchanged };
        }
        catch (SqliteException e)
        {
            throw new ImportRefusedException($"The store could not be written: {e.Message} What was imported so far is kept; run the import again to go on.", e);
        }
        finally
        {
            _underway = null;
        }
    }

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

    // What earlier maps said of the source's colleagues stays.
    private string ColleaguesOf(string source)
    {
        if (_colleagues.TryGetValue(source, out var json)) return json;
        var before = stored.TryGetValue(source, out var row) && row.ColleagueFields is { } text ? JsonSerializer.Deserialize<string[]>(text)! : [];
        return _colleagues[source] = JsonSerializer.Serialize(before.Union(Colleagues, StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
