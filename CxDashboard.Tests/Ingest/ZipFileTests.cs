using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Reading;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>Archives with one table inside.</summary>
public sealed class ZipFileTests
{
    private static readonly byte[] Table = "opened_at,topic\n2026-01-01,billing\n"u8.ToArray();

    [Fact]
    public async Task TheOnlyTable_IsReadWhateverLiesBesideIt()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("export.zip", WorkbookBuilder.Zip(("export/", []), ("export/calls.csv", Table), ("__MACOSX/export/._calls.csv", [1]), ("export/.DS_Store", [1]), ("export/readme.txt", "Hello"u8.ToArray())));

        var answer = await folder.ImportAsync(path);

        Assert.Equal((1, "export"), (answer.New, answer.Source));
        Assert.Equal(0, (await folder.ImportAsync(path)).New);
    }

    [Fact]
    public async Task SeveralTables_AreListedAndTheMapChooses()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("export.zip", WorkbookBuilder.Zip(("a/calls.csv", Table), ("b/chats.jsonl", "{\"opened_at\":\"2026-01-02\"}"u8.ToArray())));

        Assert.Equal($"The archive {path} has 2 files in it: \"a/calls.csv\", \"b/chats.jsonl\"; say in the map which one is meant (\"entry\": \"a/calls.csv\").", await folder.RefusedAsync(path));
        Assert.Equal("2|2026-01-01|billing", TableText.Rows(path, new FileChoices { Entry = "a/calls.csv" })[1]);
        Assert.Equal("1|2026-01-02", TableText.Rows(path, new FileChoices { Entry = "CHATS.jsonl" })[1]);
        Assert.Contains("no file \"mails.csv\"", Assert.Throws<ImportRefusedException>(() => TableText.Rows(path, new FileChoices { Entry = "mails.csv" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedOrNestedArchive_IsRefusedBeforeAnyRowIsStored()
    {
        await using var folder = await ImportFolder.OpenAsync();
        // Stored as it is, so that a flipped bit is still a table, and only the checksum knows.
        var stored = WorkbookBuilder.Zip(("calls.csv", Table));
        var place = stored.AsSpan().IndexOf("billing"u8);
        if (place < 0) place = 45;
        stored[place] ^= 1;

        Assert.Contains("is damaged", await folder.RefusedAsync(folder.Write("flipped.zip", stored)), StringComparison.Ordinal);
        Assert.Contains("inside another one", await folder.RefusedAsync(folder.Write("nested.zip", WorkbookBuilder.Zip(("book.xlsx", WorkbookBuilder.Zip(("a", [])))))), StringComparison.Ordinal);
        Assert.Contains("no file in it", await folder.RefusedAsync(folder.Write("empty.zip", WorkbookBuilder.Zip())), StringComparison.Ordinal);
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM import"));
    }

    [Fact]
    public async Task JsonLines_MayBePacked()
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Equal(1, (await folder.ImportAsync(folder.Write("rows.jsonl.gz", "{\"opened_at\":\"2026-01-01\"}\n"))).New);
    }
}
