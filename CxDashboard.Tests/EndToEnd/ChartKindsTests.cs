using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Each kind of chart has the figures that the verb <c>metric</c> gives to the same question. The span is long past, so that nothing matures while it is asked.</summary>
[Collection(SampleServer.Name)]
public sealed class ChartKindsTests(RunningServer server)
{
    private static readonly DateOnly To = Monday(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-150)), From = To.AddDays(-56);
    private static readonly string[] Span = ["--from", Day(From), "--to", Day(To), "--sample"];

    [Fact]
    public async Task Pareto_HasTheCountOfEachValue()
    {
        var said = await SayAsync("interactions", "--split", "topic");
        var drawn = await DrawAsync("pareto", "interactions", "--split", "topic");

        Assert.NotEmpty(said);
        Assert.Equal(said.Select(a => (Value(a, "topic"), Number(a["value"]))).Order(), drawn.Select(r => (r["name"], Number(r["count"]))).Order());
        var first = await DrawAsync("pareto", "interactions", "--split", "topic", "--top", "2");
        Assert.Equal(drawn.Where(r => r["kind"] == "named").Take(2).Select(r => r["name"]), first.Where(r => r["kind"] == "named").Select(r => r["name"]));
        Assert.Equal(drawn.Sum(r => Number(r["count"])), first.Sum(r => Number(r["count"])));
    }

    [Fact]
    public async Task Comparison_HasValueIntervalAndNOfEachValue()
    {
        var said = (await SayAsync("held-rate-7d", "--split", "channel")).Where(a => Number(a["n"]) >= 30);
        var drawn = (await DrawAsync("comparison", "held-rate-7d", "--split", "channel")).Where(r => r["state"] == "known").ToList();

        Assert.True(drawn.Count > 1);
        Assert.Equal(drawn.Select(r => r["name"]).Order(StringComparer.Ordinal), drawn.Select(r => r["name"]));
        Assert.Equal(
            said.Select(a => (Value(a, "channel"), Number(a["value"]), Number(a["low"]), Number(a["high"]), Number(a["n"]))),
            drawn.Select(r => (r["name"], Number(r["value"]), Number(r["low"]), Number(r["high"]), Number(r["n"]))));
    }

    [Fact]
    public async Task Lines_HaveEachValueInEachWeek()
    {
        string[] question = ["held-rate-7d", "--by", "week", "--split", "channel", "--top", "3"];
        var said = (await SayAsync(question)).Select(a => (Day: a["from"]!.GetValue<string>(), Name: Value(a, "channel"), Value: Number(a["value"]), N: Number(a["n"])));
        var drawn = (await DrawAsync("lines", question)).Select(r => (Day: r["from"][..10], Name: r["series"], Value: Number(r["value"]), N: Number(r["n"]))).ToList();

        Assert.Equal(4 * 8, drawn.Count);
        Assert.Equal(said.Order(), drawn.Order());
    }

    [Fact]
    public async Task Waterfall_LeadsFromTheWholeOfOnePeriodToThatOfTheNext()
    {
        var middle = From.AddDays(28);
        var before = Assert.Single(await AnswersAsync(["metric", "held-rate-7d", "--from", Day(From), "--to", Day(middle), "--sample", "--format", "json"]));
        var after = Assert.Single(await AnswersAsync(["metric", "held-rate-7d", "--from", Day(middle), "--to", Day(To), "--sample", "--format", "json"]));
        var rows = await TableAsync(["chart", "held-rate-7d", "--kind", "waterfall", "--split", "channel", "--from", Day(middle), "--to", Day(To), "--sample"]);

        Assert.Equal((Number(before["value"])!.Value, Number(before["n"])), (Number(rows[0]["level"])!.Value, Number(rows[0]["n"])), Close);
        Assert.Equal((Number(after["value"])!.Value, Number(after["n"])), (Number(rows[^1]["level"])!.Value, Number(rows[^1]["n"])), Close);
        Assert.Equal(Number(after["value"])!.Value - Number(before["value"])!.Value, rows.Sum(r => Number(r["change"]) ?? 0), 1e-9);
        Assert.Equal(rows, await TableAsync(["chart", "held-rate-7d", "--kind", "waterfall", "--split", "channel", "--before", $"{Day(From)}..{Day(middle)}", "--from", Day(middle), "--to", Day(To), "--sample"]));

        static bool Close((double Value, double? N) a, (double Value, double? N) b) => Math.Abs(a.Value - b.Value) < 1e-9 && a.N == b.N;
    }

    [Theory]
    [InlineData("first-reply-median", "first-reply-p90")]
    [InlineData("resolution-time-closed-median", null)]
    public async Task Distribution_IsOfAllValuesThatTheMedianIsOf(string median, string? ninth)
    {
        var said = Assert.Single(await SayAsync(median));
        var rows = await DrawAsync("distribution", median);

        Assert.Equal(Number(said["value"]), Number(rows.Single(r => r["what"] == "percentile 50")["to"]));
        if (ninth is not null) Assert.Equal(Number(Assert.Single(await SayAsync(ninth))["value"]), Number(rows.Single(r => r["what"] == "percentile 90")["to"]));
        Assert.Equal(Number(said["n"]), rows.Sum(r => Number(r["count"]) ?? 0));
    }

    [Fact]
    public async Task Heat_HasTheSumOfEachHourOfTheWeek()
    {
        var said = (await SayAsync("interactions", "--by", "hour")).GroupBy(a => DateTimeOffset.Parse(a["from"]!.GetValue<string>(), CultureInfo.InvariantCulture) is var at ? (at.DayOfWeek, at.Hour) : default)
            .ToDictionary(g => g.Key, g => g.Any(a => a["value"] is not null) ? g.Sum(a => Number(a["value"])) : null);
        var rows = await DrawAsync("heat", "interactions");

        Assert.Equal(7 * 24, rows.Count);
        Assert.All(rows, r => Assert.Equal(said[(Enum.Parse<DayOfWeek>(r["day"], ignoreCase: true), int.Parse(r["hour"], CultureInfo.InvariantCulture))], Number(r["value"])));
    }

    [Fact]
    public async Task MoreValuesThanLines_AreRefusedWithTheWayOut()
    {
        var result = await CommandLineProcess.RunAsync("chart", "held-rate-7d", "--kind", "lines", "--split", "topic", "--sample", "--data", server.DataFolder, "--format", "svg", "--out", Path.Combine(server.DataFolder, "never.svg"));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("a picture holds 4 lines: choose some with --slice, or give --top 3", result.Errors, StringComparison.Ordinal);
    }

    private Task<List<JsonNode>> SayAsync(params string[] question) => AnswersAsync(["metric", .. question, .. Span, "--format", "json"]);

    private async Task<List<JsonNode>> AnswersAsync(string[] call) => [.. JsonNode.Parse(await server.RunAsync(call))!.AsArray().Select(a => a!)];

    private Task<List<Dictionary<string, string>>> DrawAsync(string kind, params string[] question) => TableAsync(["chart", .. question, "--kind", kind, .. Span]);

    // Names of the sample hold no comma, so a line is cut at each.
    private async Task<List<Dictionary<string, string>>> TableAsync(string[] call)
    {
        var file = Path.Combine(server.DataFolder, Guid.NewGuid() + ".csv");
        await server.RunAsync([.. call, "--format", "csv", "--out", file]);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => header.Zip(l.Split(',')).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal))];
    }

    // "Others" is everything but; unknown has no name in a Pareto chart's table.
    private static string Value(JsonNode answer, string field) => answer["slice"]![field] switch { null => "", JsonObject => "Others", var value => value.GetValue<string>() };

    private static double? Number(JsonNode? value) => value?.GetValue<double>();

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(day.DayNumber % 7));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
