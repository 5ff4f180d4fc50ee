using System.Text.Json;
using System.Text.Json.Nodes;
using CxDashboard.Features.Ingest.Maps;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>A record means the same as a row of a standard file and as JSON: the same columns, the same hash for an id, the same refusals.</summary>
public sealed class SameMeaningTests
{
    private static readonly string[] Texts =
    [
        "", " ", "yes", "NO", "true", "0", "1", "2", "3.0", "4", "5", "7", "10", "-1", "1e2", "0.5", "12.34567", "maybe", "in", "Out", "policy", "Knowledge", "shop", " Ann@Example.COM ", "+49 (0)30 123-456",
        "2026-03-01", "2026-03-01T09:00", "2026-03-29 02:30:00", "2026-10-25T02:30:00.1239", "2026-03-01T09:00:00+02:00", "01/02/2026", "00:10:05", "Zürich 😀", "a \"quoted\", text\nof two lines", "\u0000\u0007", "1234567890123456789012",
    ];

    private static readonly Gen<(string Name, string Text)> Field =
        from name in Gen.Elements([.. Enum.GetValues<RecordField>().Where(f => f is not (RecordField.Source or RecordField.OpenedAt)).Select(RecordFields.NameOf), "extra", "Zone \"x\"", "ä", "😀", "\uFFFD"])
        from text in Gen.Frequency((1, Gen.Elements(Texts)), (6, Gen.Elements(Fitting(name))))
        select (name, text);

    private static readonly Gen<(string Name, string Text)[]> Records =
        from fields in Field.ListOf(6)
        from opened in Gen.Frequency((20, Gen.Constant("2026-03-01T09:00:00Z")), (1, Gen.Elements(Texts)))
        select fields.DistinctBy(f => f.Name).Append((Name: "opened_at", Text: opened)).ToArray();

    private static string[] Fitting(string name) => RecordFields.Find(name) switch
    {
        { } field when RecordFields.IsInstant(field) => ["2026-03-01", "2026-03-01T09:00", "2026-03-29 02:30:00", "2026-10-25T02:30:00.1239", "2026-03-01T09:00:00+02:00"],
        { } field when RecordFields.IsNumber(field) => ["1", "2", "3.0", "5", "7", "10"],
        RecordField.RatingScale => ["2", "5", "10", "4"],
        RecordField.Claimed or RecordField.Abandoned or RecordField.Asked or RecordField.WouldBuyAgain or RecordField.Confirmed => ["yes", "NO", "true", "0"],
        RecordField.Direction => ["in", "Out"],
        RecordField.Cause => ["policy", "Knowledge"],
        _ => Texts,
    };

    [Fact]
    public async Task EveryRecord_IsTheSameByFileAndByWire()
    {
        var records = Records.Sample(600).ToList();
        await using var server = await WireServer.StartAsync(("Workspace:Zone", "Europe/Berlin"));
        await using var folder = await ImportFolder.OpenAsync();
        folder.Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var rejected = new List<int>();
        for (var i = 0; i < records.Count; i += 200)
        {
            var (_, json) = await server.PostAsync("interactions", "[" + string.Join(',', records.Skip(i).Take(200).Select(Json)) + "]");
            rejected.AddRange(json!["results"]!.AsArray().Select((r, at) => (r!["result"]!.GetValue<string>(), At: i + at)).Where(r => r.Item1 == "rejected").Select(r => r.At));
        }

        var names = records.SelectMany(r => r.Select(f => f.Name)).Distinct(StringComparer.Ordinal).ToList();
        var lines = records.Select((record, i) => string.Join(',', names.Select(n => Quoted(record.FirstOrDefault(f => f.Name == n).Text ?? "")).Prepend("shop")));
        var answer = await folder.ImportTextAsync(string.Join(',', names.Select(Quoted).Prepend("source")) + "\n" + string.Join('\n', lines) + "\n");
        Assert.Equal((records.Count - rejected.Count, rejected.Count), (answer.New + answer.Changed + answer.Unchanged, answer.Rejected));

        const string All = """
            SELECT external_id, external_id_is_hash, customer, segment, channel, topic, product, region, team, direction, opened_at, first_reply_at, first_useful_reply_at, claimed_at, claimed, reopened_count,
            reopened_at, last_claimed_at, abandoned, transfers, waiting_seconds, asked, rating, rating_scale, rated_at, effort, recommend, would_buy_again, confirmed, cost, cause, policy, gesture, time_flags, comment, extra
            FROM interaction ORDER BY external_id
            """;
        Assert.Equal(folder.Ask(All), server.Store.Ask(All));
        Assert.True(rejected.Count is > 100 and < 500, $"{rejected.Count} of {records.Count} were rejected.");
    }

    private static string Json((string Name, string Text)[] record)
    {
        var json = new JsonObject { ["source"] = "shop" };
        foreach (var (name, text) in record) json[RecordFields.Find(name) is null ? name : JsonNamingPolicy.CamelCase.ConvertName(string.Concat(name.Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..])))] = Value(text);
        return json.ToJsonString();
    }

    // Numbers and flags as JSON has them, where they are written alike.
    private static JsonNode? Value(string text) => text switch
    {
        "" => null,
        "true" => true,
        "1" or "2" or "4" or "5" or "7" or "10" or "0" or "-1" or "0.5" or "12.34567" or "3.0" or "1e2" => JsonNode.Parse(text),
        _ => text,
    };

    private static string Quoted(string text) => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
