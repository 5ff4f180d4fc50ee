using System.Globalization;
using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Features.Ingest.Reading.Workbooks;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>Workbooks: what their cells mean as text, which sheet is read, and which are refused.</summary>
public sealed class WorkbookTests
{
    private const string Header = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>";

    [Theory]
    [InlineData("0.38400462962962961", "21", "09:12:58")]
    [InlineData("44197", "14", "2021-01-01")]
    [InlineData("44197.38400462963", "22", "2021-01-01T09:12:58")]
    [InlineData("44197.38400463", "dd.mm.yyyy hh:mm", "2021-01-01T09:12:58")]
    [InlineData("44197.384010416667", "yyyy-mm-dd hh:mm:ss.000", "2021-01-01T09:12:58.500")]
    [InlineData("44197.38400462963", "14", "2021-01-01T09:12:58")]
    [InlineData("44197.38400462963", "h:mm", "09:12:58")]
    [InlineData("44197.99999999", "22", "2021-01-02")]
    [InlineData("0.99999999", "20", "00:00:00")]
    [InlineData("1.6550925925925926E-3", "45", "00:02:23")]
    [InlineData("1.5", "46", "36:00:00")]
    [InlineData("1.5", "h:mm:ss", "36:00:00")]
    [InlineData("-0.25", "[h]:mm:ss", "-6:00:00")]
    [InlineData("0.25", "[$-F400]h:mm:ss\\ AM/PM", "06:00:00")]
    [InlineData("44197", "[$-407]mmm\\ yy;@", "2021-01-01")]
    [InlineData("1", "14", "1900-01-01")]
    [InlineData("59", "14", "1900-02-28")]
    [InlineData("60", "14", "1900-02-29")]
    [InlineData("61", "14", "1900-03-01")]
    [InlineData("2958465", "14", "9999-12-31")]
    [InlineData("2958466", "14", "2958466")]
    [InlineData("-1", "14", "-1")]
    [InlineData("44197", "General", "44197")]
    [InlineData("44197", "0.00\" days\"", "44197")]
    [InlineData("44197", "[Red]0.00;[Blue]-0.00", "44197")]
    [InlineData("44197", "0.00E+00", "44197")]
    [InlineData("44197", "\"d\"0", "44197")]
    public void ANumber_IsReadByItsFormat(string stored, string format, string expected) =>
        Assert.Equal($"2|x|{expected}", Cell($"<c r=\"B2\" s=\"1\"><v>{stored}</v></c>", b => b.Formats(format)));

    [Theory]
    [InlineData("42735.38400462963", "22", "2021-01-01T09:12:58")]
    [InlineData("0", "14", "1904-01-01")]
    public void DaysMayBeCountedFrom1904(string stored, string format, string expected) =>
        Assert.Equal($"2|x|{expected}", Cell($"<c r=\"B2\" s=\"1\"><v>{stored}</v></c>", b => b.Formats(format).From1904()));

