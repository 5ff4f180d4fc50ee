using System.Text.Json.Nodes;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Inbox;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

public sealed class InboxTests
{
    private const string Two = "external_id,customer,opened_at\n1,ann,2026-03-01T09:00:00Z\n2,bob,2026-03-02T09:00:00Z\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AFile_IsTakenWhenItIsWhole_AndPutAwayWithItsReport()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var inbox = Watch(server);
        var file = server.Folder.Write("inbox/desk.csv", Two[..60]);
        Assert.Equal(0, (await inbox.LookAsync(Token)).Files);

        // It grows between two looks, and is held open after that.
        await File.AppendAllTextAsync(file, Two[60..], Token);
        Assert.Equal(0, (await inbox.LookAsync(Token)).Files);
        await using (new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None)) Assert.Equal(0, (await inbox.LookAsync(Token)).Files);
        Assert.Equal((1, 2L), await inbox.LookAsync(Token));

        Assert.Equal(["done/desk.csv", "done/desk.csv.report.json"], Files(server));
        var report = JsonNode.Parse(await File.ReadAllTextAsync(server.Folder.PathOf("inbox/done/desk.csv.report.json"), Token))!;
        Assert.Equal(("desk.csv", "desk", 2, 0), (report["file"]!.GetValue<string>(), report["source"]!.GetValue<string>(), report["new"]!.GetValue<int>(), report["rejected"]!.GetValue<int>()));
        Assert.Equal(["the inbox"], server.Folder.Ask("SELECT asked_by FROM import"));
    }

    [Fact]
    public async Task TheSameFileAgain_ChangesNothing_AndOverwritesNothing()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var inbox = Watch(server);
        await DropAsync(server, inbox, "desk.csv", Two);

        Assert.Equal((1, 0L), await DropAsync(server, inbox, "desk.csv", Two));

        Assert.Equal(["done/desk (2).csv", "done/desk (2).csv.report.json", "done/desk.csv", "done/desk.csv.report.json"], Files(server));
        Assert.Equal(["2"], server.Folder.Ask("SELECT max(sequence) FROM journal"));
    }

    [Fact]
    public async Task RowsThatCannotBeRead_LieBesideIt()
    {
        await using var server = await QueueUnderTest.StartAsync();
        await DropAsync(server, Watch(server), "desk.csv.gz", Two + "3,eve,some day\n");

        Assert.Equal(["done/desk.csv.gz", "done/desk.csv.gz.rejected.csv", "done/desk.csv.gz.report.json"], Files(server));
        Assert.Contains("3,eve,some day", await File.ReadAllTextAsync(server.Folder.PathOf("inbox/done/desk.csv.gz.rejected.csv"), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheMapThatFits_IsTaken()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var inbox = Watch(server);
        server.Folder.Write("maps/help.json", """{ "files": ["HelpDesk*.csv", "hd-?.txt"], "source": "help", "fields": { "opened_at": "When" } }""");
        await DropAsync(server, inbox, "helpdesk-march.csv", "When\n2026-03-01T09:00:00Z\n");
        await DropAsync(server, inbox, "hd-1.txt", "When\n2026-03-02T09:00:00Z\n");
        Assert.Equal(["help|2"], server.Folder.Ask("SELECT name, (SELECT count(*) FROM interaction) FROM source"));

        // Two that fit are one too many.
        server.Folder.Write("maps/other.json", """{ "files": "*march.csv", "fields": { "opened_at": "When" } }""");
        await DropAsync(server, inbox, "helpdesk-march.csv", "When\n2026-03-03T09:00:00Z\n");
        Assert.Equal("Several maps are for files such as helpdesk-march.csv: help, other; let only one of their \"files\" fit.", await FailureAsync(server, "helpdesk-march.csv"));
    }

    [Fact]
    public async Task AFileThatCannotBeImported_IsPutAsideWithTheSentenceWhy()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var inbox = Watch(server);
        await DropAsync(server, inbox, "plain.csv", "When,Who\nyesterday,ann\n");
        Assert.Matches("has no column \"opened_at\", which the map \"standard\" needs.*\"files\": \\[\"helpdesk\\*.csv\"\\]\\.$", await FailureAsync(server, "plain.csv"));

        // A map with a mistake may be the one for it; for others that fit it is not asked.
        server.Folder.Write("maps/help.json", """{ "files": "help/desk.csv", "fields": { "opened_at": "When" } }""");
        await DropAsync(server, inbox, "desk.csv", Two);
        Assert.Contains("\"files\" has \"help/desk.csv\" and must have names of files without a folder", await FailureAsync(server, "desk.csv"), StringComparison.Ordinal);
        Assert.Empty(server.Folder.Ask("SELECT * FROM interaction"));
    }

    [Theory]
    [InlineData(".hidden.csv")]
    [InlineData("~desk.csv")]
    [InlineData("desk.csv.part")]
    [InlineData("desk.TMP")]
    [InlineData("desk.crdownload")]
    public async Task WhatIsNoFileYet_IsPassedOver(string name)
    {
        await using var server = await QueueUnderTest.StartAsync();
        Assert.Equal(0, (await DropAsync(server, Watch(server), name, Two)).Files);
        Assert.Equal([name], Files(server));
    }

    [Fact]
    public async Task AFolderThatIsMissing_IsToldOnce_AndIsLookedIntoWhenItComes()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var log = new SentenceLog<InboxWatch>();
        var inbox = Watch(server, log);
        for (var look = 0; look < 5; look++) await inbox.LookAsync(Token);
        Assert.Equal($"There is no folder {server.Folder.PathOf("inbox")}. Make it, and files that are dropped there are imported.", Assert.Single(log.Said));

        Assert.Equal((1, 2L), await DropAsync(server, inbox, "desk.csv", Two));
    }

    [Fact]
    public async Task AFolderThatMayOnlyBeRead_IsToldOnce_AndNothingIsImported()
    {
        await using var server = await QueueUnderTest.StartAsync();
        server.Folder.Write("inbox/desk.csv", Two);
        using var mount = Mount.ReadOnly(server.Folder.PathOf("inbox"));
        var log = new SentenceLog<InboxWatch>();
        var inbox = Watch(server, log);

        for (var look = 0; look < 5; look++) await inbox.LookAsync(Token);

        Assert.StartsWith($"Nothing is imported from {server.Folder.PathOf("inbox")}, because files cannot be read there or moved away", Assert.Single(log.Said), StringComparison.Ordinal);
        Assert.Empty(server.Folder.Ask("SELECT * FROM import"));
        Assert.Equal(["desk.csv"], Files(server));
    }

    private static InboxWatch Watch(QueueUnderTest server, SentenceLog<InboxWatch>? log = null) =>
        new(new DataFolder(server.Folder.PathOf("")), server.Queue, server.Life, log ?? new SentenceLog<InboxWatch>());

    private static async Task<(int Files, long Records)> DropAsync(QueueUnderTest server, InboxWatch inbox, string name, string text)
    {
        server.Folder.Write("inbox/" + name, text);
        await inbox.LookAsync(Token);
        return await inbox.LookAsync(Token);
    }

    private static async Task<string> FailureAsync(QueueUnderTest server, string name) =>
        JsonNode.Parse(await File.ReadAllTextAsync(server.Folder.PathOf($"inbox/failed/{name}.report.json"), Token))!["failed"]!.GetValue<string>();

    private static IEnumerable<string> Files(QueueUnderTest server) => Directory.EnumerateFiles(server.Folder.PathOf("inbox"), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(server.Folder.PathOf("inbox"), f)).Order(StringComparer.Ordinal);
}
