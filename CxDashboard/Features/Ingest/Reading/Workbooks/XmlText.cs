using System.Globalization;
using System.Text;
using System.Xml;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>Gathers the text of an element as UTF-8, piece by piece, so that no text is longer in memory than a row may be.</summary>
internal sealed class XmlText
{
    private readonly char[] _piece = new char[4096];
    private byte[] _bytes = new byte[256];
    private char _half;

    /// <summary>Bytes gathered.</summary>
    public int Length { get; private set; }

    /// <summary>Whether there was more than a row may hold, so that some of it is missing.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>The text; valid until the next change.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, IsTooLong, _half) = (0, false, '\0');

    /// <summary>Adds the text of the element on which the reader stands, and leaves it on that element's end.</summary>
    public void ReadPlain(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)) continue;
            for (int read; (read = xml.ReadValueChunk(_piece, 0, _piece.Length)) > 0;) Add(_piece.AsSpan(0, read));
        }
    }

    /// <summary>Adds the runs of a rich text (is, si), without what says how its characters sound.</summary>
    public void ReadRich(XmlReader xml)
    {
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (xml.LocalName == "t") ReadPlain(xml);
                else if (xml.LocalName == "rPh") Pass(xml);
            }
        }

        Unescape();
    }

    /// <summary>Passes over the element on which the reader stands.</summary>
    public static void Pass(XmlReader xml)
    {
        if (xml.IsEmptyElement) return;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
        }
    }

    /// <summary>Turns "_x000D_", which is how a workbook writes what XML cannot, into the character.</summary>
    public void Unescape()
    {
        if (Span.IndexOf("_x"u8) < 0) return;
        var text = Encoding.UTF8.GetString(Span);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_'
                && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 6;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        Length = 0;
        Add(result.ToString());
    }

    private void Add(ReadOnlySpan<char> piece)
    {
        // A character outside the basic plane may lie across two pieces.
        if (_half != '\0' && piece.Length > 0)
        {
            Encode([_half, piece[0]]);
            _half = '\0';
            piece = piece[1..];
        }

        if (piece.Length > 0 && char.IsHighSurrogate(piece[^1]))
        {
            _half = piece[^1];
            piece = piece[..^1];
        }

        Encode(piece);
    }

    private void Encode(ReadOnlySpan<char> piece)
    {
        var room = Encoding.UTF8.GetMaxByteCount(piece.Length);
        if (IsTooLong || Length + room > RowText.LongestRow)
        {
            IsTooLong = true;
            return;
        }

        if (Length + room > _bytes.Length) Array.Resize(ref _bytes, Math.Max(Length + room, 2 * _bytes.Length));
        Length += Encoding.UTF8.GetBytes(piece, _bytes.AsSpan(Length));
    }
}
