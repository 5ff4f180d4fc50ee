using CxDashboard.Data;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Drafts;
using CxDashboard.Measuring;
using CxDashboard.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

/// <summary>A file that was never given on the page is found again by its import, mended, and imported in its place: the store is as if it had come under the right map at first.</summary>
public sealed class MendingTests
{
    // Under the wrong map nothing is claimed, and month and day are swapped where they can be.
    private const string Wrong = """{ "source": "desk", "dates": ["MM/dd/yyyy"], "fields": { "external_id": "ticket no", "opened_at": "opened" } }""";
    private const string All = "SELECT external_id, opened_at, customer, claimed, extra FROM interaction ORDER BY external_id";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("command line")]
    [InlineData("inbox")]
    [InlineData("given again")]
    public async Task FileOfAnImport_IsMendedFromWhereItLies_AndTakesItsPlace(string cameBy)
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 7);
        var file = server.Folder.Write("desk.csv", "ticket no,opened,customer email,status\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},{1 + (i % 28):00}/{1 + (i % 12):00}/2026,c{i % 9}@example.org,{(i % 3 == 0 ? "Closed" : "Open")}\n")));
        var wrong = server.Folder.Write("wrong.json", Wrong);
        var first = await server.Queue.EndOfAsync(server.Queue.Enqueue(new ImportRequest { File = file, Map = wrong }, "the command line").Id, Token);
        Assert.InRange(first.Answer!.Rejected, 1, 59);
        var data = new DataFolder(Path.GetDirectoryName(server.Folder.Store.Path)!);
        using var drafts = new ImportDrafts(data, server.Feed, server.Queue, Options.Create(new WorkspaceOptions()), TimeProvider.System, NullLogger<ImportDrafts>.Instance);
        string id;
        switch (cameBy)
        {
            case "inbox":
                // Where the inbox puts it, under another name because its own was taken.
                Directory.CreateDirectory(Path.Combine(data.InboxPath, "done"));
                await File.WriteAllTextAsync(Path.Combine(data.InboxPath, "done", "desk.csv"), "another file\n", Token);
                File.Move(file, Path.Combine(data.InboxPath, "done", "desk (2).csv"));
                goto default;
            case "given again":
                await using (var content = File.OpenRead(file)) id = await drafts.ReceiveAsync("another name.csv", content, Token);
                Assert.Equal((first.ImportId, null), (drafts.Find(id)!.SameAs, drafts.Find(id)!.Mends));
                drafts.TakePlace(id, takes: true);
                break;
            default:
                Assert.True(drafts.MayMend(first.ImportId!.Value));
                id = await drafts.MendAsync(first.ImportId.Value, Token);
                break;
        }

        await Condition.HoldsAsync(() => drafts.Find(id) is { Stage: DraftStage.Ready });
        var draft = drafts.Find(id)!;
        Assert.Equal((first.ImportId, null), (draft.Mends, draft.Fault));
        drafts.Choose(id, draft.Choices with { Source = "desk" });
        await Condition.HoldsAsync(() => drafts.Find(id) is { Stage: DraftStage.Ready, Choices.Source: "desk", Trial: not null });
        var map = drafts.Find(id)!.Draft!.ToJson();
        var again = await server.Queue.EndOfAsync(drafts.Import(id, "a test").Id, Token);
        Assert.Equal((ImportPhase.Finished, 0, 20), (again.Phase, again.Answer!.Rejected, server.Folder.Ask("SELECT 1 FROM interaction WHERE claimed = 1").Count));

        await using var fresh = await QueueUnderTest.StartAsync(batch: 7);
        var same = fresh.Folder.Write("desk.csv", await File.ReadAllTextAsync(draft.Path, Token));
        await fresh.Queue.EndOfAsync(fresh.Queue.Enqueue(new ImportRequest { File = same, Map = fresh.Folder.Write("right.json", map) }, "a test").Id, Token);
        Assert.Equal(fresh.Folder.Ask(All), server.Folder.Ask(All));
        Assert.Equal(["1", "0"], server.Folder.Ask("SELECT undone_at IS NOT NULL FROM import ORDER BY id"));
    }

    [Fact]
    public async Task FileThatIsGoneOrChanged_IsSaidSo()
    {
        await using var server = await QueueUnderTest.StartAsync();
        var file = server.File("desk.csv", 20);
        var import = (await server.Queue.EndOfAsync(server.Enqueue(file).Id, Token)).ImportId!.Value;
        var data = new DataFolder(Path.GetDirectoryName(server.Folder.Store.Path)!);
        using var drafts = new ImportDrafts(data, server.Feed, server.Queue, Options.Create(new WorkspaceOptions()), TimeProvider.System, NullLogger<ImportDrafts>.Instance);
        await File.AppendAllTextAsync(file, "desk,99,c,billing,2026-02-01T09:00:00Z\n", Token);
        Assert.StartsWith("The file desk.csv was changed since it was imported. Give the former one on the page Import", (await Assert.ThrowsAsync<ImportRefusedException>(() => drafts.MendAsync(import, Token))).Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.False(drafts.MayMend(import));
        Assert.StartsWith("The file desk.csv is not where it was any more.", (await Assert.ThrowsAsync<ImportRefusedException>(() => drafts.MendAsync(import, Token))).Message, StringComparison.Ordinal);

        // Another file is a new one.
        var other = server.File("other.csv", 3);
        await using var content = File.OpenRead(other);
        var id = await drafts.ReceiveAsync("desk.csv", content, Token);
        Assert.Null(drafts.Find(id)!.SameAs);
    }
}
