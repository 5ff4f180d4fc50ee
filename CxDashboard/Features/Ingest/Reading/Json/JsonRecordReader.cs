using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>
/// Lays a record out flat: what is inside an object becomes "via.channel", an array of plain values its values with commas
/// between, an array of anything else its own JSON, null nothing.
/// </summary>
internal sealed class JsonRecordReader(JsonColumns columns)
{
    private readonly ArrayBufferWriter<byte> _text = new(4096);
    private readonly ArrayBufferWriter<byte> _name = new(256);
    private (int Start, int Length, bool IsThere)[] _values = new (int, int, bool)[64];
    private int _used;

    /// <summary>Why the last record could not be read, or null.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>The text at a place of the columns, in UTF-8; valid until the next record.</summary>
    public ReadOnlySpan<byte> this[int place] => place < _used ? _text.WrittenSpan.Slice(_values[place].Start, _values[place].Length) : default;

    /// <summary>Whether the record has that name at all, be it null or blank.</summary>
    public bool Has(int place) => place < _used && _values[place].IsThere;

    /// <summary>Reads one record; false where it cannot be.</summary>
    public bool TryRead(ReadOnlySpan<byte> json)
    {
        _text.ResetWrittenCount();
        _name.ResetWrittenCount();
        Array.Clear(_values, 0, _used);
        (_used, Fault) = (0, null);
        if (!Utf8.IsValid(json)) return Fail("The record is not UTF-8", null);
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Fail("The record is not an object { … }", null);
            ReadObject(ref reader, json);
            // Anything behind it makes the reader throw.
            reader.Read();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Fail("The record is not readable JSON", JsonTokens.Reason(e));
        }
    }

    private bool Fail(string reason, string? detail)
    {
        Fault = new RowFault(reason + ".", detail is null ? reason + "." : $"{reason}: {detail}.");
        return false;
    }

    private void ReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var prefix = _name.WrittenCount;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (prefix > 0) _name.Write("."u8);
            WriteText(_name, ref reader);
            reader.Read();
            ReadValue(ref reader, json);
            Cut(prefix);
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, json);
            return;
        }

        var start = _text.WrittenCount;
        if (reader.TokenType == JsonTokenType.StartArray) ReadArray(ref reader, json);
        else WriteText(_text, ref reader);
        var length = _text.WrittenCount - start;
        var place = columns.PlaceOf(_name.WrittenSpan, length > 0);
        if (place >= _values.Length) Array.Resize(ref _values, Math.Max(place + 1, 2 * _values.Length));
        _used = Math.Max(_used, place + 1);
        _values[place] = (start, length, true);
    }

    private void ReadArray(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var (first, start) = ((int)reader.TokenStartIndex, _text.WrittenCount);
        var depth = reader.CurrentDepth;
        var plain = true;
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == depth))
        {
            plain &= reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject);
            if (!plain || reader.TokenType == JsonTokenType.Null) continue;
            if (_text.WrittenCount > start) _text.Write(", "u8);
            WriteText(_text, ref reader);
        }

        if (plain) return;
        Cut(_text, start);
        WriteCompact(json[first..(int)reader.BytesConsumed]);
    }

    private static void WriteText(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
        {
            output.Advance(reader.CopyString(output.GetSpan(reader.ValueSpan.Length)));
            return;
        }

        output.Write(reader.ValueSpan);
    }

    // The same array is the same text, however its file was indented.
    private void WriteCompact(ReadOnlySpan<byte> json)
    {
        var output = _text.GetSpan(json.Length);
        var (length, quoted) = (0, false);
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (!quoted && b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && !quoted) continue;
            output[length++] = b;
            if (b == '"') quoted = !quoted;
            else if (b == '\\' && quoted) output[length++] = json[++i];
        }

        _text.Advance(length);
    }

    private void Cut(int length) => Cut(_name, length);

    // The writer can only begin anew, so what stays is put back.
    private static void Cut(ArrayBufferWriter<byte> writer, int length)
    {
        if (writer.WrittenCount == length) return;
        var kept = writer.WrittenSpan[..length];
        writer.ResetWrittenCount();
        kept.CopyTo(writer.GetSpan(Math.Max(length, 1)));
        writer.Advance(length);
    }
}
