using CxDashboard.Features.Ingest;
using Xunit;

namespace CxDashboard.Tests.Ingest.Queue;

/// <summary>An import that takes the place of another one ends in what a fresh import would have given.</summary>
public sealed class ReplacingTests
{
    private const string Head = "no,opened,who,state\n";

    // In the first map day and month are swapped and nothing is claimed; some rows are only rejected by one of the two.
    private const string Wrong = """{ "source": "desk", "dates": ["MM/dd/yyyy"], "fields": { "external_id": "no", "opened_at": "opened" } }""";
    private const string Right = """{ "source": "desk", "dates": ["dd/MM/yyyy"], "fields": { "external_id": "no", "opened_at": "opened", "customer": "who", "claimed": { "column": "state", "values": { "Done": "yes", "*": "no" } } } }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ImportUnderAnotherMap_GivesWhatAFreshOneGives_WithOthersBetween()
    {
        await using var server = await QueueUnderTest.StartAsync(batch: 7);
        var folder = server.Folder;
        var file = folder.Write("desk.csv", Head + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},{1 + (i % 28):00}/{1 + (i % 12):00}/2026,c{i % 9},{(i % 3 == 0 ? "Done" : "Open")}\n")));
        var other = folder.Write("other.csv", "source,external_id,customer,opened_at\n" + string.Concat(Enumerable.Range(50, 30).Select(i => $"desk,{i},late{i},2026-05-0{1 + (i % 9)}T09:00:00Z\n")));
        var (wrong, right) = (folder.Write("wrong.json", Wrong), folder.Write("right.json", Right));
        var first = await EndAsync(server, new ImportRequest { File = file, Map = wrong });
        Assert.InRange(first.Answer!.Rejected, 1, 59);
        await EndAsync(server, new ImportRequest { File = other });

        var again = await EndAsync(server, new ImportRequest { File = file, Map = right, Replaces = first.ImportId });

        await using var fresh = await QueueUnderTest.StartAsync(batch: 7);
        await EndAsync(fresh, new ImportRequest { File = other });
        var whole = await EndAsync(fresh, new ImportRequest { File = file, Map = right });
        Assert.Equal(ImportPhase.Finished, again.Phase);
        Assert.Equal(whole.Answer! with { Reasons = [], Warnings = [], Notes = [] }, again.Answer! with { Reasons = [], Warnings = [], Notes = [] });
        foreach (var question in (string[])["SELECT external_id, opened_at, customer, claimed, extra FROM interaction ORDER BY external_id", "SELECT name, known_until, contacts_known_until FROM source", "SELECT line, reason, text FROM rejected_row WHERE import_id = (SELECT max(id) FROM import) ORDER BY id"])
            Assert.Equal(fresh.Folder.Ask(question), folder.Ask(question));
        Assert.Equal(["1", "0", "0"], folder.Ask("SELECT undone_at IS NOT NULL FROM import ORDER BY id"));

        // Once more, after it was taken back by hand: nothing is left to be taken back.
        await server.Queue.UndoAsync(again.ImportId!.Value, "a test", Token);
        Assert.Equal(ImportPhase.Finished, (await EndAsync(server, new ImportRequest { File = file, Map = right, Replaces = again.ImportId })).Phase);
        Assert.Equal(fresh.Folder.Ask("SELECT external_id, opened_at, customer, claimed, extra FROM interaction ORDER BY external_id"), folder.Ask("SELECT external_id, opened_at, customer, claimed, extra FROM interaction ORDER BY external_id"));
    }

    private static Task<ImportTicket> EndAsync(QueueUnderTest server, ImportRequest request) => server.Queue.EndOfAsync(server.Queue.Enqueue(request, "a test").Id, Token);
}
