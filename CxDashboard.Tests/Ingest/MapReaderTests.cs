using System.Text;
using CxDashboard.Features.Ingest;
using CxDashboard.Features.Ingest.Maps;
using Xunit;

namespace CxDashboard.Tests.Ingest;

public sealed class MapReaderTests
{
    [Theory]
    [InlineData("""{ "fields": { "opened_at": "a", "opend_at": "b" } }""", "in \"opend_at\": a record has no field \"opend_at\"; its fields are source, external_id,")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "feilds": {} }""", "in the map: \"feilds\" is not known here;")]
    [InlineData("""{ "fields": { "opened_at": { "column": "a", "colour": 1 } } }""", "in \"opened_at\": \"colour\" is not known here;")]
    [InlineData("""{ "fields": { "customer": "a" } }""", "\"fields\" does not say where \"opened_at\" comes from")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "zone": "Mars/Olympus" }""", "the zone \"Mars/Olympus\" is not known")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "dates": ["d"] }""", "\"d\" is not a date format")]
    [InlineData("""{ "fields": { "opened_at": { "column": "a", "constant": "b" } } }""", "in \"opened_at\": it needs exactly one of")]
    [InlineData("""{ "fields": { "opened_at": "a", "claimed_at": { "start": "rated_at", "plus": "b" } } }""", "\"claimed_at\" starts at \"rated_at\", which must be a field of the map")]
    [InlineData("""{ "fields": { "opened_at": "a", "topic": { "start": "opened_at", "plus": "b" } } }""", "in \"topic\": only an instant can be a start plus durations")]
    [InlineData("""{ "fields": { "opened_at": "a", "claimed": "b" }, "events": { "group": "g", "time": "t", "state": "s", "claimed": ["x"] } }""", "\"claimed\" comes from \"events\"")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "extra": "some" }""", "\"extra\" must be \"all\", \"none\" or a list of columns")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "encoding": "klingon" }""", "\"encoding\" is \"klingon\"")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "header_line": 0 }""", "\"header_line\" is \"0\" and must be a line's number, from 1")]
    [InlineData("""{ "fields": { "opened_at": "a" }, "known_until": "soon" }""", "\"known_until\" is \"soon\"")]
    public void AMistake_IsASentenceWithFileAndPlace(string json, string expected)
    {
        var refused = Assert.Throws<ImportRefusedException>(() => MapReader.Read(Encoding.UTF8.GetBytes(json), "desk.json", "desk"));

        Assert.StartsWith("The map desk.json has a mistake in ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenJson_IsASentenceWithTheLine()
    {
        var refused = Assert.Throws<ImportRefusedException>(() => MapReader.Read("{\n  \"fields\": {\n"u8.ToArray(), "desk.json", "desk"));

        Assert.StartsWith("The map desk.json, line 3 is not readable JSON:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorkspacesOwnMap_ComesBeforeTheShippedOneAndAPathBeforeBoth()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/comcast.json", """{ "source": "ours", "fields": { "opened_at": "day" } }""");
        var path = folder.Write("elsewhere/any.json", """{ "source": "path", "fields": { "opened_at": "day" } }""");
        var file = folder.Write("rows.csv", "day\n2026-01-01\n");

        Assert.Equal("ours", (await folder.ImportAsync(file, "comcast")).Source);
        Assert.Equal("path", (await folder.ImportAsync(file, path)).Source);
        Assert.Contains("there are call-centre, comcast, servicenow-log, standard, support-tickets", await folder.RefusedAsync(file, "nobody"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryKindOfRule_IsApplied()
    {
        await using var folder = await ImportFolder.OpenAsync();
        folder.Write("maps/desk.json", """
            {
              // A comment is allowed.
              "zone": "Europe/Berlin", "dates": ["dd.MM.yyyy HH:mm"], "missing": ["n/a"],
              "fields": {
                "external_id": { "columns": ["Year", "No"], "join": "-" },
                "opened_at": { "columns": ["Day", "Time"] },
                "claimed": { "column": "Status", "values": { "erledigt": "yes", "*": "no" } },
                "claimed_at": { "start": "opened_at", "plus": ["Wait", "Talk"], "when": { "column": "Status", "is": ["Erledigt"] } },
                "topic": { "column": "Kind", "occurrence": 2 },
                "channel": { "column": ["Channel", "Kanal"] },
                "rating": "Stars", "rating_scale": { "constant": 5 }
              },
              "extra": ["Status", "Kind"], "colleagues": ["Agent"],
            }
            """);

        var refused = await folder.RefusedAsync(folder.Write("rows.csv", "Year,No,Day,Time,Status,Wait,Talk,Kind,Kind,Kanal,Stars,Agent\n"), "desk");
        Assert.Contains("the header \"Kind\" stands in columns 8 and 9", refused, StringComparison.Ordinal);

        await File.WriteAllTextAsync(folder.PathOf("maps/desk.json"), (await File.ReadAllTextAsync(folder.PathOf("maps/desk.json"), TestContext.Current.CancellationToken)).Replace("\"Kind\"]", "{ \"column\": \"Kind\", \"occurrence\": 1 }]", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var answer = await folder.ImportAsync(folder.Write("rows.csv", """
            Year,No,Day,Time,Status,Wait,Talk,Kind,Kind,Kanal,Stars,Agent
            26,1,01.07.2026,12:00,erledigt,30,0:02:10,fast,billing,Phone,4,Ann
            26,2,02.07.2026,12:00,offen,30,N/A,,billing,,n/a,Ann
            """), "desk");

        Assert.Equal((2, 0), (answer.New, answer.Rejected));
        Assert.Equal(
            [
                """26-1|2026-07-01 10:00:00|1|160|billing|Phone|4|5|{"Agent":"Ann","Kind":"fast","Status":"erledigt"}""",
                """26-2|2026-07-02 10:00:00|0|-|billing|-|-|-|{"Agent":"Ann","Status":"offen"}""",
            ],
            folder.Ask("SELECT external_id, datetime(opened_at / 1000, 'unixepoch'), claimed, (claimed_at - opened_at) / 1000, topic, channel, rating, rating_scale, extra FROM interaction"));
        Assert.Equal("""["Agent"]""", folder.AskOne("SELECT colleague_fields FROM source"));
    }
}
