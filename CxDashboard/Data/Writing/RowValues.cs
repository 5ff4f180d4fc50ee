using System.Runtime.CompilerServices;
using System.Text;
using SQLitePCL;

namespace CxDashboard.Data.Writing;

/// <summary>
/// The column values of records as SQLite will hold them, row after row, so that binding and comparing agree to the byte: text
/// that is not valid Unicode, for example, is stored with its replacement and is equal to it the next time. Only what is known
/// takes room: 16 bytes a value, and its text.
/// </summary>
/// <param name="columns">How many values a row has, the unknown ones among them.</param>
internal sealed class RowValues(int columns)
{
    private readonly List<int> _starts = [];
    private Value[] _values = new Value[64];
    private byte[] _text = Pinned(4096);
    private int _textLength;
    private int _count;
    private int _from;
    private int _to;
    private byte _column;

    // A value, or where its text stands and how long it is.
    private struct Value
    {
        public byte Column;

        /// <summary>One of SQLite's type codes.</summary>
        public byte Type;
        public int Length;
        public long Bits;
    }

    /// <summary>How many rows there are.</summary>
    public int Rows => _starts.Count;

    /// <summary>How many bytes of text they hold.</summary>
    public int TextLength => _textLength;

    /// <summary>The current row's first value, which is a known number.</summary>
    public long First
    {
        get => _values[_from].Bits;
        set => _values[_from].Bits = value;
    }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        _starts.Clear();
        (_count, _textLength, _from, _to) = (0, 0, 0, 0);
    }

    /// <summary>Begins another row, which is the current one; its values are added next, each once, in order.</summary>
    public void Begin()
    {
        _starts.Add(_count);
        (_from, _to, _column) = (_count, _count, 0);
    }

    /// <summary>Makes a row the current one. Nothing can be added to it any more.</summary>
    public void Select(int row) => (_from, _to) = (_starts[row], row + 1 < _starts.Count ? _starts[row + 1] : _count);

    public void Add(long? value)
    {
        if (value is { } known) Next(raw.SQLITE_INTEGER).Bits = known;
        else _column++;
    }

    public void Add(bool? value) => Add(value is null ? null : value.Value ? 1L : 0L);

    /// <summary>SQLite has no "not a number": it stores null, so it is null here too.</summary>
    public void Add(double? value)
    {
        if (value is { } known && !double.IsNaN(known)) Next(raw.SQLITE_FLOAT).Bits = BitConverter.DoubleToInt64Bits(known);
        else _column++;
    }

    public void Add(string? value)
    {
        if (value is null)
        {
            _column++;
            return;
        }

        var room = _textLength + (value.Length * 3);
        if (room > _text.Length) Enlarge(room);
        ref var slot = ref Next(raw.SQLITE_TEXT);
        slot.Bits = _textLength;
        slot.Length = Encoding.UTF8.GetBytes(value, _text.AsSpan(_textLength));
        _textLength += slot.Length;
    }

    /// <summary>Binds every value but the nulls, which a statement that was reset has already. They must stay here until the next reset.</summary>
    /// <param name="statement">Where to.</param>
    /// <param name="firstParameter">What <paramref name="fromColumn"/> is bound to.</param>
    /// <param name="fromColumn">The first column to bind.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void BindTo(Statement statement, int firstParameter, int fromColumn = 0)
    {
        var shift = firstParameter - fromColumn;
        for (var i = _from; i < _to; i++)
        {
            ref var value = ref _values[i];
            if (value.Column >= fromColumn) Bind(statement, value.Column + shift, value);
        }
    }

    /// <summary>Binds one of the first values, before which there is no null.</summary>
    public void BindOne(Statement statement, int parameter, int column) => Bind(statement, parameter, _values[_from + column]);

    /// <summary>Whether the row that a statement stands on holds exactly these values from <paramref name="firstColumn"/> on.</summary>
    public bool AreEqual(Statement row, int firstColumn)
    {
        var at = _from;
        for (var i = 0; i < columns; i++)
        {
            var (column, type) = (firstColumn + i, row.Type(firstColumn + i));
            if (at == _to || _values[at].Column != i)
            {
                if (type != raw.SQLITE_NULL) return false;
                continue;
            }

            ref var value = ref _values[at++];
            if (type != value.Type) return false;
            if (type == raw.SQLITE_INTEGER && row.Integer(column) != value.Bits) return false;
            if (type == raw.SQLITE_TEXT && !row.Utf8(column).SequenceEqual(_text.AsSpan((int)value.Bits, value.Length))) return false;
            if (type == raw.SQLITE_FLOAT && !row.Real(column).Equals(BitConverter.Int64BitsToDouble(value.Bits))) return false;
        }

        return true;
    }

    // Text is not copied: it is pinned, and stays where it is while it is bound.
    private void Bind(Statement statement, int parameter, in Value value)
    {
        if (value.Type == raw.SQLITE_INTEGER) statement.Bind(parameter, value.Bits);
        else if (value.Type == raw.SQLITE_TEXT) statement.BindPinned(parameter, _text.AsSpan((int)value.Bits, value.Length));
        else statement.Bind(parameter, BitConverter.Int64BitsToDouble(value.Bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Value Next(int type)
    {
        if (_count == _values.Length) Array.Resize(ref _values, 2 * _count);
        ref var slot = ref _values[_count++];
        slot.Column = _column++;
        slot.Type = (byte)type;
        _to = _count;
        return ref slot;
    }

    private void Enlarge(int room)
    {
        var larger = Pinned(Math.Max(room, _text.Length * 2));
        _text.AsSpan(0, _textLength).CopyTo(larger);
        _text = larger;
    }

    private static byte[] Pinned(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);
}
