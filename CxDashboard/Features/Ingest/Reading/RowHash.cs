using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// The identity of a row without an id: SHA-256 over its known fields, each as name and trimmed text with their lengths in
/// front, in ordinal order of the names. The same row twice is one interaction, in whatever order its columns stand.
/// </summary>
internal sealed class RowHash
{
    private readonly (int Column, byte[] Name)[] _columns;
    private readonly TextSet? _missing;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public RowHash(IEnumerable<(int Column, string Name)> columns, TextSet? missing)
    {
        _columns = [.. columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => (c.Column, Encoding.UTF8.GetBytes(c.Name)))];
        _missing = missing;
    }

    public string Of(CsvReader row)
    {
        _buffer.ResetWrittenCount();
        foreach (var (column, name) in _columns)
        {
            var text = Utf8Trim.Trim(row.GetSpan(column));
            if (text.IsEmpty || (_missing is not null && _missing.Contains(text))) continue;
            Write(name);
            Write(text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(_buffer.WrittenSpan));
    }

    private void Write(ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), text.Length);
        _buffer.Advance(4);
        _buffer.Write(text);
    }
}
