using System.Xml;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>The texts that a workbook's cells share, held in memory as UTF-8 up to a limit.</summary>
internal sealed class SharedStrings
{
    /// <summary>The most bytes that are held, with <see cref="Overhead"/> for each text.</summary>
    public const int Most = 64 * 1024 * 1024;

    private const int Overhead = 12;
    private const int Chunk = 1024 * 1024;
    private readonly List<byte[]> _chunks = [];
    private readonly List<(int Chunk, int Start, int Length)> _texts = [];
    private int _used = Chunk;

    /// <summary>How many there are.</summary>
    public int Count => _texts.Count;

    /// <summary>A text by its place, from 0.</summary>
    public ReadOnlySpan<byte> this[int place] => _texts[place] is var (chunk, start, length) ? _chunks[chunk].AsSpan(start, length) : default;

    /// <summary>Reads xl/sharedStrings.xml.</summary>
    /// <param name="part">Disposed.</param>
    /// <param name="path">How the workbook is called in sentences.</param>
    /// <exception cref="ImportRefusedException">There is more text than is held.</exception>
    public static SharedStrings Read(Stream part, string path)
    {
        var result = new SharedStrings();
        using var xml = WorkbookXml.Open(part);
        var text = new XmlText();
        long size = 0;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            text.Clear();
            text.ReadRich(xml);
            size += text.Length + Overhead;
            if (size > Most || text.IsTooLong) throw new ImportRefusedException($"The workbook {path} holds more than 64 MB of different texts; save it as CSV (UTF-8).");
            result.Add(text.Span);
        }

        return result;
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        if (_used + text.Length > Chunk)
        {
            _chunks.Add(new byte[Math.Max(Chunk, text.Length)]);
            _used = 0;
        }

        text.CopyTo(_chunks[^1].AsSpan(_used));
        _texts.Add((_chunks.Count - 1, _used, text.Length));
        _used += text.Length;
    }
}