    // Every second of a day, as the nearest number that a workbook can hold: none may be a second off.
    [Fact]
    public void EverySecondOfADay_ComesBack()
    {
        for (var second = 0; second < 86_400; second++)
        {
            var expected = TimeSpan.FromSeconds(second).ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture);
            Assert.Equal(expected, SerialDate.Text(second / 86_400.0, CellFormat.Time, from1904: false));
            Assert.Equal(second == 0 ? "2021-01-01" : "2021-01-01T" + expected, SerialDate.Text(44197 + (second / 86_400.0), CellFormat.Date, from1904: false));
        }
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("12.300000000000001", "12.3")]
    [InlineData("8.5999999999999996", "8.6")]
    [InlineData("7662138963837", "7662138963837")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1.23456789012345E+15", "1234567890123450")]
    [InlineData("1.5E-7", "0.00000015")]
    [InlineData("-2.5E+20", "-250000000000000000000")]
    [InlineData("many", "many")]
    public void ANumber_HasAllItsDigitsAndNoExponent(string stored, string expected) => Assert.Equal($"2|x|{expected}", Cell($"<c r=\"B2\"><v>{stored}</v></c>"));

    [Theory]
    [InlineData("<c r=\"B2\" t=\"s\"><v>1</v></c>", "one & two")]
    [InlineData("<c r=\"B2\" t=\"s\"><v>2</v></c>", "rich text")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c>", "inline")]
    [InlineData("<c r=\"B2\" t=\"str\"><f>A1&amp;\"x\"</f><v>made</v></c>", "made")]
    [InlineData("<c r=\"B2\"><f>1+1</f><v>2</v></c>", "2")]
    [InlineData("<c r=\"B2\" t=\"b\"><v>1</v></c>", "true")]
    [InlineData("<c r=\"B2\" t=\"b\"><v>0</v></c>", "false")]
    [InlineData("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>", "")]
    [InlineData("<c r=\"B2\" t=\"d\"><v>2021-01-01T09:12:58</v></c>", "2021-01-01T09:12:58")]
    [InlineData("<c r=\"B2\" s=\"1\"/>", "")]
    [InlineData("<c><v>5</v></c>", "5")]
    [InlineData("<c r=\"B2\" t=\"inlineStr\"><is><t>one_x000A_two, \"three\"</t></is></c>", "one\ntwo, \"three\"")]
    public void ACell_IsTheTextThatPeopleSee(string cell, string expected) => Assert.Equal($"2|x|{expected}",
        Cell(cell, b => b.Shared("zero", "one & two", "<r><t>rich</t></r><r><t xml:space=\"preserve\"> text</t></r><rPh sb=\"0\" eb=\"1\"><t>sound</t></rPh>")));

    [Fact]
    public async Task BlankCellsAndRows_MayBeMissingAndLinesAreTheSheets()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var book = new WorkbookBuilder().Formats("14").Sheet("Data", Header.Replace("r=\"1\"", "r=\"3\"", StringComparison.Ordinal)
            + "<row r=\"5\"><c r=\"B5\"><v>2</v></c></row><row r=\"6\"/><row r=\"7\"><c r=\"A7\" s=\"1\"/><c r=\"D7\" s=\"1\"/></row>"
            + "<row r=\"9\"><c r=\"A9\"><v>1</v></c><c r=\"C9\" t=\"inlineStr\"><is><t> </t></is></c></row><row><c><v>7</v></c><c r=\"D10\"><v>8</v></c></row>");

        Assert.Equal(["3|a|b", "5||2", "9|1|", "10|The row has 4 fields, the header 2."], TableText.Rows(folder.Write("book.xlsx", book.ToBytes())));
    }

    [Fact]
    public async Task TheFirstVisibleSheetWithRows_IsReadUnlessTheMapNamesAnother()
    {
        await using var folder = await ImportFolder.OpenAsync();
        string Sheet(string name) => WorkbookBuilder.Rows([["name"], [name]]);
        var path = folder.Write("book.xlsx", new WorkbookBuilder().Sheet("Lists", Sheet("hidden"), "hidden").Sheet("Secret", Sheet("secret"), "veryHidden")
            .Sheet("Cover", "<row r=\"1\"><c r=\"A1\" s=\"0\"/></row>").Sheet("Calls", Sheet("calls")).Sheet("Chats & more", Sheet("chats")).ToBytes());

        Assert.Equal("2|calls", TableText.Rows(path)[1]);
        Assert.Equal("2|chats", TableText.Rows(path, new FileChoices { Sheet = "Chats & more" })[1]);
        Assert.Equal("2|hidden", TableText.Rows(path, new FileChoices { Sheet = "lists" })[1]);
        var refused = Assert.Throws<ImportRefusedException>(() => TableText.Rows(path, new FileChoices { Sheet = "Mails" }));
        Assert.Equal($"The workbook {path} has no sheet \"Mails\", which the map names; it has \"Lists\", \"Secret\", \"Cover\", \"Calls\", \"Chats & more\".", refused.Message);
    }

    [Fact]
    public async Task TitlesAboveTheHeader_ArePassedOverWhereTheMapSaysSo()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("book.xlsx", new WorkbookBuilder().Sheet("S", WorkbookBuilder.Rows([["Report of March"], [], ["a", "b"], ["1", "2"]])).ToBytes());

        Assert.Equal(["3|a|b", "4|1|2"], TableText.Rows(path, new FileChoices { HeaderLine = 3 }));
    }

    [Fact]
    public async Task WhatIsNoWorkbook_IsRefusedWithASentence()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var good = new WorkbookBuilder().Sheet("S", WorkbookBuilder.Rows([["opened_at"], ["2026-01-01"]])).ToBytes();

        Assert.Contains("old Excel file (.xls) or a workbook that is locked with a password", await folder.RefusedAsync(folder.Write("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("damaged", await folder.RefusedAsync(folder.Write("cut.xlsx", good[..(good.Length / 2)])), StringComparison.Ordinal);
        Assert.Contains("no visible sheet with rows", await folder.RefusedAsync(folder.Write("empty.xlsx", new WorkbookBuilder().Sheet("S", "").ToBytes())), StringComparison.Ordinal);
        Assert.Contains("text that is not there", await folder.RefusedAsync(folder.Write("texts.xlsx", new WorkbookBuilder().Sheet("S", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>9</v></c></row>").ToBytes())), StringComparison.Ordinal);
        Assert.Contains("binary workbook", await folder.RefusedAsync(folder.Write("book.xlsb", WorkbookBuilder.Zip(("[Content_Types].xml", []), ("xl/workbook.bin", [])))), StringComparison.Ordinal);
        Assert.Contains("OpenDocument", await folder.RefusedAsync(folder.Write("book.ods", WorkbookBuilder.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [])))), StringComparison.Ordinal);
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM import"));
    }

    [Fact]
    public async Task AFileThatUnpacksWithoutEnd_IsRefused()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var blank = new string(' ', 70_000_000);

        Assert.Contains("250 times its size", await folder.RefusedAsync(folder.Write("bomb.xlsx", new WorkbookBuilder().Sheet("S", WorkbookBuilder.Rows([["opened_at"], ["2026-01-01"]]) + blank).ToBytes())), StringComparison.Ordinal);
        Assert.Contains("250 times its size", await folder.RefusedAsync(folder.Write("bomb.zip", WorkbookBuilder.Zip(("bomb.csv", Encoding.ASCII.GetBytes("opened_at\n2026-01-01\n" + blank.Replace(' ', '\n')))))), StringComparison.Ordinal);
        var texts = Encoding.UTF8.GetBytes($"<sst>{string.Concat(Enumerable.Repeat($"<si><t>{blank.AsSpan(0, 1_000_000)}</t></si>", 70))}</sst>");
        Assert.Contains("64 MB of different texts", Assert.Throws<ImportRefusedException>(() => SharedStrings.Read(new MemoryStream(texts), "texts.xlsx")).Message, StringComparison.Ordinal);
    }

    // The second workbook says N/A for how long one answered call waited, which the first one knows.
    [Theory]
    [InlineData("Call-Center-Dataset.xlsx", "", 4054)]
    [InlineData("Call-Center-Dataset_NA-strings.xlsx", "ID0012", 4053)]
    public async Task TheCallCentresWorkbooks_AgreeWithThePublishedFiguresAndWithTheirCsv(string name, string differs, int waits)
    {
        await using var folder = await ImportFolder.OpenAsync();
        await using var csv = await ImportFolder.OpenAsync();
        await csv.ImportAsync(SharedData.Find("data/pwc-call-center/Call-Center-Dataset.derived.csv"), "call-centre");

        var answer = await folder.ImportAsync(SharedData.Find($"data/pwc-call-center/{name}"), "call-centre");

        Assert.Equal((5000, 5000, 0), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal($"3646|946|4054|{waits}|4054|3.4036", folder.AskOne(
            "SELECT sum(claimed), sum(abandoned), sum(abandoned = 0), count(first_reply_at), count(rating), round(avg(rating), 4) FROM interaction"));
        var sql = $"SELECT * FROM interaction WHERE external_id != '{differs}' ORDER BY id";
        Assert.Equal(csv.Ask(sql), folder.Ask(sql));
    }

    private static string Cell(string cell, Func<WorkbookBuilder, WorkbookBuilder>? with = null)
    {
        var builder = new WorkbookBuilder().Sheet("S", $"{Header}<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c>{cell}</row>");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, (with?.Invoke(builder) ?? builder).ToBytes());
            return TableText.Rows(path)[1];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
