using System.Globalization;
using Radzen.Documents.Spreadsheet;

namespace CxDashboard.Charts;

/// <summary>
/// The numbers of a picture as a workbook: numbers as numbers, instants as local dates whose zone stands in the column's name, and a second sheet that
/// says what is counted. Words stay words, whatever they begin with.
/// </summary>
public static class ChartXlsx
{
    // What Excel lets a cell hold.
    private const int MostLetters = 32_767;

    /// <summary>The file.</summary>
    public static byte[] Write(ChartPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var table = ChartCsv.Table(picture).Rows;
        var book = new Workbook { Culture = CultureInfo.InvariantCulture };
        var sheet = book.AddSheet("Figures", table.Count, table.Max(r => r.Count));
        for (var column = 0; column < table[0].Count; column++)
        {
            var times = table.Skip(1).Any(r => column < r.Count && r[column].Value is DateTimeOffset);
            var name = sheet.Cells[0, column];
            Text(name, table[0][column].Text + (times ? $" ({picture.Zone.Id})" : ""));
            name.Format = new Format { Bold = true };
            sheet.Columns[column] = times ? 150 : 90;
        }

        sheet.Rows.Frozen = 1;
        for (var row = 1; row < table.Count; row++)
            for (var column = 0; column < table[row].Count; column++) Put(sheet, row, column, table[row][column].Value);

        string[] about = [picture.Title, picture.Subtitle ?? "", .. ChartWords.Footer(picture)];
        var context = book.AddSheet("About", about.Length, 1);
        for (var row = 0; row < about.Length; row++) Text(context.Cells[row, 0], about[row]);
        context.Columns[0] = 640;

        using var file = new MemoryStream();
        book.SaveToStream(file);
        return file.ToArray();
    }

    private static void Put(Worksheet sheet, int row, int column, object? value)
    {
        if (value is null or "") return;
        var cell = sheet.Cells[row, column];
        switch (value)
        {
            case DateTimeOffset at:
                cell.Value = at.DateTime;
                cell.Format = new Format { NumberFormat = "yyyy-mm-dd hh:mm" };
                break;
            case double or bool: cell.Value = value; break;
            default: Text(cell, (string)value); break;
        }
    }

    // The apostrophe is how a spreadsheet is told that words are words; it is no part of them. Without it a number or a formula would be read out of some.
    private static void Text(Cell cell, string words)
    {
        var clean = SvgText.Clean(words);
        cell.SetValue("'" + (clean.Length > MostLetters ? clean[..MostLetters] : clean));
    }
}
