using System.Globalization;
using System.Text;
using System.Text.Json;
using CxDashboard.Features.Ingest;
using Xunit;

namespace CxDashboard.Tests.Ingest;

/// <summary>An import that is cut off after any of its commits and run again ends as if it had run in one go.</summary>
public sealed class ImportResumeTests
{
    // Everything that an import stores; when a thing was written, and the file's moment, differ between two runs.
    private static readonly string[] Tables =
    [
        "SELECT * FROM interaction ORDER BY id", "SELECT * FROM interaction_version ORDER BY replaced_sequence", "SELECT sequence, interaction_id, kind FROM journal ORDER BY sequence",
        "SELECT * FROM source", "SELECT * FROM rejected_row ORDER BY id",
        "SELECT id, file_name, file_hash, map_name, map_hash, source, position, read, new, changed, unchanged, rejected, state, finished_at IS NULL FROM import",
    ];

    [Fact]
    public async Task Records_EndAsInOneGo() => await EndsAsInOneGoAsync("rows.csv", Utf8(Rows()), map: null);

    [Fact]
    public async Task Events_EndAsInOneGo() => await EndsAsInOneGoAsync("events.csv.gz", Utf8(Events()), map: "log");

    [Fact]
    public async Task Workbooks_EndAsInOneGo() =>
        await EndsAsInOneGoAsync("rows.xlsx", new WorkbookBuilder().Sheet("S", WorkbookBuilder.Rows(Fields())).ToBytes(), map: null, rounds: 2);

    [Fact]
    public async Task JsonLines_EndAsInOneGo()
    {
        var rows = Fields().ToList();
        var text = string.Concat(rows.Skip(1).Select(r => r.Length < rows[0].Length ? "{\"torn\":\n" : JsonSerializer.Serialize(rows[0].Zip(r).ToDictionary(c => c.First, c => c.Second)) + "\n"));
        await EndsAsInOneGoAsync("rows.jsonl", Utf8(text), map: null, rounds: 2);
    }

    private static async Task EndsAsInOneGoAsync(string name, byte[] bytes, string? map, int rounds = 10)
    {
        await using var whole = await FolderAsync();
        var expected = await whole.ImportAsync(whole.Write(name, bytes), map);
        var tables = Tables.Select(whole.Ask).ToList();
        Assert.True(expected.Rejected > 0 && expected.New > 500);

        var random = new Random(20260301);
        for (var round = 0; round < rounds; round++)
        {
            await using var folder = await FolderAsync();
            var path = folder.Write(name, bytes);
            var cuts = await CutOffAsync(folder, path, map, after: random.Next(1, 12));
            cuts += await CutOffAsync(folder, path, map, after: random.Next(1, 12));
            Assert.Equal(2, cuts);

            var answer = await folder.ImportAsync(path, map);

            Assert.Equal(ImportOutput.Json(expected with { File = "" }), ImportOutput.Json(answer with { File = "" }));
            for (var i = 0; i < Tables.Length; i++) Assert.Equal(tables[i], folder.Ask(Tables[i]));
        }
    }

    private static async Task<ImportFolder> FolderAsync()
    {
        var folder = await ImportFolder.OpenAsync();
        folder.BatchSize = 40;
        folder.Write("maps/log.json", """
            { "source": "log", "dates": ["d/M/yyyy HH:mm"], "colleagues": ["who"],
              "events": { "group": "id", "time": "at", "state": "state", "claimed": ["done"] },
              "fields": { "opened_at": "opened", "customer": "customer" } }
            """);
        return folder;
    }

    // Returns 1 when it was cut off, 0 when it was too fast.
    private static async Task<int> CutOffAsync(ImportFolder folder, string path, string? map, int after)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var commits = 0;
        void Committed()
        {
            if (++commits == after) stop.Cancel();
        }

        folder.Store.Writer.Committed += Committed;
        try
        {
            await folder.ImportAsync(path, map, ct: stop.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 1;
        }
        finally
        {
            folder.Store.Writer.Committed -= Committed;
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string[]> Fields() => Rows().TrimEnd('\n').Split('\n').Select(r => r.Split(','));

    private static string Rows()
    {
        var random = new Random(7);
        var text = new StringBuilder("source,external_id,customer,opened_at,claimed_at,rating,rating_scale,plan\n");
        for (var i = 0; i < 3000; i++)
        {
            // One in ten has the id of another row, some have none, some cannot be read.
            var id = random.Next(10) switch { 0 => "r" + random.Next(60), 1 => "", _ => "n" + i };
            var opened = random.Next(40) == 0 ? "some day" : Time(random.Next(100_000));
            text.Append(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "desk" : "shop")},{id},c{i % 90},{opened},{Time(200_000 + random.Next(100_000))},{random.Next(1, 7)},5,p{i % 4}\n");
            if (random.Next(100) == 0) text.Append("torn,row\n");
        }

        return text.ToString();
    }

    private static string Events()
    {
        var random = new Random(8);
        var text = new StringBuilder("id,state,at,opened,customer,who\n");
        for (var i = 0; i < 3000; i++)
        {
            // Most ids stand together, some come back later.
            var id = random.Next(8) == 0 ? "r" + random.Next(40) : "n" + (i / 3);
            var day = random.Next(1, 28);
            var at = random.Next(50) == 0 ? "?" : string.Create(CultureInfo.InvariantCulture, $"{day}/2/2026 0{random.Next(10)}:15");
            text.Append(CultureInfo.InvariantCulture, $"{id},{(random.Next(3) == 0 ? "Done" : "open")},{at},1/1/2026 00:00,c{i % 50},w{i % 5}\n");
        }

        return text.ToString();
    }

    private static string Time(int minutes) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(minutes).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
