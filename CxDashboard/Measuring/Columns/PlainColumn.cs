using System.Runtime.InteropServices;

namespace CxDashboard.Measuring.Columns;

/// <summary>One value of a fixed width for each row. A part that was never written holds defaults and takes no room.</summary>
internal sealed class PlainColumn<T>
    where T : unmanaged
{
    private T[]?[] _parts = [];

    /// <summary>Bytes of memory that it holds.</summary>
    public long Bytes => _parts.Sum(p => p is null ? 0L : Buffer.ByteLength(p));

    public T this[int row]
    {
        get => row >> Part.Bits < _parts.Length && _parts[row >> Part.Bits] is { } part ? part[row & Part.Mask] : default;
        set => (Part.At(ref _parts, row >> Part.Bits) ??= new T[Part.Rows])[row & Part.Mask] = value;
    }

    /// <summary>The values of a part; null where it was never written.</summary>
    public T[]? Of(int part) => part < _parts.Length ? _parts[part] : null;

    /// <summary>Makes room for so many parts, after which different rows may be set at once from several threads.</summary>
    public void Prepare(int parts)
    {
        for (var p = 0; p < parts; p++) Part.At(ref _parts, p) ??= new T[Part.Rows];
    }

    public void Write(BinaryWriter writer, int parts)
    {
        for (var p = 0; p < parts; p++)
        {
            writer.Write(Of(p) is not null);
            if (Of(p) is { } part) writer.Write(MemoryMarshal.AsBytes(part.AsSpan()));
        }
    }

    public static PlainColumn<T> Read(ColumnReader reader, int parts)
    {
        var column = new PlainColumn<T> { _parts = new T[parts][] };
        for (var p = 0; p < parts; p++)
        {
            if (!reader.ReadBoolean()) continue;
            column._parts[p] = reader.ReadArray<T>(Part.Rows);
        }

        return column;
    }
}
