using System.Buffers;
using System.Globalization;
using System.Text;
using System.Xml;

namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>
/// Reads the rows of a sheet one by one, each as the texts of its cells; rows without any text are passed over. Never more than
/// one row is in memory. Source: ECMA-376, part 1, 18.3.1.
/// </summary>
internal sealed class SheetReader : IDisposable
{
    // As many as a sheet can have, and a row's number can be.
    private const int MostColumns = 16_384;
    private const long MostRows = 1_048_576;

    private readonly XmlReader _xml;
    private readonly WorkbookFile _workbook;
    private readonly XmlText _text = new();
    private readonly ArrayBufferWriter<byte> _row = new(4096);
    private readonly (int Start, int Length)[] _cells = new (int, int)[MostColumns];
    private readonly byte[] _number = new byte[400];
    private readonly object _rowName, _cellName, _valueName, _inlineName, _dataName, _place, _type, _style;
    private bool _ended;

    public SheetReader(XmlReader xml, WorkbookFile workbook)
    {
        (_xml, _workbook) = (xml, workbook);
        // The reader's own copies of these names can be told by reference.
        (_rowName, _cellName, _valueName, _inlineName) = (Known("row"), Known("c"), Known("v"), Known("is"));
        (_dataName, _place, _type, _style) = (Known("sheetData"), Known("r"), Known("t"), Known("s"));
    }

    /// <summary>The row's number as the sheet shows it, from 1.</summary>
    public long Row { get; private set; }

    /// <summary>How many cells the row has up to its last one with a text.</summary>
    public int Width { get; private set; }

    /// <summary>Whether some cell of the row holds more than a row may hold.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>A cell's text in UTF-8, blank where there is none; valid until the next row.</summary>
    /// <param name="column">From 0.</param>
    public ReadOnlySpan<byte> Cell(int column) => column < Width && _cells[column] is var (start, length) ? _row.WrittenSpan.Slice(start, length) : default;

    /// <summary>Goes to the next row with a text in it; false at the end.</summary>
    /// <exception cref="InvalidDataException">The sheet is damaged.</exception>
    public bool Next()
    {
        try
        {
            while (!_ended && _xml.Read())
            {
                if (_xml.NodeType == XmlNodeType.EndElement && ReferenceEquals(_xml.LocalName, _dataName))
                {
                    Finish();
                }
                else if (_xml.NodeType == XmlNodeType.Element && ReferenceEquals(_xml.LocalName, _rowName))
                {
                    ReadRow();
                    if (Width > 0 || IsTooLong) return true;
                }
            }
        }
        catch (XmlException e)
        {
            throw new InvalidDataException(e.Message, e);
        }

        return false;
    }

    public void Dispose() => _xml.Dispose();

    // To its last byte, because only then the archive's checksum has its say.
    private void Finish()
    {
        _ended = true;
        while (_xml.Read())
        {
        }
    }

    private void ReadRow()
    {
        Row = long.TryParse(_xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Row + 1;
        if (Row is < 1 or > MostRows) throw new InvalidDataException($"a row has the number {Row}");
        _row.ResetWrittenCount();
        Array.Clear(_cells, 0, Width);
        (Width, IsTooLong) = (0, false);
        if (_xml.IsEmptyElement) return;
        var column = 0;
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && ReferenceEquals(_xml.LocalName, _rowName)))
        {
            if (_xml.NodeType == XmlNodeType.Element && ReferenceEquals(_xml.LocalName, _cellName)) column = ReadCell(column) + 1;
        }
    }

    private int ReadCell(int column)
    {
        var (type, style) = ("n", 0);
        var empty = _xml.IsEmptyElement;
        while (_xml.MoveToNextAttribute())
        {
            var name = _xml.LocalName;
            if (ReferenceEquals(name, _place)) column = Column(_xml.Value);
            else if (ReferenceEquals(name, _type)) type = _xml.Value;
            else if (ReferenceEquals(name, _style) && !int.TryParse(_xml.Value, NumberStyles.None, CultureInfo.InvariantCulture, out style)) style = 0;
        }

        if (column >= MostColumns) throw new InvalidDataException($"row {Row} has more than {MostColumns} columns");
        if (empty) return column;
        _text.Clear();
        while (_xml.Read() && !(_xml.NodeType == XmlNodeType.EndElement && ReferenceEquals(_xml.LocalName, _cellName)))
        {
            if (_xml.NodeType != XmlNodeType.Element) continue;
            if (ReferenceEquals(_xml.LocalName, _valueName)) _text.ReadPlain(_xml);
            else if (ReferenceEquals(_xml.LocalName, _inlineName)) _text.ReadRich(_xml);
            else XmlText.Pass(_xml);
        }

        IsTooLong |= _text.IsTooLong || _row.WrittenCount + (long)_text.Length > RowText.LongestRow;
        if (!IsTooLong) Keep(column, type, style);
        return column;
    }

    private void Keep(int column, string type, int style)
    {
        var value = _text.Span;
        switch (type)
        {
            case "s":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) || place >= _workbook.Texts.Count) throw new InvalidDataException($"a cell in row {Row} names a text that is not there");
                Keep(column, _workbook.Texts[place]);
                break;
            case "b":
                Keep(column, value.SequenceEqual("1"u8) || value.SequenceEqual("true"u8) ? "true"u8 : "false"u8);
                break;
            case "str":
                _text.Unescape();
                Keep(column, _text.Span);
                break;
            case "inlineStr" or "d":
                Keep(column, value);
                break;
            // An error is nobody's answer.
            case "e":
                break;
            default:
                KeepNumber(column, value, style);
                break;
        }
    }

    private void KeepNumber(int column, ReadOnlySpan<byte> value, int style)
    {
        var format = _workbook.FormatOf(style);
        if (format != CellFormat.Number && CellNumber.TryRead(value, out var count) && SerialDate.Text(count, format, _workbook.From1904) is { } text)
        {
            Keep(column, _number.AsSpan(0, Encoding.ASCII.GetBytes(text, _number)));
            return;
        }

        var length = CellNumber.Write(value, _number);
        Keep(column, length < 0 ? value : _number.AsSpan(0, length));
    }

    private void Keep(int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return;
        _cells[column] = (_row.WrittenCount, text.Length);
        _row.Write(text);
        if (!Utf8Trim.Trim(text).IsEmpty) Width = Math.Max(Width, column + 1);
    }

    // "AB12" is 27; a place that says no column is none.
    private int Column(string place)
    {
        var column = 0;
        foreach (var letter in place)
        {
            if (!char.IsAsciiLetter(letter) || column > MostColumns) break;
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column > 0 ? column - 1 : throw new InvalidDataException($"a cell in row {Row} stands at \"{place}\"");
    }

    private object Known(string name) => _xml.NameTable.Add(name);
}
