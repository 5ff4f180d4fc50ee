using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Writes the kept columns of a row as one JSON object of strings. Names are in ordinal order, so that the same row from a
/// file with another order of columns is the same text; blank and missing ones are left out.
/// </summary>
internal sealed class ExtraFields
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (byte)i), (byte)'"', (byte)'\\', 0x7F]);
    private readonly (int Column, string Name, byte[] Key)[] _columns;
    private readonly TextSet? _missing;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly StringCache _strings = new();

    public ExtraFields(IEnumerable<(int Column, string Name)> columns, TextSet? missing)
    {
        _columns = [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => (c.Column, c.Name, Key(c.Name)))];
        _missing = missing;
    }

    public string? Read(CsvReader row)
    {
        _buffer.ResetWrittenCount();
        foreach (var (column, _, key) in _columns)
        {
            var text = Utf8Trim.Trim(row.GetSpan(column));
            if (IsBlank(text)) continue;
            _buffer.Write(_buffer.WrittenCount == 0 ? "{"u8 : ","u8);
            _buffer.Write(key);
            WriteText(_buffer, text);
            _buffer.Write("\""u8);
        }

        if (_buffer.WrittenCount == 0) return null;
        _buffer.Write("}"u8);
        return _strings.Get(_buffer.WrittenSpan);
    }

    /// <summary>The names of those that are blank or missing in a row.</summary>
    public IEnumerable<(int Column, string Name)> Blank(CsvReader row) => _columns.Where(c => IsBlank(Utf8Trim.Trim(row.GetSpan(c.Column)))).Select(c => (c.Column, c.Name));

    private bool IsBlank(ReadOnlySpan<byte> text) => text.IsEmpty || (_missing is not null && _missing.Contains(text));

    /// <summary>Writes a text as it stands between its quotes: the same text is the same bytes, wherever it came from.</summary>
    internal static void WriteText(IBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(Special)) buffer.Write(text);
        else buffer.Write(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
    }

    private static byte[] Key(string name) =>
        [(byte)'"', .. JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes, .. "\":\""u8];
}
