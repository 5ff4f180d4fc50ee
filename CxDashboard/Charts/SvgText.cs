using System.Buffers;
using System.Text;
using System.Xml;

namespace CxDashboard.Charts;

/// <summary>Writes elements as XML text.</summary>
public static class SvgText
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(" !#$%()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u00A0\u00B7\u2013\u2019\u2212");

    /// <summary>One line of XML without a declaration; UTF-8 is understood.</summary>
    public static string Write(SvgNode node)
    {
        var text = new StringBuilder(16_384);
        Write(node, text);
        return text.Append('\n').ToString();
    }

    /// <summary>The words without what XML cannot hold (control characters, lone surrogates); white space becomes a space.</summary>
    public static string Clean(string words)
    {
        if (!words.AsSpan().ContainsAnyExceptInRange(' ', '~')) return words;
        var clean = new StringBuilder(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (char.IsHighSurrogate(c) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1])) clean.Append(c).Append(words[++i]);
            else if (c is '\t' or '\n' or '\r') clean.Append(' ');
            else if (!char.IsControl(c) && XmlConvert.IsXmlChar(c) && !IsDirectional(c)) clean.Append(c);
        }

        return clean.ToString();
    }

    // Marks that turn the direction of writing would let a customer's name reorder the words after it.
    private static bool IsDirectional(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static void Write(SvgNode node, StringBuilder text)
    {
        text.Append('<').Append(node.Name);
        foreach (var (name, value) in node.Attributes)
        {
            text.Append(' ').Append(name).Append("=\"");
            Escape(value, text);
            text.Append('"');
        }

        if (node.Text is null && node.Children.Count == 0)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        if (node.Text is not null) Escape(node.Text, text);
        foreach (var child in node.Children) Write(child, text);
        text.Append("</").Append(node.Name).Append('>');
    }

    private static void Escape(string value, StringBuilder text)
    {
        // Coordinates, classes and most words: nothing to clean and nothing to escape.
        if (!value.AsSpan().ContainsAnyExcept(Plain))
        {
            text.Append(value);
            return;
        }

        foreach (var c in Clean(value))
        {
            _ = c switch
            {
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '"' => text.Append("&quot;"),
                '\'' => text.Append("&#39;"),
                _ => text.Append(c),
            };
        }
    }
}
