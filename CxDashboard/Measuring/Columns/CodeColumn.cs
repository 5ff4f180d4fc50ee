using System.Runtime.InteropServices;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// One small integer for each row, from 0. A part is as wide as its largest code needs: 1, 2 or 4 bytes a row, and nothing
/// where all of it is 0.
/// </summary>
internal sealed class CodeColumn
{
    private Array?[] _parts = [];

    /// <summary>Bytes of memory that it holds.</summary>
    public long Bytes => _parts.Sum(p => p is null ? 0L : Buffer.ByteLength(p));

    public int this[int row]
    {
        get
        {
            var part = row >> Part.Bits;
            if (part >= _parts.Length) return 0;
            var i = row & Part.Mask;
            return _parts[part] switch
            {
                byte[] narrow => narrow[i],
                ushort[] middle => middle[i],
                int[] wide => wide[i],
                _ => 0,
            };
        }

        set
        {
            ref var part = ref Part.At(ref _parts, row >> Part.Bits);
            var i = row & Part.Mask;
            if (part is null)
            {
                if (value == 0) return;
                part = value <= byte.MaxValue ? new byte[Part.Rows] : value <= ushort.MaxValue ? new ushort[Part.Rows] : new int[Part.Rows];
            }
            else if ((value > byte.MaxValue && part is byte[]) || (value > ushort.MaxValue && part is ushort[]))
            {
                part = Widen(part, value);
            }

            switch (part)
            {
                case byte[] narrow: narrow[i] = (byte)value; break;
                case ushort[] middle: middle[i] = (ushort)value; break;
                case int[] wide: wide[i] = value; break;
            }
        }
    }

    /// <summary>A part's array of <see cref="byte"/>, <see cref="ushort"/> or <see cref="int"/>; null where all is 0.</summary>
    public Array? Of(int part) => part < _parts.Length ? _parts[part] : null;

    /// <summary>The codes of a part, as integers.</summary>
    public void Expand(int part, Span<int> into)
    {
        switch (part < _parts.Length ? _parts[part] : null)
        {
            case byte[] narrow:
                Wide.Expand(narrow, into);
                break;
            case ushort[] middle:
                Wide.Expand(middle, into);
                break;
            case int[] wide:
                wide.AsSpan(0, into.Length).CopyTo(into);
                break;
            default:
                into.Clear();
                break;
        }
    }

    public void Write(BinaryWriter writer, int parts)
    {
        for (var p = 0; p < parts; p++)
        {
            var part = p < _parts.Length ? _parts[p] : null;
            writer.Write((byte)(part switch { byte[] => 1, ushort[] => 2, int[] => 4, _ => 0 }));
            if (part is not null) writer.Write(Raw(part));
        }
    }

    public static CodeColumn Read(ColumnReader reader, int parts)
    {
        var column = new CodeColumn { _parts = new Array?[parts] };
        for (var p = 0; p < parts; p++)
        {
            column._parts[p] = reader.ReadByte() switch
            {
                0 => null,
                1 => reader.ReadArray<byte>(Part.Rows),
                2 => reader.ReadArray<ushort>(Part.Rows),
                4 => reader.ReadArray<int>(Part.Rows),
                var width => throw new InvalidDataException($"A column is {width} bytes wide."),
            };
        }

        return column;
    }

    private static Span<byte> Raw(Array part) => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(part), Buffer.ByteLength(part));

    private static Array Widen(Array part, int value)
    {
        if (value > ushort.MaxValue)
        {
            var wide = new int[Part.Rows];
            for (var i = 0; i < wide.Length; i++) wide[i] = part is byte[] b ? b[i] : ((ushort[])part)[i];
            return wide;
        }

        var middle = new ushort[Part.Rows];
        for (var i = 0; i < middle.Length; i++) middle[i] = ((byte[])part)[i];
        return middle;
    }
}
