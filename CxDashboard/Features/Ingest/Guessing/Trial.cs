using System.Runtime.InteropServices;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>A row as it would be read, for a look.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Fields">Field and text of each that is known.</param>
/// <param name="Fault">Why it would be set aside, or null.</param>
public sealed record TriedRow(long Line, IReadOnlyList<(RecordField Field, string Text)> Fields, string? Fault);

/// <summary>What a map would make of the whole file; nothing was stored.</summary>
public sealed record TrialResult
{
    /// <summary>Rows after the header.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that would be set aside.</summary>
    public required long Rejected { get; init; }

    /// <summary>Records that the rows make: fewer where several rows share a number.</summary>
    public required long Records { get; init; }

    /// <summary>Rows beyond the first of their number, where rows are no events; at least so many where there are more numbers than are remembered.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Why rows, or answers in them, would not be taken; the most frequent first.</summary>
    public required IReadOnlyList<RejectReason> Reasons { get; init; }

    /// <summary>The local days of the first and the last opening; null without a record.</summary>
    public required DateOnly? First { get; init; }

    /// <inheritdoc cref="First"/>
    public required DateOnly? Last { get; init; }

    /// <summary>Records that are claimed, that say whether they are, that know their customer, that carry a rating.</summary>
    public required long Claimed { get; init; }

    /// <inheritdoc cref="Claimed"/>
    public required long SayClaimed { get; init; }

    /// <inheritdoc cref="Claimed"/>
    public required long WithCustomer { get; init; }

    /// <inheritdoc cref="Claimed"/>
    public required long Rated { get; init; }

    /// <summary>The fields of which at least one record knows something.</summary>
    public required IReadOnlySet<RecordField> Known { get; init; }

    /// <summary>The first rows.</summary>
    public required IReadOnlyList<TriedRow> Look { get; init; }

    /// <summary>What looks wrong, as sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>Reads a whole file by a map as an import would, and stores nothing.</summary>
/// <param name="source">The file.</param>
/// <param name="map">The map.</param>
/// <param name="zone">The workspace's, where the map names none.</param>
internal sealed class Trial(ImportSource source, ImportMap map, TimeZoneInfo zone)
{
    // More ids than these would fill the memory: some 100 MB.
    private const int RowsLookedAt = 8, MostIds = 4_000_000;

    private readonly ImportState _state = new();
    private readonly TrialTally _tally = new();
    private readonly List<TriedRow> _look = [];
    private readonly Dictionary<ulong, bool?> _events = [];
    private readonly HashSet<ulong> _ids = [];
    private long _rows, _rejected, _duplicates;

    /// <param name="tell">Told of rows and bytes now and then.</param>
    /// <param name="warn">What else looks wrong, told once everything is read.</param>
    /// <param name="ct">Stops between rows.</param>
    /// <exception cref="ImportRefusedException">The file cannot be read, or the map does not fit.</exception>
    public TrialResult Run(Action<long, OpenedFile>? tell, IReadOnlyList<string> warn, CancellationToken ct)
    {
        using var opened = source.File.Open();
        using var table = source.Read(opened);
        var records = new RecordReader(table.Header, map, zone, null, source.File.Stem, CustomerIds.Plain);
        while (table.Next())
        {
            if ((++_rows & 0xFFF) == 0)
            {
                ct.ThrowIfCancellationRequested();
                tell?.Invoke(_rows, opened);
            }

            if (table.Fault is { } torn) Reject(torn, table.Line);
            else if (records.HasEvents) Event(records, table);
            else Row(records, table);
        }

        foreach (var state in _events.Values) _tally.Add(state == true);
        return Result(warn);
    }

    private void Row(RecordReader records, TableReader table)
    {
        if (!records.TryRead(table.Row, out var draft))
        {
            Reject(records.Fault, table.Line);
            return;
        }

        Note(records, table.Line);
        // An id that comes again is a later version of the same record.
        if (records.HasKeys && records.Key(table.Row) is { IsEmpty: false } key && IsKnown(TextHash.Of(key))) _duplicates++;
        else _tally.Add(draft);
        Look(draft, table.Line);
    }

    private void Event(RecordReader records, TableReader table)
    {
        if (!records.TryReadEvent(table.Row, out var draft, out _, out var claimed))
        {
            Reject(records.Fault, table.Line);
            return;
        }

        Note(records, table.Line);
        var key = TextHash.Of(records.Key(table.Row));
        // A state that is unknown leaves it as it stood.
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_events, key, out var stood);
        if (!stood) _tally.AddOpening(draft);
        state = claimed ?? state;
        Look(draft, table.Line);
    }

    private void Note(RecordReader records, long line)
    {
        foreach (var fault in records.AnswerFaults) _state.Reject(fault.Reason, line);
    }

    private void Reject(RowFault fault, long line)
    {
        _rejected++;
        _state.Reject(fault.Reason, line);
        if (_look.Count < RowsLookedAt) _look.Add(new TriedRow(line, [], fault.Detail));
    }

    private void Look(in RecordDraft draft, long line)
    {
        if (_look.Count < RowsLookedAt) _look.Add(new TriedRow(line, [.. draft.Told(map.Zone ?? zone)], null));
    }

    private TrialResult Result(IReadOnlyList<string> warn) => new()
    {
        Rows = _rows,
        Rejected = _rejected,
        Records = _tally.Records,
        Duplicates = _duplicates,
        Reasons = [.. _state.Reasons.Select(r => new RejectReason(r.Key, r.Value.Count, r.Value.FirstLine)).OrderByDescending(r => r.Count).ThenBy(r => r.FirstLine)],
        First = Day(_tally.First),
        Last = Day(_tally.Last),
        Claimed = _tally.Claimed,
        SayClaimed = _tally.SayClaimed,
        WithCustomer = _tally.WithCustomer,
        Rated = _tally.Rated,
        Known = _tally.Known,
        Look = _look,
        Warnings = [.. warn, .. _tally.Warnings(source.File.Name)],
    };

    private DateOnly? Day(Instant? instant) => instant is { } at ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).DateTime) : null;

    private bool IsKnown(ulong id) => _ids.Count < MostIds ? !_ids.Add(id) : _ids.Contains(id);
}
