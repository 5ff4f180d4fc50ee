namespace CxDashboard.Features.Ingest.Reading.Workbooks;

/// <summary>The rows of one sheet of a workbook as the text of a table. A row's line is its number in the sheet.</summary>
internal sealed class WorkbookRows : RowText
{
    private static readonly RowFault TooLong = new("A cell holds more than 16 MB.", "A cell holds more than 16 MB.");
    private readonly WorkbookFile _workbook;
    private readonly SheetReader _sheet;
    private readonly int _header;
    private int _columns;

    /// <param name="workbook">Disposed with the rows.</param>
    /// <param name="path">How it is called in sentences.</param>
    /// <param name="choices">Which sheet, and on which row the header stands.</param>
    /// <exception cref="ImportRefusedException">There is no such sheet, or the workbook is damaged.</exception>
    public WorkbookRows(WorkbookFile workbook, string path, FileChoices choices)
    {
        _workbook = workbook;
        _header = choices.HeaderLine ?? 1;
        _sheet = workbook.Open(Choose(workbook, path, choices.Sheet));
    }

    protected override bool Advance()
    {
        do
        {
            if (!_sheet.Next()) return false;
        }
        while (_sheet.Row < _header);

        if (_columns == 0) _columns = _sheet.Width;
        // A row may end early where its last cells are blank; more cells than the header has are for the reader to judge.
        for (var i = 0; i < Math.Max(_columns, _sheet.Width); i++) Field(_sheet.Cell(i));
        EndRow(_sheet.Row, _sheet.IsTooLong ? TooLong : null);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sheet.Dispose();
            _workbook.Dispose();
        }

        base.Dispose(disposing);
    }

    private static WorkbookSheet Choose(WorkbookFile workbook, string path, string? named)
    {
        if (named is not null)
        {
            return workbook.Sheets.FirstOrDefault(s => s.Name == named) ?? workbook.Sheets.FirstOrDefault(s => string.Equals(s.Name.Trim(), named.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new ImportRefusedException($"The workbook {path} has no sheet \"{named}\", which the map names; it has {string.Join(", ", workbook.Sheets.Select(s => $"\"{s.Name}\""))}.");
        }

        foreach (var sheet in workbook.Sheets.Where(s => !s.Hidden))
        {
            if (HasRows(workbook, sheet, path)) return sheet;
        }

        throw new ImportRefusedException($"The workbook {path} has no visible sheet with rows; name another in the map (\"sheet\": \"NAME\").");
    }

    private static bool HasRows(WorkbookFile workbook, WorkbookSheet sheet, string path)
    {
        using var rows = workbook.Open(sheet);
        try
        {
            return rows.Next();
        }
        catch (InvalidDataException e)
        {
            throw new ImportRefusedException($"The workbook {path} is damaged in sheet \"{sheet.Name}\": {e.Message.TrimEnd('.')}. Open it, save it again, or fetch it again.", e);
        }
    }
}
