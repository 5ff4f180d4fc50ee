using System.Globalization;
using System.Xml;

namespace CxDashboard.Charts.Native;

/// <summary>
/// What may reach librsvg and cairo: well-formed text without a document type, of the few elements that our drawings are made of, shallow, with numbers of a size
/// that a picture has, and without references. All ways to have the libraries expand, load, nest or dash without end are closed here, in managed code, where a fault is an
/// exception and not the end of the server.
/// </summary>
internal static class SvgGuard
{
    private const int MostLetters = 32_000_000, MostDepth = 16, MostElements = 200_000, MostDigits = 7;
    private const double LeastDash = 0.5, LargestLetter = 500;

    private static readonly HashSet<string> Elements = ["svg", "g", "title", "desc", "text", "tspan", "line", "polyline", "polygon", "rect", "path", "circle", "ellipse"];

    // They hold words, which no library computes with.
    private static readonly HashSet<string> Words = ["aria-label", "class", "font-family", "fill", "stroke", "role", "xmlns", "id"];

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = false };

    /// <summary>What is wrong with a text, as a sentence; null for a picture.</summary>
    public static string? Fault(string svg)
    {
        if (svg.Length > MostLetters) return "it is too long.";
        try
        {
            using var text = new StringReader(svg);
            using var reader = XmlReader.Create(text, Settings);
            var elements = 0;
            while (reader.Read())
            {
                if (reader.NodeType is XmlNodeType.ProcessingInstruction) return "it has a processing instruction.";
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (!Elements.Contains(reader.LocalName)) return $"nothing is drawn by <{reader.Name}>.";
                if (reader.Depth > MostDepth || ++elements > MostElements) return "it is too large.";
                while (reader.MoveToNextAttribute())
                    if (Fault(reader.LocalName, reader.Value) is { } fault) return fault;
            }

            return null;
        }
        catch (XmlException e)
        {
            return e.Message;
        }
    }

    private static string? Fault(string name, string value)
    {
        if (name is "href" or "style" || value.Contains("url(", StringComparison.OrdinalIgnoreCase)) return $"its {name} may refer to something else.";
        if (Words.Contains(name)) return null;
        if (name == "font-size" && !(double.TryParse(value, CultureInfo.InvariantCulture, out var size) && size is > 0 and <= LargestLetter)) return "its letters have a size that no font has.";
        if (name == "stroke-dasharray" && value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Any(d => !double.TryParse(d, CultureInfo.InvariantCulture, out var dash) || !(dash >= LeastDash)))
            return "its dashes are too small to see.";

        // A coordinate has at most seven digits before its point, and no exponent.
        var (digits, fraction) = (0, false);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsAsciiDigit(c))
            {
                if (!fraction && ++digits > MostDigits) return $"its {name} has a number that is too large.";
                continue;
            }

            if (c is 'e' or 'E' && i > 0 && (char.IsAsciiDigit(value[i - 1]) || value[i - 1] == '.')) return $"its {name} has a number with an exponent.";
            (digits, fraction) = (0, c == '.');
        }

        return null;
    }
}
