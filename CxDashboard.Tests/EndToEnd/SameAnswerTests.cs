using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Data;
using CxDashboard.Measuring;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>One question, asked wherever it can be asked, has one answer. The span is long past, so that nothing matures while it is asked.</summary>
[Collection(SampleServer.Name)]
public sealed class SameAnswerTests(RunningServer server)
{
    private const int Weeks = 4;
    private const string Metric = "held-rate-7d", Channel = "Chat";

    private static readonly DateOnly From = Monday(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-200));
    private static readonly DateOnly To = From.AddDays(7 * Weeks);
    private static readonly string[] Question = [Metric, "--from", Day(From), "--to", Day(To), "--slice", $"channel={Channel}", "--sample"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PageVerbsAndApi_GiveTheSameFiguresByWeek()
    {
        var said = Figures(JsonNode.Parse(await server.RunAsync(["metric", .. Question, "--by", "week", "--format", "json"]))!);
        Assert.Equal(Weeks, said.Count);
        Assert.All(said, week => Assert.True(week.N > 0 && week.Value is > 0 and < 1, week.ToString()));

        using var client = server.Client();
        var api = await client.GetStringAsync($"{server.BaseUrl}/api/v1/metrics/{Metric}?by=week&from={Day(From)}&to={Day(To)}&slice=channel={Channel}", Token);
        Assert.Equal(said, Figures(JsonNode.Parse(api)!));

        var page = await client.GetStringAsync($"{server.BaseUrl}/charts/{Metric}.csv?by=week&period={Day(From)}..{Day(To)}&channel={Channel}", Token);
        Assert.Equal(said, Figures(page));

        var file = Path.Combine(server.DataFolder, "same answer.csv");
        await server.RunAsync(["chart", .. Question, "--by", "week", "--format", "csv", "--out", file]);
        Assert.Equal(page, await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task PublishedDays_GiveTheSameFiguresByDay_AndAddUpToTheWeeks()
    {
        var said = Figures(JsonNode.Parse(await server.RunAsync(["metric", .. Question, "--by", "day", "--format", "json"]))!);
        var weeks = Figures(JsonNode.Parse(await server.RunAsync(["metric", .. Question, "--by", "week", "--format", "json"]))!);
        var published = await PublishedAsync();
        Assert.True(published.Count > 5 * Weeks, $"Only {published.Count} days were published.");
        Assert.Equal(said.Where(day => published.Any(p => p.From == day.From)), published);

        // A cohort's issues are in one day each, so whole weeks add up: 7 days of held issues and of all.
        var whole = weeks.Where(w => Enumerable.Range(0, 7).All(d => published.Any(p => p.From == w.From.AddDays(d)))).ToList();
        Assert.NotEmpty(whole);
        Assert.All(whole, w => Assert.Equal((w.Count, w.N), (DaysOf(w).Sum(d => d.Count), DaysOf(w).Sum(d => d.N))));

        IEnumerable<Figure> DaysOf(Figure week) => published.Where(p => p.From >= week.From && p.From < week.From.AddDays(7));
    }

    // The sample itself is never published: its records are, from a store of their own.
    private async Task<List<Figure>> PublishedAsync()
    {
        using var folder = new TemporaryFolder();
        var path = new DataFolder(folder.Path).StorePath;
        using (var sample = Store.OpenReader(new DataFolder(server.DataFolder).SamplePath))
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()))
        {
            copy.Open();
            sample.BackupDatabase(copy);

            // Days that are finished are left alone: a year of figures is a million rows, and a few weeks tell as much.
            using var finish = copy.CreateCommand();
            finish.CommandText = """
                WITH RECURSIVE days(day) AS (SELECT date($from, '-400 days') UNION ALL SELECT date(day, '+1 day') FROM days WHERE day < date($from, '+300 days'))
                INSERT INTO daily_metrics (day, metric, version, dimension, value_of_dimension, n, maturing, suppressed, finished)
                SELECT day, 'finished before', 1, '', '', 0, 0, 0, 1 FROM days WHERE day < $from OR day >= $to
                """;
            finish.Parameters.AddWithValue("$from", Day(From));
            finish.Parameters.AddWithValue("$to", Day(To));
            finish.ExecuteNonQuery();
        }

        await using (var store = await Store.OpenAsync(path, TimeProvider.System, NullLogger.Instance, Token))
        {
            using var measure = new Measure(new ShownStore(path, isSample: false), TimeProvider.System, Options.Create(new WorkspaceOptions()));
            await measure.FollowAsync(Token);
            await new DailyMetrics(store.Writer, measure, TimeProvider.System).WriteAsync(Token);
        }

        using var reader = Store.OpenReader(path);
        return [.. TemporaryStore.Ask(reader, $"""
            SELECT day, count, n, value, low, high FROM daily_metrics
            WHERE metric = '{Metric}' AND dimension = 'channel' AND value_of_dimension = '{Channel}' AND day >= '{Day(From)}' AND day < '{Day(To)}' AND suppressed = 0 ORDER BY day
            """).Select(row => Read(row.Split('|')))];
    }

    private sealed record Figure(DateOnly From, double? Count, long N, double? Value, double? Low, double? High);

    private static List<Figure> Figures(JsonNode answers) =>
    [
        .. answers.AsArray().Select(a => new Figure(DateOnly.ParseExact(a!["from"]!.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture), Number(a["count"]),
            a["n"]!.GetValue<long>(), Number(a["value"]), Number(a["low"]), Number(a["high"]))),
    ];

    // The labels of weeks hold no comma, so a line is cut at each.
    private static List<Figure> Figures(string csv)
    {
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(',').ToList();
        return [.. lines.Skip(1).Select(l => l.Split(',')).Select(cells => Read([.. new[] { "from", "count", "n", "value", "low", "high" }.Select(name => cells[header.IndexOf(name)])]))];
    }

    // day or instant, count, n, value, low, high
    private static Figure Read(IReadOnlyList<string> cells) => new(
        DateOnly.ParseExact(cells[0][..10], "yyyy-MM-dd", CultureInfo.InvariantCulture), Number(cells[1]), long.Parse(cells[2], CultureInfo.InvariantCulture), Number(cells[3]), Number(cells[4]), Number(cells[5]));

    private static double? Number(string text) => text is "" or "-" ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static double? Number(JsonNode? node) => node?.GetValue<double>();

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
