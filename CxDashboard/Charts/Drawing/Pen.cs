using System.Globalization;

namespace CxDashboard.Charts.Drawing;

/// <summary>Which point of a word stands at x.</summary>
internal enum Anchor { Start, Middle, End }

/// <summary>
/// Puts marks and words into one picture, and remembers where words stand: no word is written over another or beyond the
/// frame. Words are painted after all marks.
/// </summary>
internal sealed class Pen(ChartTheme theme, Box frame, bool counter = false)
{
    private const int Digits = 32;
    private readonly List<SvgNode> _marks = [];
    private readonly List<SvgNode> _words = [];
    private readonly List<Box> _taken = [];
    private readonly List<Spot> _spots = [];
    private Reach _reach;
    private Box _room = frame;
    private (double, double) _cell;

    // The same few looks come again and again.
    private readonly Dictionary<string, (string, string)[]> _looks = new(StringComparer.Ordinal);
    private readonly List<(double X1, double Y1, double X2, double Y2)> _lines = [];

    public ChartTheme Theme { get; } = theme;

    /// <summary>Words may stand in here.</summary>
    public Box Frame { get; } = frame;

    /// <summary>What it drew: marks first, words above them.</summary>
    public IEnumerable<SvgNode> Nodes => _marks.Concat(_words);

    /// <summary>Where the points are and what they say, as a page's script reads them; null where there are none.</summary>
    public (string Places, string Words)? Points => _spots.Count == 0 ? null : (SpotText.Places(_reach, _room, _spots, _cell), SpotText.Words(_spots));

    /// <summary>A number as SVG wants it: two decimals at most, a point in every culture.</summary>
    public static string Number(double value)
    {
        Span<char> digits = stackalloc char[Digits];
        return new string(digits[..Write(value, digits)]);
    }

