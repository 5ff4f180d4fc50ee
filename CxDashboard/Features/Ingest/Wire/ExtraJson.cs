using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>
/// The extra fields of one record, laid out flat as files of JSON are: what is inside an object becomes "via.channel", an array
/// of plain values its values with commas between, any other array its own JSON, null nothing.
/// </summary>
internal sealed class ExtraJson
{
    private const int Most = 500, LongestName = 500;
    private readonly List<Kept> _kept = [];
    private readonly ArrayBufferWriter<byte> _texts = new(512);
    private readonly ArrayBufferWriter<byte> _json = new(512);
    private readonly StringCache _strings = new();
    private bool _sorted;

    private readonly record struct Kept(string Name, int Start, int Length, bool IsNull);

    /// <summary>Forgets the last record.</summary>
    public void Clear()
    {
        _kept.Clear();
        _texts.ResetWrittenCount();
        _sorted = true;
    }

    /// <summary>Keeps the value on which the reader stands, and moves to its end.</summary>
    /// <returns>What is wrong with it, as a sentence, or null.</returns>
    public string? Read(ref Utf8JsonReader reader, string name)
    {
        // Before what is inside: a name of megabytes would be written out for each of a million names in it.
        if (name.Length > LongestName || _kept.Count == Most)
        {
            reader.Skip();
            return _kept.Count == Most ? $"There are more than {Most} extra fields here; leave some out." : $"A name has more than {LongestName} characters; write a shorter one.";
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            string? wrong = null;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                if (TextOf(ref reader) is { } inner)
                {
                    reader.Read();
                    wrong = Read(ref reader, $"{name}.{inner}") ?? wrong;
                }
                else
                {
                    wrong = "A name in it is no valid Unicode: half of a pair stands alone in it.";
                    reader.Read();
                    reader.Skip();
                }
            }

            return wrong;
        }

        return Keep(ref reader, name.Trim());
    }

    /// <summary>The name that stands more than once, or null.</summary>
    public string? Twice()
    {
        Sort();
        for (var i = 1; i < _kept.Count; i++)
        {
            if (_kept[i].Name == _kept[i - 1].Name) return _kept[i].Name;
        }

        return null;
    }

    /// <summary>What was named, in the order of the names; null for what is blank.</summary>
    public List<(string Name, string? Text)> Named()
    {
        Sort();
        return [.. _kept.Select(k => (k.Name, TextOf(k) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null))];
    }

    /// <summary>One JSON object of strings, as files keep it; null where there is nothing in it.</summary>
    public string? Write()
    {
        if (_kept.Count == 0) return null;
        Sort();
        _json.ResetWrittenCount();
        foreach (var kept in _kept)
        {
            if (TextOf(kept) is { IsEmpty: false } text) WriteOne(_json, kept.Name, text);
        }

        return End(_json) ? _strings.Get(_json.WrittenSpan) : null;
    }

    /// <summary>Such an object of names and texts.</summary>
    public static string? Write(IEnumerable<KeyValuePair<string, string>> texts)
    {
        var json = new ArrayBufferWriter<byte>(512);
        foreach (var (name, text) in texts.OrderBy(t => t.Key, StringComparer.Ordinal)) WriteOne(json, name, Encoding.UTF8.GetBytes(text));
        return End(json) ? Encoding.UTF8.GetString(json.WrittenSpan) : null;
    }

    private string? Keep(ref Utf8JsonReader reader, string name)
    {
        var start = _texts.WrittenCount;
        try
        {
            if (reader.TokenType == JsonTokenType.StartArray) WriteArray(ref reader);
            else if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped) _texts.Advance(reader.CopyString(_texts.GetSpan(reader.ValueSpan.Length)));
            else if (reader.TokenType != JsonTokenType.Null) _texts.Write(reader.ValueSpan);
        }
        catch (InvalidOperationException)
        {
            return "It is no valid Unicode: half of a pair stands alone in it.";
        }

        _kept.Add(new Kept(name, start, _texts.WrittenCount - start, reader.TokenType == JsonTokenType.Null));
        _sorted = false;
        return null;
    }

    private void WriteArray(ref Utf8JsonReader reader)
    {
        using var array = JsonDocument.ParseValue(ref reader);
        var values = array.RootElement.EnumerateArray().ToList();
        if (values.Exists(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            WriteCompact(Encoding.UTF8.GetBytes(array.RootElement.GetRawText()));
            return;
        }

        var texts = values.Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.ValueKind == JsonValueKind.String ? v.GetString() : v.GetRawText());
        _texts.Write(Encoding.UTF8.GetBytes(string.Join(", ", texts)));
    }

    // The same array is the same text, however it was indented.
    private void WriteCompact(ReadOnlySpan<byte> json)
    {
        var output = _texts.GetSpan(json.Length);
        var (length, quoted) = (0, false);
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (!quoted && b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' && !quoted) continue;
            output[length++] = b;
            if (b == '"') quoted = !quoted;
            else if (b == '\\' && quoted) output[length++] = json[++i];
        }

        _texts.Advance(length);
    }

    private ReadOnlySpan<byte> TextOf(Kept kept) => Utf8Trim.Trim(_texts.WrittenSpan.Slice(kept.Start, kept.Length));

    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Sort()
    {
        if (_sorted) return;
        _kept.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        _sorted = true;
    }

    private static void WriteOne(ArrayBufferWriter<byte> json, string name, ReadOnlySpan<byte> text)
    {
        json.Write(json.WrittenCount == 0 ? "{\""u8 : ",\""u8);
        json.Write(JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        json.Write("\":\""u8);
        ExtraFields.WriteText(json, text);
        json.Write("\""u8);
    }

    private static bool End(ArrayBufferWriter<byte> json)
    {
        if (json.WrittenCount == 0) return false;
        json.Write("}"u8);
        return true;
    }
}
