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
        var text = new TextBuffer(65_536);
        Write(node, ref text);
        text.Append('\n');
        return text.Take();
    }

    /// <summary>Several elements, one behind the other.</summary>
    public static string Write(IReadOnlyList<SvgNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var text = new TextBuffer(4_096);
        for (var i = 0; i < nodes.Count; i++) Write(nodes[i], ref text);
        return text.Take();
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

    private static void Write(SvgNode node, ref TextBuffer text)
    {
        text.Append('<');
        text.Append(node.Name);
        var attributes = node.Attributes;
        for (var i = 0; i < attributes.Count; i++)
        {
            text.Append(' ');
            text.Append(attributes[i].Name);
            text.Append("=\"");
            Escape(attributes[i].Value, ref text);
            text.Append('"');
        }

        var children = node.Children;
        if (node.Text is null && children.Count == 0)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        if (node.Text is not null) Escape(node.Text, ref text);
        for (var i = 0; i < children.Count; i++) Write(children[i], ref text);
        text.Append("</");
        text.Append(node.Name);
        text.Append('>');
    }

    private static void Escape(string value, ref TextBuffer text)
    {
        // Coordinates, classes and most words: nothing to clean and nothing to escape.
        if (!value.AsSpan().ContainsAnyExcept(Plain))
        {
            text.Append(value);
            return;
        }

        foreach (var c in Clean(value))
        {
            switch (c)
            {
                case '<': text.Append("&lt;"); break;
                case '>': text.Append("&gt;"); break;
                case '&': text.Append("&amp;"); break;
                case '"': text.Append("&quot;"); break;
                case '\'': text.Append("&#39;"); break;
                default: text.Append(c); break;
            }
        }
    }
}
