using System.Text;
using SQLitePCL;

namespace CxDashboard.Data.Writing;

/// <summary>
/// The column values of one record as SQLite will hold them, so that binding and comparing agree to the byte: text that is
/// not valid Unicode, for example, is stored with its replacement and is equal to it the next time.
/// </summary>
internal sealed class RowValues(int columns)
{
    private readonly Value[] _values = new Value[columns];
    private byte[] _text = new byte[4096];
    private int _textLength;
    private int _count;

    private struct Value
    {
        /// <summary>One of SQLite's type codes.</summary>
        public int Type;
        public long Integer;
        public double Real;
        public int Start;
        public int Length;
    }

    /// <summary>Forgets the last record.</summary>
    public void Clear()
    {
        _count = 0;
        _textLength = 0;
    }

    public void Add(long? value)
    {
        ref var slot = ref _values[_count++];
        slot.Type = value is null ? raw.SQLITE_NULL : raw.SQLITE_INTEGER;
        slot.Integer = value.GetValueOrDefault();
    }

    public void Add(bool? value) => Add(value is null ? null : value.Value ? 1L : 0L);

    /// <summary>SQLite has no "not a number": it stores null, so it is null here too.</summary>
    public void Add(double? value)
    {
        ref var slot = ref _values[_count++];
        slot.Type = value is null || double.IsNaN(value.Value) ? raw.SQLITE_NULL : raw.SQLITE_FLOAT;
        slot.Real = value.GetValueOrDefault();
    }

    public void Add(string? value)
    {
        ref var slot = ref _values[_count++];
        if (value is null)
        {
            slot.Type = raw.SQLITE_NULL;
            return;
        }

        var room = _textLength + (value.Length * 3);
        if (room > _text.Length) Array.Resize(ref _text, Math.Max(room, _text.Length * 2));
        slot.Type = raw.SQLITE_TEXT;
        slot.Start = _textLength;
        slot.Length = Encoding.UTF8.GetBytes(value, _text.AsSpan(_textLength));
        _textLength += slot.Length;
    }

    /// <summary>Binds every value but the nulls, which a statement that was reset has already.</summary>
    public void BindTo(Statement statement, int firstParameter, int fromColumn = 0)
    {
        for (var i = fromColumn; i < _count; i++)
        {
            ref var value = ref _values[i];
            var parameter = firstParameter + i - fromColumn;
            if (value.Type == raw.SQLITE_INTEGER) statement.Bind(parameter, value.Integer);
            else if (value.Type == raw.SQLITE_TEXT) statement.Bind(parameter, Utf8(value));
            else if (value.Type == raw.SQLITE_FLOAT) statement.Bind(parameter, value.Real);
        }
    }

    /// <summary>Binds one value, which is not null.</summary>
    public void BindOne(Statement statement, int parameter, int column)
    {
        ref var value = ref _values[column];
        if (value.Type == raw.SQLITE_TEXT) statement.Bind(parameter, Utf8(value));
        else statement.Bind(parameter, value.Integer);
    }

    /// <summary>Whether the row that a statement stands on holds exactly these values from <paramref name="firstColumn"/> on.</summary>
    public bool AreEqual(Statement row, int firstColumn)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var value = ref _values[i];
            var column = firstColumn + i;
            if (row.Type(column) != value.Type) return false;
            if (value.Type == raw.SQLITE_INTEGER && row.Integer(column) != value.Integer) return false;
            if (value.Type == raw.SQLITE_TEXT && !row.Utf8(column).SequenceEqual(Utf8(value))) return false;
            if (value.Type == raw.SQLITE_FLOAT && !row.Real(column).Equals(value.Real)) return false;
        }

        return true;
    }

    private ReadOnlySpan<byte> Utf8(in Value value) => _text.AsSpan(value.Start, value.Length);
}
