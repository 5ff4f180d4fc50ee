using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class EventLogTests
{
    private const string Header = "id,state,at,opened,topic\n";
    private const string Ask = "SELECT external_id, claimed, (claimed_at - opened_at) / 60000, reopened_count, (reopened_at - opened_at) / 60000, (last_claimed_at - opened_at) / 60000, topic FROM interaction ORDER BY external_id";

    [Fact]
    public async Task Events_MakeOneRecord()
    {
        Assert.Equal(["a|1|2|0|-|-|last"], await FoldAsync("a new 1 x", "a done 2 y", "a closed 3 last"));
        Assert.Equal(["a|0|-|0|-|-|x"], await FoldAsync("a new 1 x"));
        Assert.Equal(["a|1|1|1|2|3|x"], await FoldAsync("a done 1 x", "a open 2 x", "a closed 3 x", "a done 4 x"));
        Assert.Equal(["a|1|1|1|2|-|x"], await FoldAsync("a done 1 x", "a open 2 x"));

        // Reopened twice: the first reopening, the latest return.
        Assert.Equal(["a|1|1|2|2|5|x"], await FoldAsync("a done 1 x", "a open 2 x", "a done 3 x", "a open 4 x", "a done 5 x"));
    }

    [Fact]
    public async Task AnUnknownState_ChangesNothing() =>
        Assert.Equal(["a|1|1|0|-|-|x"], await FoldAsync("a done 1 x", "a ? 2 x", "a done 3 x"));

    [Fact]
    public async Task AnIdThatReturns_IsStillOneRecord() =>
        Assert.Equal(["a|1|1|1|4|5|last", "b|1|2|0|-|-|x", "c|0|-|0|-|-|x"], await FoldAsync("a done 1 x", "b done 2 x", "c new 3 x", "a open 4 x", "b done 4 x", "a done 5 last"));

    [Fact]
    public async Task TheFilesOrder_BreaksTies() =>
        Assert.Equal(["a|1|1|1|1|1|x"], await FoldAsync("a done 1 x", "a open 1 x", "a done 1 x"));

    [Fact]
    public async Task OrderByTime_IsAskedOfTheMap()
    {
        string[] events = ["a closed 5 last", "a open 2 x", "a new 1 x"];

        Assert.Equal(["a|1|5|1|2|-|x"], await FoldAsync(events));
        Assert.Equal(["a|1|5|0|-|-|last"], await FoldAsync(events, order: "time"));
    }

    [Fact]
    public async Task AnEventThatCannotBeRead_IsRejectedAloneAndWithoutAnIdToo()
    {
        await using var folder = await FolderAsync("file");
        var answer = await folder.ImportAsync(folder.Write("log.csv", Header + "a,new,1/1/2026 00:01,1/1/2026 00:00,x\na,done,soon,1/1/2026 00:00,x\n,done,1/1/2026 00:02,1/1/2026 00:00,x\na,done,1/1/2026 00:03,1/1/2026 00:00,x\n"), "log");

        Assert.Equal((4, 1, 2), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal(["a|1|3|0|-|-|x"], folder.Ask(Ask));
        Assert.Equal(["Column \"at\" (event time) is not a date and time.", "Column \"id\" (external_id) is blank."], answer.Reasons.OrderBy(r => r.FirstLine).Select(r => r.Reason));
    }

    [Fact]
    public async Task TheLatestEvent_SaysUntilWhenTheLogIsKnown()
    {
        await using var folder = await FolderAsync("file");
        var answer = await folder.ImportAsync(folder.Write("log.csv", Header + "a,done,1/1/2026 00:01,1/1/2026 00:00,x\na,done,9/1/2026 00:00,1/1/2026 00:00,x\n"), "log");

        Assert.Equal("2026-01-09T00:00:00Z|2026-01-01T00:00:00Z", $"{answer.KnownUntil}|{answer.ContactsKnownUntil}");
    }

    private static Task<IReadOnlyList<string>> FoldAsync(params string[] events) => FoldAsync(events, "file");

    // "a done 3 x": id, state, minute of the event after the opening, topic.
    private static async Task<IReadOnlyList<string>> FoldAsync(string[] events, string order)
    {
        await using var folder = await FolderAsync(order);
        var rows = events.Select(e => e.Split(' ')).Select(e => $"{e[0]},{e[1]},1/1/2026 00:0{e[2]},1/1/2026 00:00,{e[3]}\n");
        var answer = await folder.ImportAsync(folder.Write("log.csv", Header + string.Concat(rows)), "log");
        Assert.Equal(0, answer.Rejected);
        return folder.Ask(Ask);
    }

    private static async Task<ImportFolder> FolderAsync(string order)
    {
        var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/log.json", $$"""
            { "dates": ["d/M/yyyy HH:mm"], "missing": ["?"],
              "events": { "group": "id", "time": "at", "state": "state", "claimed": ["Done", "Closed"], "order": "{{order}}" },
              "fields": { "opened_at": "opened", "topic": "topic" } }
            """);
        return folder;
    }
}
