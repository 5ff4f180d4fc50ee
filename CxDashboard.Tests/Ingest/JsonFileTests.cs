using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>JSON Lines and JSON documents: how records become rows, where they are found, and what is kept aside.</summary>
public sealed class JsonFileTests
{
    [Fact]
    public async Task NestedObjects_BecomeDottedColumnsInOrderOfFirstAppearance()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("rows.jsonl", """
            {"id":12345678901234567,"via":{"channel":"api","source":{"from":{},"rel":null}},"tags":["a","b, c",null,3,true],"ok":true,"price":1.50}

            {"id":"2","late":"über \"all\"\n€","tags":[],"events":[ {"a" : 1}, "x y" ],"ok":false,"via":null}
            """);

        Assert.Equal(
            [
                "1|id|via.channel|via.source.rel|tags|ok|price|late|events",
                "1|12345678901234567|api||a, b, c, 3, true|true|1.50||",
                "3|2||||false||über \"all\"\n€|[{\"a\":1},\"x y\"]",
            ], TableText.Rows(path));
    }

    [Theory]
    [InlineData("rows.json", "[\n{\"a\":1},\n{\"b\":2}\n]", "2|1|", "3||2")]
    [InlineData("page.json", "{\n \"tickets\": [\n  {\"a\": 1},\n  {\"b\": 2}],\n \"count\": 87, \"more\": {\"next\": [1, 2]}, \"empty\": []\n}", "3|1|", "4||2")]
    [InlineData("left.json", "{\"tickets\":[\n{\"a\":1},\n{\"b\":2}\n],\n\"count\":2}", "2|1|", "3||2")]
    [InlineData("deep.json", "{\"data\":{\"tickets\":[{\"a\":1},{\"b\":2}]},\"count\":2}", "1|1|", "1||2")]
    [InlineData("lines.json", "{\"a\":1}\r\n{\"b\":2}\r\n", "1|1|", "2||2")]
    [InlineData("lines.txt", "\n{\"a\":1}\n\n{\"b\":2}", "2|1|", "4||2")]
    public async Task Records_AreFoundWhereverTheyAre(string name, string text, params string[] expected)
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Equal(["1|a|b", .. expected], TableText.Rows(folder.Write(name, text)));
        Assert.Equal(["1|a|b", .. expected], TableText.Rows(folder.Write("wide-" + name, "\uFEFF" + text, Encoding.Unicode)));
    }

    [Theory]
    [InlineData("one.jsonl", "{\"a\":1,\"tags\":[{\"x\":1}]}", "1|a|tags", "1|1|[{\"x\":1}]")]
    [InlineData("one.json", "{\n\"a\":1,\"tags\":[2,3]}", "1|a|tags", "1|1|2, 3")]
    public async Task ASingleObject_IsOneRecord(string name, string text, params string[] expected)
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Equal(expected, TableText.Rows(folder.Write(name, text)));
    }

    [Fact]
    public async Task SeveralArrays_AreChosenFromByTheMap()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("page.json", "{\"tickets\":[{\"a\":1}],\"side\":{\"users\":[{\"b\":2}]}}");

        Assert.Equal(["1|b", "1|2"], TableText.Rows(path, new FileChoices { Records = "side.users" }));
        Assert.Equal($"The file {path} has several arrays of objects: \"tickets\", \"side.users\"; say in the map which one is the records (\"records\": \"tickets\").",
            Assert.Throws<ImportRefusedException>(() => TableText.Rows(path)).Message);
        Assert.Contains("no array of objects \"calls\"", Assert.Throws<ImportRefusedException>(() => TableText.Rows(path, new FileChoices { Records = "calls" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenLines_AreKeptWithLineAndReasonAndTheRestGoesIn()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var path = folder.Write("rows.jsonl", [.. "{\"external_id\":\"a\",\"opened_at\":\"2026-01-01\"}\n{\"external_id\":\"b\",\n\n[1,2]\n{\"external_id\":\"\\ud800\"}\n{\"external_id\":\""u8, 0xFF, .. "\"}\n"u8,
            .. "{\"external_id\":\"c\",\"opened_at\":\"2026-01-02\"} x\n{\"external_id\":\"d\",\"opened_at\":\"2026-01-03\"}"u8]);

        var answer = await folder.ImportAsync(new ImportRequest { File = path, Rejects = folder.PathOf("rejects.csv") });

        Assert.Equal((7, 2, 5), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal([2L, 4, 5, 6, 7], folder.Ask("SELECT line FROM rejected_row ORDER BY line").Select(long.Parse));
        Assert.StartsWith("The record is not readable JSON: ", folder.AskOne("SELECT reason FROM rejected_row WHERE line = 2"), StringComparison.Ordinal);
        Assert.Equal(["The record is not an object { … }.", "The record is not UTF-8."], folder.Ask("SELECT reason FROM rejected_row WHERE line IN (4, 6) ORDER BY line"));
        var rejects = await File.ReadAllLinesAsync(folder.PathOf("rejects.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(("line,reason,external_id,opened_at", true), (rejects[0], rejects[1].EndsWith("\"{\"\"external_id\"\":\"\"b\"\",\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ADocumentThatBreaksOff_IsRefusedBeforeAnyRowIsStored()
    {
        await using var folder = await ImportFolder.OpenAsync();

        Assert.Contains("line 2, is not readable JSON", await folder.RefusedAsync(folder.Write("cut.json", "[{\"opened_at\":\"2026-01-01\"},\n{\"opened_at\":")), StringComparison.Ordinal);
        Assert.Contains("not readable JSON", await folder.RefusedAsync(folder.Write("behind.json", "{\"rows\":[{\"opened_at\":\"2026-01-01\"}]\n")), StringComparison.Ordinal);
        Assert.Contains("no record", await folder.RefusedAsync(folder.Write("none.json", "[]")), StringComparison.Ordinal);
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM import"));
    }

    [Fact]
    public async Task LongRecords_AreKeptAsideAndTooManyColumnsRefused()
    {
        await using var folder = await ImportFolder.OpenAsync();
        var text = new string('x', 17_000_000);

        Assert.Equal(["1|a", "1|1", "2|The record is longer than 16 MB.", "3|3"], TableText.Rows(folder.Write("long.jsonl", $"{{\"a\":1}}\n{{\"a\":\"{text}\"}}\n{{\"a\":3}}\n")));
        Assert.Equal(["1|a", "1|1", "2|The record is longer than 16 MB.", "3|3"],
            TableText.Rows(folder.Write("long.json", $"[{{\"a\":1}},\n{{\"a\":[{string.Join(',', Enumerable.Repeat($"\"{text[..1_000_000]}\"", 17))}]}},\n{{\"a\":3}}]")));
        Assert.Contains("more than 2,000 columns", Assert.Throws<ImportRefusedException>(() =>
            TableText.Rows(folder.Write("wide.jsonl", $"{{{string.Join(',', Enumerable.Range(0, 2001).Select(i => $"\"c{i}\":1"))}}}"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ZendesksEngagements_AreReadAsTheyWerePublished()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/engagements.json", """
            { "fields": { "external_id": "engagement_id", "opened_at": "engagement_start_time", "claimed_at": "engagement_end_time", "customer": "requester_id", "channel": "channel",
              "waiting_seconds": "total_requester_wait_time_seconds", "claimed": { "column": "ticket_status_end", "values": { "solved": "yes", "*": "no" } } } }
            """);

        var answer = await folder.ImportAsync(SharedData.Find("data/zendesk/agent_engagement_data.jsonl"), "engagements");

        Assert.Equal((1261, 1261, 0), (answer.Read, answer.New, answer.Rejected));
        Assert.Equal("1248", folder.AskOne("SELECT sum(claimed) FROM interaction"));
        Assert.Equal("1261", folder.AskOne("SELECT count(*) FROM interaction WHERE (claimed_at - opened_at) / 1000 = waiting_seconds"));
        Assert.Equal("8602472027133|3", folder.AskOne("SELECT customer, extra ->> 'offer_time_seconds' FROM interaction WHERE external_id = '8C214E670426E57B47F939E4A4086EFB'"));
    }

    [Fact]
    public async Task ZendesksPagesOfTickets_AreReadWithTheirParts()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/tickets.json", """{ "fields": { "external_id": "id", "opened_at": "created_at", "channel": "via.channel" } }""");

        var answer = await folder.ImportAsync(SharedData.Find("data/zendesk/incremental_tickets_page.json"), "tickets");

        Assert.Equal((87, 0), (answer.Read, answer.Rejected));
        Assert.Equal("0", folder.AskOne("SELECT count(*) FROM interaction WHERE channel IS NULL"));
    }
}
