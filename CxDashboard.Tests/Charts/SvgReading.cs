using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CxDashboard.Charts.Drawing;

namespace CxDashboard.Tests.Charts;

/// <summary>Reads an SVG as any XML reader would.</summary>
internal static class SvgReading
{
    public static XElement Parse(string svg) => XDocument.Parse(svg).Root!;

    public static IEnumerable<XElement> Named(this XElement svg, string name) => svg.Descendants().Where(e => e.Name.LocalName == name);

    public static IEnumerable<XElement> WithClass(this XElement svg, string look) => svg.Descendants().Where(e => (string?)e.Attribute("class") == look);

    public static double Number(this XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> Words(this XElement svg) => [.. svg.Named("text").Select(t => t.Value)];

    /// <summary>The points of a page's drawing, read as its script reads them: by the description of the format in SpotText, not by its code.</summary>
    public static IReadOnlyList<(double X, double Y, string[] Words)> Spots(this XElement svg)
    {
        if ((string?)svg.Attribute("data-at") is not { } at) return [];
        var (parts, rows) = (at.Split(';'), svg.Attribute("data-points")!.Value.Split('|').Select(r => r.Split('~')).ToArray());
        var ys = Sums(parts[2]);
        var even = parts[1].StartsWith('=') ? parts[1][1..].Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray() : null;
        var xs = even is null ? Sums(parts[1]) : [.. ys.Select((_, i) => even[0] + (i * even[1]))];
        var last = new string[rows[0].Length];
        return [.. rows.Skip(2).Select((row, i) => (xs[i], ys[i], rows[0].Select((before, c) => Cell(row, c, before, c < rows[1].Length ? rows[1][c] : "", last)).ToArray()))];
    }

    private static string Cell(string[] row, int c, string before, string after, string[] last)
    {
        if (c >= row.Length || row[c].Length == 0) return "";
        last[c] = !row[c].EndsWith('=') ? Plain(row[c]) : row[c].Length == 1 ? last[c] : Plain(row[c][..^1]) + last[c][last[c].IndexOfAny([' ', '\u00A0'])..];
        return Plain(before) + last[c] + Plain(after);
    }

    private static string Plain(string words) => Regex.Replace(words, @"\\.", m => m.Value[1..] switch { "!" => "|", "-" => "~", ":" => "=", "." => "", var c => c }, RegexOptions.None, TimeSpan.FromSeconds(1));

    private static double[] Sums(string differences)
    {
        var sum = 0;
        return [.. Regex.Matches(differences, @"-?\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(m => (sum += int.Parse(m.Value, CultureInfo.InvariantCulture)) / 2.0)];
    }

    /// <summary>Where a word stands, by the size and weight it asks for.</summary>
    public static Box Place(XElement text)
    {
        // In a page the class says what a file writes out.
        var look = (string?)text.Attribute("class") is { } name ? Looks.All[name] : null;
        var (size, weight) = (look?.Size ?? text.Number("font-size"), look?.Weight ?? int.Parse(text.Attribute("font-weight")?.Value ?? "400", CultureInfo.InvariantCulture));
        var (x, y, width) = (text.Number("x"), text.Number("y"), TextWidth.Of(text.Value, size, weight));
        var left = (string?)text.Attribute("text-anchor") switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
        return new Box(left, y - (size * 0.75), left + width, y + (size * 0.2));
    }
}
