using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>Files as they come: packed, marked, in other encodings, damaged.</summary>
public sealed class SourceFileTests
{
    private const string Rows = "external_id,opened_at,comment\na,2026-01-01T00:00:00Z,fine\n";

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.csv.gz")]
    [InlineData("rows.with.a.wrong.name.gz")]
    public async Task AFile_IsReadPlainOrPacked(string name)
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Equal(1, (await folder.ImportAsync(folder.Write(name, Rows))).New);
    }

    [Fact]
    public async Task PackedContent_IsSeenFromItsBytesNotItsName()
    {
        await using var folder = await ImportFolder.OpenAsync();
        File.Copy(folder.Write("rows.csv.gz", Rows), folder.PathOf("renamed.csv"));

        Assert.Equal(1, (await folder.ImportAsync(folder.PathOf("renamed.csv"))).New);
    }

    [Theory]
    [InlineData("external_id\topened_at\tcomment\r\na\t2026-01-01\tone, two\r\n")]
    [InlineData("external_id;opened_at;comment\na;2026-01-01;one, two\n")]
    [InlineData("\uFEFFexternal_id,opened_at,comment\r\n\r\na,2026-01-01,\"one, two\"\r\n\r\n")]
    [InlineData("\"external_id\",\"opened_at\",\"comment\"\n\"a\",\"2026-01-01\",\"one, two\"")]
    [InlineData("External_ID , OPENED_AT,Comment,\na,2026-01-01,\"one, two\",,,\n")]
    public async Task Separators_MarksAndBlankLines_AreSeen(string text)
    {
        await using var folder = await ImportFolder.OpenAsync();
        var answer = await folder.ImportTextAsync(text);

        Assert.Equal((1, 0), (answer.New, answer.Rejected));
        Assert.Equal("a|one, two|-", folder.AskOne("SELECT external_id, comment, extra FROM interaction"));
    }

    [Fact]
    public async Task QuotedLineBreaks_StayInTheTextAndLinesAreStillCounted()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var answer = await folder.ImportTextAsync("external_id,opened_at,comment\r\na,2026-01-01,\"one\ntwo\r\nthree\"\r\nb,no date,\r\n");

        Assert.Equal("one\ntwo\r\nthree", folder.AskOne("SELECT comment FROM interaction"));
        Assert.Equal(5, Assert.Single(answer.Reasons).FirstLine);
    }

    [Fact]
    public async Task ARowThatIsNotUtf8_IsRejectedByColumnAndTheRestGoesIn()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("latin.csv", Encoding.Latin1.GetBytes(Rows + "b,2026-01-01,schön\nc,2026-01-01,plain\n"));

        var answer = await folder.ImportAsync(path);

        Assert.Equal((2, 1), (answer.New, answer.Rejected));
        Assert.Equal(("Column \"comment\" is not UTF-8.", 3L), (answer.Reasons[0].Reason, answer.Reasons[0].FirstLine));
    }

    [Fact]
    public async Task AMap_MayNameTheEncoding()
    {
        await using var folder = await ImportFolder.OpenAsync();
        foreach (var (name, encoding) in (ReadOnlySpan<(string, Encoding)>)[("iso-8859-1", Encoding.Latin1), ("utf-16", Encoding.Unicode)])
        {
            folder.Write($"maps/{name}.json", $$"""{ "encoding": "{{name}}", "fields": { "external_id": "id", "opened_at": "am", "comment": "text" } }""");
            folder.Write($"{name}.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("id,am,text\na,2026-01-01,schön\n")]);
        }

        await folder.ImportAsync(folder.PathOf("iso-8859-1.csv"), "iso-8859-1");
        await folder.ImportAsync(folder.PathOf("utf-16.csv"), "utf-16");

        Assert.Equal(["schön", "schön"], folder.Ask("SELECT comment FROM interaction"));
    }

    [Fact]
    public async Task WhatIsNoTableOfText_IsRefusedByNameAndNothingIsStored()
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.StartsWith($"There is no file {folder.PathOf("none.csv")}", await folder.RefusedAsync(folder.PathOf("none.csv")), StringComparison.Ordinal);
        Assert.Contains("is empty", await folder.RefusedAsync(folder.Write("empty.csv", "")), StringComparison.Ordinal);
        Assert.Contains("is damaged", await folder.RefusedAsync(folder.Write("book.xlsx", "PK\u0003\u0004…")), StringComparison.Ordinal);
        Assert.Contains("line 1, column 2: the header is not UTF-8", await folder.RefusedAsync(folder.Write("head.csv", Encoding.Latin1.GetBytes("a,ö\n"))), StringComparison.Ordinal);
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM import"));
    }

    [Fact]
    public async Task ADamagedGzip_IsRefusedBeforeAnyRowIsStored()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var rows = new StringBuilder(Rows);
        for (var i = 0; i < 5000; i++) rows.Append("id-").Append(i * 7919).Append(",2026-01-01,").Append(i ^ 12345).Append('\n');
        var whole = await File.ReadAllBytesAsync(folder.Write("whole.csv.gz", rows.ToString()), TestContext.Current.CancellationToken);
        folder.Write("cut.csv", whole[..(whole.Length / 2)]);
        whole[whole.Length / 2] ^= 0xFF;
        folder.Write("flipped.csv", whole);

        Assert.Contains("cut.csv is damaged", await folder.RefusedAsync(folder.PathOf("cut.csv")), StringComparison.Ordinal);
        Assert.Contains("flipped.csv is damaged", await folder.RefusedAsync(folder.PathOf("flipped.csv")), StringComparison.Ordinal);
        Assert.Equal("0|0", folder.AskOne("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM import)"));
    }

    [Fact]
    public async Task AQuoteThatIsNeverClosed_RejectsTheRowThatItSwallows()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var answer = await folder.ImportTextAsync(Rows + "b,2026-01-01,\"open\nc,2026-01-01,x\n");

        Assert.Equal((1, 1), (answer.New, answer.Rejected));
        Assert.Equal("A quote is opened and never closed.", answer.Reasons[0].Reason);
    }

    [Fact]
    public async Task MissingAndDoubleHeaders_AreSentencesThatNameFileLineAndColumn()
    {
        await using var folder = await ImportFolder.OpenAsync();

        var missing = await folder.RefusedAsync(folder.Write("rows.csv", "external_id,opened\na,2026-01-01\n"));
        var twice = await folder.RefusedAsync(folder.Write("twice.csv", "opened_at,topic,topic\n2026-01-01,a,b\n"));

        Assert.Equal($"The file {folder.PathOf("rows.csv")}, line 1, has no column \"opened_at\", which the map \"standard\" needs for opened_at; its columns are \"external_id\", \"opened\"; name the map of such files with --map.", missing);
        Assert.StartsWith($"The file {folder.PathOf("twice.csv")}, line 1: the header \"topic\" stands in columns 2 and 3;", twice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesAboveTheHeader_AreCountedAndAHeaderThatIsNotThereIsRefused()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/third.json", """{ "header_line": 3, "fields": { "opened_at": "opened_at" } }""");
        var path = folder.Write("rows.csv", "A \"title\r\n\r\nopened_at;topic\r\n2026-01-01;a\r\nsome day;b\r\n");

        var answer = await folder.ImportAsync(path, "third");

        Assert.Equal((1, 5L), (answer.New, Assert.Single(answer.Reasons).FirstLine));
        Assert.Contains("line 1, has no column \"opened_at\"", await folder.RefusedAsync(path), StringComparison.Ordinal);
        Assert.Equal($"The file {folder.PathOf("short.csv")} has no line 3 that could be its header; correct \"header_line\" in the map.", await folder.RefusedAsync(folder.Write("short.csv", Rows), "third"));
    }

    [Fact]
    public async Task AFolder_IsRefused()
    {
        await using var folder = await ImportFolder.OpenAsync();
        Directory.CreateDirectory(folder.PathOf("rows.csv"));

        Assert.Contains("is a folder", await folder.RefusedAsync(folder.PathOf("rows.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RejectedRows_NeverOverwriteTheFile_AlsoNotByAnotherName()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var file = folder.Write("rows.csv", Rows);
        File.CreateSymbolicLink(folder.PathOf("other.csv"), file);

        foreach (var rejects in (string[])[file, folder.PathOf("other.csv")])
        {
            var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => folder.ImportAsync(new ImportRequest { File = file, Rejects = rejects }));
            Assert.Contains("the file to be imported", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Rows, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("klingon")]
    public void AnEncodingThatNobodyReads_IsNone(string name) => Assert.Null(SourceFile.FindEncoding(name));
}
