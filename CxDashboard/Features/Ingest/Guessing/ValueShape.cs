using System.Text;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>
/// How a text is made, without what it says: "22-04-15 1:16" is <c>2-2-2 1:2</c>, each run of digits by its length, each run of letters as <c>a</c> (a month's name as
/// <c>M</c> or <c>L</c>, AM or PM as <c>p</c>). Texts of one shape are read alike, so that a column of a million dates is a few shapes.
/// </summary>
internal ref struct ValueShape
{
    /// <summary>The longest text that has a shape: a longer one is words.</summary>
    public const int Longest = 40;

    /// <summary>Runs of digits whose numbers are kept.</summary>
    public const int MostGroups = 8;

    private readonly Span<char> _key;
    private readonly Span<int> _groups;

    /// <param name="key">Room for at least <see cref="Longest"/> characters.</param>
    /// <param name="groups">Room for <see cref="MostGroups"/> numbers.</param>
    public ValueShape(Span<char> key, Span<int> groups)
    {
        _key = key;
        _groups = groups;
    }

    /// <summary>Characters of the key.</summary>
    public int Length { get; private set; }

    /// <summary>Runs of digits found.</summary>
    public int Groups { get; private set; }

    public readonly ReadOnlySpan<char> Key => _key[..Length];

    /// <summary>Whether the text is short enough, and made of what numbers, dates and marks are made of.</summary>
    public bool TryRead(ReadOnlySpan<byte> text)
    {
        (Length, Groups) = (0, 0);
        if (text.Length > Longest) return false;
        for (var i = 0; i < text.Length;)
        {
            var c = (char)text[i];
            if (char.IsAsciiDigit(c))
            {
                var (from, value) = (i, 0);
                for (; i < text.Length && char.IsAsciiDigit((char)text[i]); i++) value = i - from < 9 ? (value * 10) + (text[i] - '0') : value;
                if (Groups == MostGroups) return false;
                _groups[Groups++] = value;
                // Twenty and more digits are all "many".
                Put((char)('0' + Math.Min(i - from, 9)));
                if (i - from > 9) Put((char)('A' + Math.Min(i - from - 10, 9)));
            }
            else if (c >= 0x80 || char.IsAsciiLetter(c))
            {
                var from = i;
                while (i < text.Length && (text[i] >= 0x80 || char.IsAsciiLetter((char)text[i]))) i++;
                Put(Word(text[from..i]));
            }
            else
            {
                Put(c);
                i++;
            }
        }

        return true;
    }

    private void Put(char c) => _key[Length++] = c;

    private static char Word(ReadOnlySpan<byte> word)
    {
        if (Ascii.EqualsIgnoreCase(word, "am") || Ascii.EqualsIgnoreCase(word, "pm")) return 'p';
        if (word.Length == 1 && word[0] is (byte)'T' or (byte)'Z' or (byte)'E' or (byte)'e') return (char)word[0] is 'e' ? 'E' : (char)word[0];
        if (word.Length < 3 || word.Length > 9) return 'a';
        for (var month = 0; month < 12; month++)
        {
            var name = MonthNames[month];
            if (Ascii.EqualsIgnoreCase(word, name)) return word.Length == 3 ? 'M' : 'L';
            if (word.Length == 3 && Ascii.EqualsIgnoreCase(word, name.AsSpan(0, 3))) return 'M';
        }

        return 'a';
    }

    private static readonly string[] MonthNames = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
}
