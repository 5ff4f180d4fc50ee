using System.Runtime.CompilerServices;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Maps;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Turns the rows of one file into records, by a map. A field that cannot be read rejects its row, except a customer's answer
/// that is not on its scale (rating, effort, recommend): only the answer is rejected, the interaction stays.
/// </summary>
internal sealed partial class RecordReader
{
    private readonly FieldCell[] _cells;
    private readonly FieldCell[] _sums;
    private readonly FieldCell? _id;
    private readonly FieldCell? _source;
    private readonly ExtraFields? _extra;
    private readonly RowHash _hash;
    private readonly string? _fixedSource;
    private readonly string _defaultSource;
    private readonly StringCache _sourceNames = new();
    private readonly List<RowFault> _answers = [];
    private readonly FieldCell? _group, _time, _state;
    private readonly TextSet? _claimedStates;
    private readonly CustomerIds _customers;
    private byte[] _key = [];
    private RowFault? _fault;

    /// <param name="header">The file's columns.</param>
    /// <param name="map">The map.</param>
    /// <param name="zone">The workspace's zone, for local times where the map names none.</param>
    /// <param name="source">The source that the person named; it comes before a row's own.</param>
    /// <param name="fallback">The source where neither person, row nor map names one.</param>
    /// <param name="customers">How customers are called in the store.</param>
    public RecordReader(Header header, ImportMap map, TimeZoneInfo zone, string? source, string fallback, CustomerIds customers)
    {
        _customers = customers;
        (_fixedSource, _defaultSource) = (source, source ?? map.Source ?? fallback);
        var missing = map.Missing.Count > 0 ? new TextSet(map.Missing) : null;
        zone = map.Zone ?? zone;
        if (zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime) zone = TimeZoneInfo.Utc;
        Require(header, map);
        var cells = map.Fields.Select(f => new FieldCell(f.Key, f.Value, header, map, missing, zone)).ToList();
        Notes = [.. cells.Where(c => !c.Complete && map.Name != MapFinder.Standard).Select(c => $"{c.Label} is not in the file: {RecordFields.NameOf(c.Field)} stays unknown.")];
        _cells = [.. cells.Where(c => c is { Complete: true, Start: null } && c.Field is not (RecordField.ExternalId or RecordField.Source)).OrderBy(c => c.Field)];
        _sums = [.. cells.Where(c => c is { Complete: true, Start: not null })];
        _id = cells.Find(c => c is { Complete: true, Field: RecordField.ExternalId });
        _source = source is null ? cells.Find(c => c is { Complete: true, Field: RecordField.Source }) : null;
        if (map.Events is { } events)
        {
            FieldCell Cell(FieldRule rule) => new(RecordField.ExternalId, rule, header, map, missing, zone);
            (_group, _state) = (Cell(new FieldRule { Columns = [events.Group] }), Cell(new FieldRule { Columns = [events.State] }));
            _time = new FieldCell(RecordField.OpenedAt, events.Time, header, map, missing, zone, "event time");
            _claimedStates = new TextSet(events.Claimed);
            OrderByTime = events.OrderByTime;
        }

        var used = cells.Where(c => c.Complete).SelectMany(c => c.Used).ToHashSet();
        foreach (var column in EventColumns(map.Events)) used.UnionWith(header.Find(column) is { } place ? [place] : []);
        var kept = Kept(header, map, used).ToList();
        _extra = kept.Count > 0 ? new ExtraFields(kept, missing) : null;
        _hash = new RowHash([.. used.Select(c => (c, header.KeptName(c))), .. kept.Where(k => !used.Contains(k.Column))], missing);
        // Colleagues are named among the extra fields only.
        var places = map.Colleagues.Select(header.Find).OfType<int>().ToHashSet();
        Colleagues = [.. kept.Where(k => places.Contains(k.Column)).Select(k => k.Name)];
    }

    /// <summary>What a person should know about the file and the map, as sentences.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The kept columns that name our own people, as their extra fields are called.</summary>
    public IReadOnlyList<string> Colleagues { get; }

    /// <summary>Whether a row may tell of a record without its opening, which somebody else told: then <see cref="RecordDraft.OpenedAt"/> may be null.</summary>
    public bool MayLackOpening { get; init; }

    /// <summary>Whether rows may carry an id, so that one may stand in the file twice.</summary>
    public bool HasKeys => _id is not null || _group is not null;

    /// <summary>Whether several rows make one record.</summary>
    public bool HasEvents => _group is not null;

    /// <summary>Whether the events' times say their order; else the file does.</summary>
    public bool OrderByTime { get; }

    /// <summary>The source of rows that name none.</summary>
    public string DefaultSource => _defaultSource;

    /// <summary>Why the last row was not taken.</summary>
    public RowFault Fault => _fault!;

    /// <summary>The answers of the last row that were not taken, though the row was.</summary>
    public IReadOnlyList<RowFault> AnswerFaults => _answers;

    /// <summary>What rows of one record share: the group of events, else id and source. Empty for a row without id.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Key(CsvReader row)
    {
        if (_group is not null) return _group.Read(row);
        if (_id is null || _id.Read(row) is not { IsEmpty: false } id) return default;
        if (_source is null) return id;
        var source = _source.Read(row);
        if (_key.Length < id.Length + source.Length + 1) _key = new byte[id.Length + source.Length + 256];
        id.CopyTo(_key);
        _key[id.Length] = 0x1F;
        source.CopyTo(_key.AsSpan(id.Length + 1));
        return _key.AsSpan(0, id.Length + 1 + source.Length);
    }

