using System.Runtime.InteropServices;

namespace CxDashboard.Measuring.Columns;

/// <summary>
/// A whole number or nothing for each row, in as few bytes as the numbers of a part need; numbers beyond half a thousand
/// million stand in a list of their own.
/// </summary>
internal sealed class NumberColumn
{
    private const int Far = 1 << 30;

    private readonly List<long> _far = [];
    private CodeColumn _codes = new();

    public long Bytes => _codes.Bytes + (8L * _far.Capacity);

    /// <summary>Whether no row has a number.</summary>
    public bool IsEmpty => _codes.Bytes == 0;

    public long? this[int row]
    {
        get => Decode(_codes[row]);
        set => _codes[row] = Encode(value);
    }

    public void Write(BinaryWriter writer, int parts)
    {
        writer.Write(_far.Count);
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_far)));
        _codes.Write(writer, parts);
    }

    public static NumberColumn Read(ColumnReader reader, int parts)
    {
        var column = new NumberColumn();
        column._far.AddRange(reader.ReadList<long>());
        column._codes = CodeColumn.Read(reader, parts);
        return column;
    }

    private long? Decode(int code)
    {
        if (code == 0) return null;
        if ((code & Far) != 0) return _far[code & ~Far];
        var folded = code - 1;
        return (folded >> 1) ^ -(folded & 1);
    }

    // Negative numbers are folded between the others: 0, −1, 1, −2 …
    private int Encode(long? value)
    {
        if (value is not { } number) return 0;
        if (number is > -(Far / 2) + 1 and < (Far / 2) - 1) return (int)((number << 1) ^ (number >> 63)) + 1;
        _far.Add(number);
        return (_far.Count - 1) | Far;
    }
}
