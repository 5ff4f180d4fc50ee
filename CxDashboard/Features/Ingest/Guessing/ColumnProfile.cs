using System.Globalization;
using System.Text;
using CxDashboard.Features.Ingest.Reading;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>
/// What a whole column holds, gathered value by value: how many are blank, how many differ, which shapes, which numbers, the first of its values. Its memory is bounded:
/// about 3 MB where everything differs.
/// </summary>
/// <param name="place">From 0.</param>
/// <param name="name">The header.</param>
internal sealed class ColumnProfile(int place, string name)
{
    private const int MostDistinct = 100_000, MostValues = 400, MostShapes = 60, MostExamples = 3, LongestValue = 60;

    // In any case; blank is missing anyway.
    private static readonly string[] MissingWords = ["?", "n/a", "na", "#n/a", "-", "--", "null", "(null)", "none", "nil", "nan", "\\N", "unknown", "not available"];

    private readonly HashSet<ulong> _distinct = [];
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShapeTally> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _missing = new(StringComparer.OrdinalIgnoreCase);
    private bool _shapesEnded, _valuesEnded;
    private ulong _last;

    public int Place { get; } = place;
    public string Name { get; } = name;

    /// <summary>Values that say something.</summary>
    public long Known { get; private set; }
    public long Blank { get; private set; }

    /// <summary>Texts that usually mean "unknown", as the file writes them, with how often.</summary>
    public IReadOnlyDictionary<string, long> Missing => _missing;

    /// <summary>How many different values; exact up to <see cref="IsManyDistinct"/>.</summary>
    public int Distinct => _distinct.Count;

    /// <summary>Whether there are more different values than were counted.</summary>
    public bool IsManyDistinct => _distinct.Count >= MostDistinct;

    /// <summary>Every value with how often it stands there; null where there are more than a person would read.</summary>
    public IReadOnlyDictionary<string, long>? Values => _valuesEnded ? null : _values;

    /// <summary>The shapes by how often; null where the column is words.</summary>
    public IReadOnlyList<ShapeTally> Shapes => [.. _shapes.Values.OrderByDescending(s => s.Count)];

    /// <summary>Values of the listed shapes.</summary>
    public long Shaped { get; private set; }

    /// <summary>The first different values.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>Values that are numbers with a point, or whole.</summary>
    public long Numbers { get; private set; }

    /// <summary>Values that are numbers only with a decimal comma.</summary>
    public long CommaNumbers { get; private set; }

    /// <summary>Numbers that are whole.</summary>
    public long Whole { get; private set; }
    public double Least { get; private set; } = double.PositiveInfinity;
    public double Most { get; private set; } = double.NegativeInfinity;
    public long Emails { get; private set; }
    public long Phones { get; private set; }

    /// <summary>Values of five words and more.</summary>
    public long Sentences { get; private set; }

    /// <summary>Numbers written with an exponent, or of more digits than a spreadsheet keeps that end in zeros: 4.8E+15.</summary>
    public long Rounded { get; private set; }

    /// <summary>Values that equal the one before.</summary>
    public long Repeats { get; private set; }

    /// <summary>The share of rows that say something.</summary>
    public double Filled => Known + Blank + _missing.Values.Sum() is var all and > 0 ? Known / (double)all : 0;

    /// <summary>Whether nearly all that is known fits.</summary>
    public bool IsMostly(long fitting) => Known > 0 && fitting >= 0.98 * Known;

    public void Add(ReadOnlySpan<byte> raw)
    {
        var text = Utf8Trim.Trim(raw);
        if (text.IsEmpty)
        {
            Blank++;
            return;
        }

        if (text.Length <= 13 && MissingWord(text) is { } word)
        {
            _missing[word] = _missing.GetValueOrDefault(word) + 1;
            return;
        }

        Known++;
        var hash = TextHash.Of(text);
        if (hash == _last && Known > 1) Repeats++;
        _last = hash;
        var isNew = !IsManyDistinct && _distinct.Add(hash);
        if (isNew && Examples.Count < MostExamples) Examples.Add(Shorten(text));
        if (!_valuesEnded) AddValue(text, isNew);
        AddShape(text);
        AddNumber(text);
        if (text.Contains((byte)'@') && IsEmail(text)) Emails++;
        if (Words(text) >= 5) Sentences++;
    }

    private void AddValue(ReadOnlySpan<byte> text, bool isNew)
    {
        if (text.Length > LongestValue || (isNew && _values.Count == MostValues))
        {
            _valuesEnded = true;
            _values.Clear();
            return;
        }

        var value = Encoding.UTF8.GetString(text);
        _values[value] = _values.GetValueOrDefault(value) + 1;
    }

    private void AddShape(ReadOnlySpan<byte> text)
    {
        if (_shapesEnded) return;
        Span<char> key = stackalloc char[2 * ValueShape.Longest];
        Span<int> groups = stackalloc int[ValueShape.MostGroups];
        var shape = new ValueShape(key, groups);
        if (!shape.TryRead(text)) return;
        if (shape.Groups >= 3 && text[0] == '+') Phones++;
        var lookup = _shapes.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(shape.Key, out var tally))
        {
            if (_shapes.Count == MostShapes)
            {
                (_shapesEnded, Shaped) = (true, 0);
                _shapes.Clear();
                return;
            }

            tally = new ShapeTally(shape.Key.ToString(), Shorten(text));
            _shapes.Add(tally.Key, tally);
        }

        tally.Add(groups[..shape.Groups]);
        Shaped++;
    }

    private void AddNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length > 24 || !(char.IsAsciiDigit((char)text[0]) || text[0] is (byte)'-' or (byte)'+' or (byte)'.')) return;
        if (!NumberText.TryDouble(text, out var number))
        {
            if (!text.Contains((byte)',') || !NumberText.TryCommaDecimal(text, out var comma)) return;
            CommaNumbers++;
            number = (double)comma;
        }
        else
        {
            Numbers++;
        }

        if (Math.Abs(number % 1) < 1e-12) Whole++;
        (Least, Most) = (Math.Min(Least, number), Math.Max(Most, number));
        if (text.ContainsAny((byte)'E', (byte)'e') || (text.Length >= 16 && text.EndsWith("00"u8))) Rounded++;
    }

    private static string? MissingWord(ReadOnlySpan<byte> text)
    {
        foreach (var word in MissingWords)
        {
            if (Ascii.EqualsIgnoreCase(text, word)) return Encoding.UTF8.GetString(text);
        }

        return null;
    }

    private static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.IndexOf((byte)'@');
        return at > 0 && text.LastIndexOf((byte)'@') == at && text[at..].Contains((byte)'.') && !text.Contains((byte)' ');
    }

    private static int Words(ReadOnlySpan<byte> text) => text.Count((byte)' ') + 1;

    private static string Shorten(ReadOnlySpan<byte> text)
    {
        var whole = Encoding.UTF8.GetString(text);
        return whole.Length <= LongestValue ? whole : string.Create(CultureInfo.InvariantCulture, $"{whole[..(LongestValue - 1)]}…");
    }
}
