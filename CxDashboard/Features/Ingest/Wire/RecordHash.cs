using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CxDashboard.Features.Ingest.Wire;

/// <summary>The identity of a record without an id: the same hash that the same record has as a row of a file.</summary>
/// <seealso cref="Reading.RowHash"/>
internal sealed class RecordHash
{
    private readonly List<(string Name, byte[] Text)> _texts = [];

    /// <summary>A known field by its standard header, or an extra one; not blank.</summary>
    public void Add(string name, ReadOnlySpan<byte> text) => _texts.Add((name, text.ToArray()));

    public string Of()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        foreach (var (name, text) in _texts.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Write(buffer, Encoding.UTF8.GetBytes(name));
            Write(buffer, text);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(4), text.Length);
        buffer.Advance(4);
        buffer.Write(text);
    }
}
