using System.Globalization;
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
