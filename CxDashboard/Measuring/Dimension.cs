namespace CxDashboard.Measuring;

/// <summary>
/// A dictionary-coded text column: one small integer for each interaction. Code 0 is unknown.
/// Texts are compared ordinally, as they came.
/// </summary>
internal sealed class Dimension
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string?> _names = [null];
    private int[] _column = [];

    /// <summary>How many codes there are, unknown among them.</summary>
    public int Count => _names.Count;

    /// <summary>The codes of all rows that were ever written.</summary>
    public ReadOnlySpan<int> Codes => _column;

    public int this[int row] => _column[row];

    public string? NameOf(int code) => _names[code];

    /// <summary>The code of a text, or -1 where no row ever had it.</summary>
    public int Find(string? text) => string.IsNullOrEmpty(text) ? 0 : _codes.GetValueOrDefault(text, -1);

    public void Set(int row, string? text)
    {
        if (row >= _column.Length) Array.Resize(ref _column, Column.Grown(_column.Length, row));
        _column[row] = Encode(text);
    }

    private int Encode(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        if (_codes.TryGetValue(text, out var code)) return code;
        code = _names.Count;
        _names.Add(text);
        _codes.Add(text, code);
        return code;
    }
}

/// <summary>How columns grow: doubling at first, then by an eighth, so that ten million rows do not need room for twenty.</summary>
internal static class Column
{
    public static int Grown(int length, int row) =>
        Math.Max(row + 1, length < 1 << 20 ? Math.Max(256, length * 2) : length + (length / 8));

    public static void Set<T>(ref T[] column, int row, T value)
    {
        if (row >= column.Length) Array.Resize(ref column, Grown(column.Length, row));
        column[row] = value;
    }
}
