using System.Runtime.InteropServices;

namespace CxDashboard.Measuring.Columns;

/// <summary>A text field of the records: its different texts, and the code of one for each row. Code 0 is unknown.</summary>
internal sealed class Dimension
{
    private readonly List<int> _rowsOf = [0];

    public TextTable Texts { get; private init; } = new();

    public CodeColumn Codes { get; private init; } = new();

    /// <summary>How many codes there are, unknown among them.</summary>
    public int Count => Texts.Count;

    public int this[int row] => Codes[row];

    /// <summary>How many rows have a code.</summary>
    public int RowsOf(int code) => code < _rowsOf.Count ? _rowsOf[code] : 0;

    /// <summary>Gives a row a code, in place of nothing.</summary>
    public void Put(int row, int code)
    {
        Codes[row] = code;
        AddTo(code, 1);
    }

    /// <summary>Takes a row's code away.</summary>
    public void Take(int row)
    {
        AddTo(Codes[row], -1);
        Codes[row] = 0;
    }

    public void Write(BinaryWriter writer, int parts)
    {
        Texts.Write(writer);
        Codes.Write(writer, parts);
        writer.Write(_rowsOf.Count);
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_rowsOf)));
    }

    public static Dimension Read(ColumnReader reader, int parts)
    {
        var dimension = new Dimension { Texts = TextTable.Read(reader), Codes = CodeColumn.Read(reader, parts) };
        dimension._rowsOf.Clear();
        dimension._rowsOf.AddRange(reader.ReadList<int>());
        return dimension;
    }

    private void AddTo(int code, int by)
    {
        if (code >= _rowsOf.Count) CollectionsMarshal.SetCount(_rowsOf, code + 1);
        _rowsOf[code] += by;
    }
}
