using System.Text.Json;
using CxDashboard.Api;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// Reads one record from JSON, straight from the bytes: every field means what the same text under its standard header means in
/// a CSV file, everything else is kept as an extra field as files of JSON keep it. For one thread; it is used again and again.
/// </summary>
internal sealed partial class RecordJson
{
    private readonly TimeZoneInfo _zone;
    private readonly StringCache _strings = new();
    private readonly ExtraJson _extra = new();
    private readonly List<ApiFault> _faults = [];
    private readonly List<ApiFault> _leftOut = [];
    private byte[] _text = new byte[256], _name = new byte[64];
    private ulong _named;
    private int _place;
    private RecordHash? _hash;
    private RecordDraft _draft;

    /// <param name="zone">Of local times without an offset.</param>
    public RecordJson(TimeZoneInfo zone) => _zone = zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? TimeZoneInfo.Utc : zone;

    /// <summary>What keeps the record, or the correction, that was read last from being taken.</summary>
    public IReadOnlyList<ApiFault> Faults => _faults;

    /// <summary>The answers that were left out of it, because they are not on their scale.</summary>
    public IReadOnlyList<ApiFault> LeftOut => _leftOut;

    /// <summary>What was read.</summary>
    public ref RecordDraft Draft => ref _draft;

    /// <summary>What is wrong with a rating that is no number, where only records leave it out.</summary>
    public string? BadRating => _badRating?.Detail;

    /// <summary>Of local times without an offset.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>A bit for each field that was named, be it with null.</summary>
    public ulong Named => _named;

    /// <summary>Whether a field was named, be it with null.</summary>
    public bool Names(RecordField field) => (_named & (1UL << (int)field)) != 0;

    /// <summary>
    /// Reads the object on which the reader stands, to its end. False where it has a fault; the reader is behind it all the same.
    /// </summary>
    /// <param name="reader">On the value.</param>
    /// <param name="place">Where it stands in an array, from 0; below 0 where it stands alone.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public bool TryRead(ref Utf8JsonReader reader, int place)
    {
        var start = reader;
        if (TryReadFields(ref reader, place) && _draft.OpenedAt is null) Fail(FieldNames.Of(RecordField.OpenedAt), "openedAt is missing: a record needs the time at which it was opened.");
        if (_faults.Count > 0) return false;
        Rate();
        if (_draft.ExternalId is null) IdentifyByHash(start);
        _draft.Extra = _extra.Write();
        return true;
    }

    /// <summary>Reads an object that need not be a whole record: the fields of a correction, or of a part.</summary>
    /// <inheritdoc cref="TryRead"/>
    public bool TryReadFields(ref Utf8JsonReader reader, int place)
    {
        _draft = default;
        (_named, _place, _badRating) = (0, place, null);
        _faults.Clear();
        _leftOut.Clear();
        _extra.Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Fail(null, "This is not an object { … }, which a record is.");
            reader.Skip();
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject) ReadProperty(ref reader);
        if (_extra.Twice() is { } twice) Fail(twice, $"{twice} stands here twice; send it once.");
        return _faults.Count == 0;
    }

    /// <summary>The extra fields that were named, in the order of their names; null takes one away.</summary>
    public IReadOnlyList<(string Name, string? Text)> Extras() => _extra.Named();

    /// <summary>A fault of what was read last that was found later.</summary>
    public void Fail(string? name, string detail) => _faults.Add(new ApiFault(PathOf(name), detail));

    private void ReadProperty(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            var length = Unescape(ref reader, ref _name, null);
            if (length < 0)
            {
                reader.Read();
                reader.Skip();
                return;
            }

            name = _name.AsSpan(0, length);
        }

        var found = FieldNames.Find(name);
        var extra = found is null ? _strings.Get(Utf8Trim.Trim(name)) : "";
        reader.Read();
        if (found is not { } field)
        {
            ReadExtra(ref reader, extra);
            return;
        }

        var label = FieldNames.Of(field);
        if (Names(field)) Fail(label, $"{label} stands here twice; send it once.");
        _named |= 1UL << (int)field;
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
        {
            Fail(label, $"{label} is {(reader.TokenType == JsonTokenType.StartArray ? "an array" : "an object")}; send a text, a number, true, false or null.");
            reader.Skip();
            return;
        }

        var text = reader.TokenType == JsonTokenType.Null ? default : reader.ValueSpan;
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            var length = Unescape(ref reader, ref _text, label);
            if (length < 0) return;
            text = _text.AsSpan(0, length);
        }

        text = Utf8Trim.Trim(text);
        if (text.IsEmpty) return;
        _hash?.Add(RecordFields.NameOf(field), text);
        Apply(field, label, text);
    }

    private void ReadExtra(ref Utf8JsonReader reader, string name)
    {
        var wrong = name.Length == 0 ? "A name here is blank; give the field a name."
            : FieldNames.Nearly(name) is { } meant ? $"There is no field \"{name}\". Write it as {meant}."
            : null;
        if (wrong is null) wrong = _extra.Read(ref reader, name);
        else reader.Skip();
        if (wrong is not null) Fail(name.Length == 0 ? null : name, wrong);
    }

    // How long the text is; below 0 where it is none.
    private int Unescape(ref Utf8JsonReader reader, ref byte[] room, string? label)
    {
        if (room.Length < reader.ValueSpan.Length) room = new byte[reader.ValueSpan.Length];
        try
        {
            return reader.CopyString(room);
        }
        catch (InvalidOperationException)
        {
            Fail(label, $"{label ?? "A name here"} is no valid Unicode: half of a pair stands alone in it.");
            return -1;
        }
    }

    // Read once more, which hardly any sender needs, instead of keeping every text of every record.
    private void IdentifyByHash(Utf8JsonReader start)
    {
        var (draft, leftOut) = (_draft, _leftOut.ToArray());
        _hash = new RecordHash();
        TryReadFields(ref start, _place);
        foreach (var (name, text) in _extra.Named()) if (text is not null) _hash.Add(name, System.Text.Encoding.UTF8.GetBytes(text));
        (_draft, draft) = (draft, default);
        _leftOut.Clear();
        _leftOut.AddRange(leftOut);
        (_draft.ExternalId, _draft.ExternalIdIsHash) = (_hash.Of(), true);
        _hash = null;
    }

    private string PathOf(string? name)
    {
        var record = _place < 0 ? "$" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"$[{_place}]");
        return name is null ? record : $"{record}.{(name.Length > 80 ? name[..80] + "…" : name)}";
    }
}