    public void Line(double x1, double y1, double x2, double y2, string look) =>
        Mark("line", look, ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)));

    public void Path(string path, string look)
    {
        if (path.Length > 0) Mark("path", look, ("d", path));
    }

    public void Rectangle(Box box, string look, double radius = 0)
    {
        var (x, y, width, height) = (Number(box.Left), Number(box.Top), Number(Math.Max(0, box.Width)), Number(Math.Max(0, box.Height)));
        if (radius > 0) Mark("rect", look, ("x", x), ("y", y), ("width", width), ("height", height), ("rx", Number(radius)));
        else Mark("rect", look, ("x", x), ("y", y), ("width", width), ("height", height));
    }

    public void Dot(double x, double y, double radius, string look) => Mark("circle", look, ("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)));

    public void Diamond(double x, double y, double r, string look = "m-out") =>
        Path(string.Create(CultureInfo.InvariantCulture, $"M{Number(x)} {Number(y - r)}L{Number(x + r)} {Number(y)}L{Number(x)} {Number(y + r)}L{Number(x - r)} {Number(y)}Z"), look);

    /// <summary>Five pixels of legs, downwards from a bracket that stands above what it holds.</summary>
    public void Bracket(double left, double right, double y, bool above)
    {
        var leg = Number(y + (above ? 5 : -5));
        Path($"M{Number(left)} {leg}V{Number(y)}H{Number(right)}V{leg}", "m-run");
    }

    public void Line(IReadOnlyList<(double X, double Y)> points, string look)
    {
        var path = new PathText();
        foreach (var (x, y) in points)
        {
            if (path.IsEmpty) path.MoveTo(x, y);
            else path.LineTo(x, y);
        }

        Path(path.Take(), look);
    }

    /// <summary>A point that answers to pointer and keys with words; a file has none.</summary>
    public void Spot(double x, double y, IReadOnlyList<string> words)
    {
        if (Theme == ChartTheme.Page) _spots.Add(new Spot(x, y, words));
    }

    /// <summary>How the points lie, and how far a crosshair goes.</summary>
    public void Reaches(Reach reach, Box room, double cellWidth = 0, double cellHeight = 0) => (_reach, _room, _cell) = (reach, room, (cellWidth, cellHeight));

    /// <summary>Keeps words away from a mark.</summary>
    public void Reserve(Box box) => _taken.Add(box);

    /// <summary>Words that may choose their place do not choose one on this line, as long as there is another.</summary>
    public void Avoid(double x1, double y1, double x2, double y2) => _lines.Add((x1, y1, x2, y2));

    /// <summary>The same of a line through several points.</summary>
    public void Avoid(IReadOnlyList<(double X, double Y)> points)
    {
        for (var i = 1; i < points.Count; i++) Avoid(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y);
    }

    public static double Width(string words, string look)
    {
        var l = Looks.All[look];
        return TextWidth.Of(words, l.Size ?? 12, l.Weight);
    }

    /// <summary>Where words would stand whose foot is at <paramref name="y"/>.</summary>
    public static Box Place(double x, double y, string words, string look, Anchor anchor)
    {
        var (width, size) = (Width(words, look), Looks.All[look].Size ?? 12);
        var left = anchor switch { Anchor.Start => x, Anchor.Middle => x - (width / 2), _ => x - width };
        return new Box(left, y - (size * 0.78), left + width, y + (size * 0.22));
    }

    /// <summary>Writes words if they stay in the frame and meet no others; says whether it did.</summary>
    public bool Text(double x, double y, string words, string look, Anchor anchor = Anchor.Start, double gap = 2)
    {
        words = SvgText.Clean(words);
        if (words.Length == 0) return false;
        var box = Place(x, y, words, look, anchor);
        if (!Frame.Holds(box) || _taken.Exists(t => t.Meets(box, gap))) return false;
        _taken.Add(box);
        _words.Add(new SvgNode("text", anchor == Anchor.Start
            ? Dressed(look, [("x", Number(x)), ("y", Number(y))])
            : Dressed(look, [("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor == Anchor.Middle ? "middle" : "end")]), [], words));
        return true;
    }

    /// <summary>The first of several places that is free, rather one that no line goes through; says whether there was one.</summary>
    public bool TextAtFirst(string words, string look, params ReadOnlySpan<(double X, double Y, Anchor Anchor)> places)
    {
        if (TextClear(words, look, places)) return true;
        foreach (var (x, y, anchor) in places)
            if (Text(x, y, words, look, anchor)) return true;
        return false;
    }

    /// <summary>The first of several places that is free and that no line goes through; says whether there was one.</summary>
    public bool TextClear(string words, string look, params ReadOnlySpan<(double X, double Y, Anchor Anchor)> places)
    {
        foreach (var (x, y, anchor) in places)
        {
            var box = Place(x, y, SvgText.Clean(words), look, anchor);
            if (!_lines.Exists(l => box.Meets(l.X1, l.Y1, l.X2, l.Y2)) && Text(x, y, words, look, anchor)) return true;
        }

        return false;
    }

    // Coordinates are most of a picture: written digit by digit, they cost a fifth of what a format string does.
    private static int Write(double value, Span<char> digits)
    {
        var hundredths = Math.Round(value * 100);
        if (!(Math.Abs(hundredths) < 1e15))
        {
            value.TryFormat(digits, out var length, "G9", CultureInfo.InvariantCulture);
            return length;
        }

        var (at, rest) = (0, (long)hundredths);
        if (rest < 0)
        {
            digits[at++] = '-';
            rest = -rest;
        }

        var (whole, part) = Math.DivRem(rest, 100);
        whole.TryFormat(digits[at..], out var written, default, CultureInfo.InvariantCulture);
        at += written;
        if (part == 0) return at;
        digits[at++] = '.';
        digits[at++] = (char)('0' + (part / 10));
        if (part % 10 != 0) digits[at++] = (char)('0' + (part % 10));
        return at;
    }

    private void Mark(string name, string look, params ReadOnlySpan<(string, string)> at) => _marks.Add(new SvgNode(name, Dressed(look, at), []));

    private (string, string)[] Dressed(string look, ReadOnlySpan<(string, string)> at)
    {
        if (!_looks.TryGetValue(look, out var dress)) _looks[look] = dress = [.. Dress(look)];
        var all = new (string, string)[dress.Length + at.Length];
        dress.CopyTo(all, 0);
        at.CopyTo(all.AsSpan(dress.Length));
        return all;
    }

    private IEnumerable<(string, string)> Dress(string look)
    {
        if (Theme == ChartTheme.Page) return [("class", look)];
        var l = Looks.All[look];
        return (counter ? l.Countered(look == "c-line") : l).Properties(Theme);
    }
}