    /// <summary>Reads a row that is an event. False where it must be rejected.</summary>
    public bool TryReadEvent(CsvReader row, out RecordDraft draft, out Instant time, out bool? claimed)
    {
        (time, claimed) = (default, null);
        if (!TryRead(row, out draft)) return false;
        if (_group!.Read(row).IsEmpty) return Reject(new RowFault($"{_group.Label} is blank.", $"{_group.Label} is blank."));
        var text = _time!.Read(row);
        if (text.IsEmpty) return Reject(new RowFault($"{_time.Label} is blank.", $"{_time.Label} is blank."));
        if (!InstantText.TryParse(text, _time.Formats, _time.Zone, out time, out var flags)) return Reject(RowFault.Of($"{_time.Label} is not a date and time", text));
        if (!PlausibleTime.Holds(time)) return Reject(RowFault.Of($"{_time.Label} {PlausibleTime.Reason}", text));
        draft.TimeFlags |= flags;
        var state = _state!.Read(row);
        if (!state.IsEmpty) claimed = _claimedStates!.Contains(state);
        return true;
    }

    /// <summary>The row's source.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string SourceOf(CsvReader row) =>
        _source is not null && _source.Read(row) is { IsEmpty: false } name ? _sourceNames.Get(name) : _defaultSource;

    /// <summary>Reads the row. False where it must be rejected; <see cref="Fault"/> says why.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryRead(CsvReader row, out RecordDraft draft)
    {
        draft = default;
        (_fault, _badRating) = (null, null);
        if (_answers.Count > 0) _answers.Clear();
        foreach (var cell in _cells)
        {
            var text = cell.Read(row);
            if (text.IsEmpty) continue;
            if (!Apply(cell, text, ref draft)) return false;
        }

        foreach (var sum in _sums)
        {
            if (!Add(row, sum, ref draft)) return false;
        }

        if (draft.OpenedAt is null && !MayLackOpening) return Reject(new RowFault("opened_at is blank.", "opened_at is blank."));
        Rate(ref draft);
        draft.Source = SourceOf(row);
        draft.Extra = _extra?.Read(row);
        if (_id is not null && _id.Read(row) is { IsEmpty: false } id) draft.ExternalId = System.Text.Encoding.UTF8.GetString(id);
        else (draft.ExternalId, draft.ExternalIdIsHash) = (_hash.Of(row), true);
        return true;
    }

    /// <summary>Whether a row says anything of a field.</summary>
    public bool Says(RecordField field, CsvReader row) => Array.Exists(_cells, c => c.Field == field && !c.Read(row).IsEmpty);

    /// <summary>The fields of a row that are blank, with the columns that would say them; of some it depends on other columns whether they say anything: they are not among them.</summary>
    public IEnumerable<(RecordField Field, IEnumerable<int> Columns)> Blank(CsvReader row) =>
        _cells.Where(c => c.Columns.Length > 0 && c.Used.Count == c.Columns.Length && c.Read(row).IsEmpty).Select(c => (c.Field, (IEnumerable<int>)c.Used));

    /// <summary>The extra fields of a row that are blank, each with its column.</summary>
    public IEnumerable<(int Column, string Name)> BlankExtras(CsvReader row) => _extra?.Blank(row) ?? [];

    private static void Require(Header header, ImportMap map)
    {
        var opened = map.Fields[RecordField.OpenedAt];
        foreach (var column in opened.Columns) header.Require(column, map.Name, "opened_at");
        if (map.Events is { } events)
        {
            header.Require(events.Group, map.Name, "the group of events");
            header.Require(events.State, map.Name, "the state of an event");
            foreach (var column in events.Time.Columns) header.Require(column, map.Name, "the time of an event");
        }

        header.RefuseDuplicates([
            .. map.Fields.Values.SelectMany(f => f.Columns), .. map.Fields.Values.Select(f => f.When?.Column).OfType<ColumnName>(),
            .. EventColumns(map.Events), .. map.Kept, .. map.Ignored, .. map.Colleagues]);
    }

    private static IEnumerable<ColumnName> EventColumns(EventRule? events) => events is null ? [] : [events.Group, events.State, .. events.Time.Columns];

    private static IEnumerable<(int Column, string Name)> Kept(Header header, ImportMap map, HashSet<int> used)
    {
        var ignored = map.Ignored.Select(header.Find).OfType<int>().ToHashSet();
        var places = map.Extra switch
        {
            ExtraKind.All => Enumerable.Range(0, header.Names.Length).Where(c => !used.Contains(c) && !ignored.Contains(c)),
            // A column may be kept as it came beside being a field: the status behind "claimed", say.
            ExtraKind.Listed => map.Kept.Select(header.Find).OfType<int>(),
            _ => [],
        };
        return places.Concat(map.Extra == ExtraKind.None ? [] : map.Colleagues.Select(header.Find).OfType<int>()).Distinct().Select(c => (c, header.KeptName(c)));
    }
}
