using System.Runtime.CompilerServices;
using System.Text;
using CxDashboard.Features.Ingest.Maps;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// One field of the map, bound to the columns of one file: gives the field's text in the current row, trimmed, with the map's
/// missing words and values applied. Empty means unknown.
/// </summary>
internal sealed class FieldCell
{
    private readonly int[] _columns;
    private readonly byte[]? _constant;
    private readonly byte[] _join;
    private readonly TextSet? _missing;
    private readonly Dictionary<string, byte[]>.AlternateLookup<ReadOnlySpan<char>>? _values;
    private readonly byte[]? _otherwise;
    private readonly (int Column, TextSet Is)? _when;
    private readonly bool _comma;
    private byte[] _joined = [];
    private byte[] _pointed = [];

    public FieldCell(RecordField field, FieldRule rule, Header header, ImportMap map, TextSet? missing, TimeZoneInfo zone, string? purpose = null)
    {
        Field = field;
        Start = rule.Start;
        // A column that the file does not have leaves the field unknown: exports differ. What a record cannot do without is
        // required before this is made.
        _columns = [.. rule.Columns.Select(header.Find).OfType<int>()];
        Complete = _columns.Length == rule.Columns.Count;
        _constant = rule.Constant is { } constant ? Encoding.UTF8.GetBytes(constant.Trim()) : null;
        _join = Encoding.UTF8.GetBytes(rule.Join);
        _missing = missing;
        Formats = [.. rule.Dates, .. map.Dates];
        Zone = rule.Zone ?? zone;
        UnitName = rule.Unit ?? DurationUnits.Seconds;
        SecondsOfUnit = DurationUnits.Of(UnitName)!.Value;
        _comma = map.HasCommaDecimals && (RecordFields.IsNumber(field) || rule.Start is not null);
        if (rule.Values is { } values)
        {
            _values = values.ToDictionary(v => v.Key, v => Encoding.UTF8.GetBytes(v.Value), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
            _otherwise = values.TryGetValue("*", out var other) ? Encoding.UTF8.GetBytes(other) : null;
        }

        if (rule.When is { } when && header.Find(when.Column) is { } column) _when = (column, new TextSet(when.Is));
        Label = Labelled(purpose ?? RecordFields.NameOf(field), rule, header);
        foreach (var place in _columns) Used.Add(place);
        if (_when is { } w) Used.Add(w.Column);
    }

    public RecordField Field { get; }

    /// <summary>The instant to which the columns are added, or null.</summary>
    public RecordField? Start { get; }

    /// <summary>Whether the file has every column that the field wants.</summary>
    public bool Complete { get; }

    /// <summary>The columns that this field reads.</summary>
    public HashSet<int> Used { get; } = [];
    public string[] Formats { get; }
    public TimeZoneInfo Zone { get; }

    /// <summary>The field's column or columns as sentences name them.</summary>
    public string Label { get; }
    public StringCache Strings { get; } = new();

    /// <summary>What a bare number of a duration counts: "minutes".</summary>
    public string UnitName { get; }
    public int SecondsOfUnit { get; }

    /// <summary>The columns, for a field that is a start plus durations.</summary>
    public ReadOnlySpan<int> Columns => _columns;

    /// <summary>The field's text; valid until the next call or row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Read(CsvReader row)
    {
        if (!Applies(row)) return default;
        var text = _constant ?? (_columns.Length == 1 ? Plain(row, _columns[0]) : Joined(row));
        return _values is not null && !text.IsEmpty ? Translated(text) : _comma ? Pointed(text) : text;
    }

    /// <summary>Whether the field counts in the current row.</summary>
    public bool Applies(CsvReader row) => _when is not { } when || when.Is.Contains(Utf8Trim.Trim(row.GetSpan(when.Column)));

    /// <summary>One column's text, trimmed; empty where it is missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Plain(CsvReader row, int column)
    {
        var text = Utf8Trim.Trim(row.GetSpan(column));
        if (_missing is not null && _missing.Contains(text)) return default;
        return _comma && Start is not null ? Pointed(text) : text;
    }

    private ReadOnlySpan<byte> Pointed(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny((byte)',', (byte)'.', (byte)' ')) return text;
        if (_pointed.Length < text.Length) _pointed = new byte[text.Length + 64];
        return NumberText.WithPoint(text, _pointed);
    }

    // A part that is blank makes nothing of the whole: half a date is no date.
    private ReadOnlySpan<byte> Joined(CsvReader row)
    {
        var length = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            var part = Plain(row, _columns[i]);
            if (part.IsEmpty && RecordFields.IsInstant(Field)) return default;
            var needed = length + _join.Length + part.Length;
            if (needed > _joined.Length) Array.Resize(ref _joined, Math.Max(needed, 256));
            if (length > 0 && !part.IsEmpty)
            {
                _join.CopyTo(_joined, length);
                length += _join.Length;
            }

            part.CopyTo(_joined.AsSpan(length));
            length += part.Length;
        }

        return _joined.AsSpan(0, length);
    }

    private ReadOnlySpan<byte> Translated(ReadOnlySpan<byte> text)
    {
        if (text.Length > 256) return _otherwise ?? text;
        Span<char> buffer = stackalloc char[256];
        var chars = buffer[..Encoding.UTF8.GetChars(text, buffer)];
        return _values!.Value.TryGetValue(chars, out var value) ? value : _otherwise ?? text;
    }

    private static string Labelled(string name, FieldRule rule, Header header)
    {
        var columns = rule.Columns.Select(c => header.Find(c) is { } place ? $"\"{header.Names[place]}\"" : c.ToString()).ToList();
        return columns.Count == 1 && columns[0] == $"\"{name}\"" ? $"Column {columns[0]}"
            : columns.Count == 0 ? $"The map's {name}"
            : $"Column {string.Join(" and ", columns)} ({name})";
    }
}

/// <summary>A few texts, compared in any case with UTF-8 text.</summary>
internal sealed class TextSet(IEnumerable<string> texts)
{
    private readonly (string Text, byte[] Utf8)[] _texts = [.. texts.Select(t => (t, Encoding.UTF8.GetBytes(t)))];

    public bool Contains(ReadOnlySpan<byte> text)
    {
        foreach (var (wide, utf8) in _texts)
        {
            if (text.SequenceEqual(utf8) || Ascii.EqualsIgnoreCase(text, utf8)) return true;
            // Beyond ASCII a text and its other case may differ in length.
            if (!Ascii.IsValid(utf8) && text.Length <= 4 * wide.Length && string.Equals(Encoding.UTF8.GetString(text), wide, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
