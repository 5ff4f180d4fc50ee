using System.Runtime.CompilerServices;
using System.Text.Unicode;
using CsvHelper;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// Reads a table row by row: the header first, then each row with the line on which it begins, and with the fault of a row
/// that has no right form. Empty lines are passed over. A row's fields are valid until the next one.
/// </summary>
internal sealed class TableReader : IDisposable
{
    private readonly string _file;
    private readonly long _above;
    private readonly RowText? _rows;
    private CsvMalformedReason? _malformed;
    private RowFault? _fault;

    /// <param name="text">UTF-8, disposed with the reader.</param>
    /// <param name="file">How the file is called in sentences.</param>
    /// <param name="delimiter">What stands between fields.</param>
    /// <param name="above">How many lines of the file stand above the text.</param>
    public TableReader(Stream text, string file, char delimiter, long above = 0)
    {
        (_file, _above, _rows) = (file, above, text as RowText);
        Row = CsvReader.Create(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = delimiter,
            TrackLineNumbers = true,
            // An open quote must not read the rest of a large file into memory.
            MaxRecordSize = RowText.LongestRow,
            BufferSize = 256 * 1024,
            OnMalformedRecord = record => _malformed = record.Reason,
        });
        Header = Guarded(() => Header.Read(Row, file, () => TakeLine()));
        HeaderText = Row.RawRecord.ToArray();
    }

    public Header Header { get; }

    /// <summary>The header's line as it stands in the file.</summary>
    public byte[] HeaderText { get; }

    /// <summary>The current row.</summary>
    public CsvReader Row { get; }

    /// <summary>The line on which the current row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The line on which the last row began that was read.</summary>
    public long LastLine => Math.Max(Line, 1);

    /// <summary>What is wrong with the form of the current row, or null.</summary>
    public RowFault? Fault { get; private set; }

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="ImportRefusedException">The file cannot be read any further.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        _malformed = null;
        if (!Guarded(Row.Read)) return false;
        TakeLine();
        Fault = _fault ?? Form();
        return true;
    }

    public void Dispose() => Row.Dispose();

    private long TakeLine()
    {
        (Line, _fault) = _rows?.Next() ?? (Row.LineNumber + _above, null);
        return Line;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private RowFault? Form()
    {
        // A stray quote inside a text (5" pipe) is text; these two may have torn rows apart.
        if (_malformed is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote)
        {
            return _malformed == CsvMalformedReason.UnterminatedQuote
                ? new RowFault("A quote is opened and never closed.", "A quote is opened and never closed, up to the end of the file.")
                : new RowFault("Text stands behind a closing quote.", "Text stands behind a closing quote.");
        }

        var columns = Header.Names.Length;
        if (Row.FieldCount < columns) return new RowFault("The row has fewer fields than the header.", $"The row has {Row.FieldCount} fields, the header {columns}.");
        for (var i = columns; i < Row.FieldCount; i++)
        {
            // Spreadsheets like to end rows with more separators than the header.
            if (!Utf8Trim.Trim(Row.GetSpan(i)).IsEmpty) return new RowFault("The row has more fields than the header.", $"The row has {Row.FieldCount} fields, the header {columns}.");
        }

        return Utf8.IsValid(Row.RawRecord) ? null : NotUtf8();
    }

    private RowFault NotUtf8()
    {
        var column = 0;
        while (column < Header.Names.Length - 1 && Utf8.IsValid(Row.GetSpan(column))) column++;
        var reason = $"Column \"{Header.Names[column]}\" is not UTF-8.";
        return new RowFault(reason, reason);
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvFormatException e)
        {
            throw new ImportRefusedException($"The file {_file}, line {Math.Max(e.LineNumber + _above, 1)}: a quote is opened and never closed, or the row is longer than 16 MB.", e);
        }
        catch (Exception e) when (e is InvalidDataException or System.Text.DecoderFallbackException)
        {
            // Only a gzip can be invalid data here: the rows themselves are never.
            throw new ImportRefusedException($"The file {_file} is damaged: it cannot be read beyond line {LastLine}. Fetch it again.", e);
        }
        catch (IOException e)
        {
            throw new ImportRefusedException($"The file {_file} cannot be read beyond line {LastLine}: {e.Message}", e);
        }
    }
}
