namespace CxDashboard.Features.Ingest.Reading.Json;

/// <summary>The records of a JSON file as the text of a table. A row's line is the one on which its record begins.</summary>
internal sealed class JsonRows : RowText
{
    private readonly JsonRecords _records;
    private readonly JsonColumns _columns;
    private readonly JsonRecordReader _reader;
    private bool _header = true;

    /// <param name="text">UTF-8, disposed with the rows.</param>
    /// <param name="path">How the file is called in sentences.</param>
    /// <param name="shape">What the file holds.</param>
    public JsonRows(Stream text, string path, JsonShape shape)
    {
        _records = JsonRecords.Open(text, path, shape.Place);
        (_columns, _reader) = (shape.Columns, new JsonRecordReader(shape.Columns));
    }

    protected override bool Advance()
    {
        if (_header)
        {
            _header = false;
            foreach (var column in _columns.Kept) Field(_columns[column]);
            EndRow(1);
            return true;
        }

        if (!_records.Next()) return false;
        if (_records.Fault is null && _reader.TryRead(_records.Text))
        {
            foreach (var column in _columns.Kept) Field(_reader[column]);
            EndRow(_records.Line);
        }
        else
        {
            // What could not be read is kept as it came, to be mended.
            Field(_records.Text);
            EndRow(_records.Line, _records.Fault ?? _reader.Fault);
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _records.Dispose();
        base.Dispose(disposing);
    }
}
