using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The contract of the command line, asked of the program as a process.</summary>
public sealed class CommandLineTests(ThreeImported imported) : IClassFixture<ThreeImported>, IDisposable
{
    internal const string Three = """
        external_id,customer,topic,channel,opened_at,claimed_at,rating,rating_scale
        1,ann,billing,chat,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z,5,5
        2,ann,billing,chat,2026-03-03T09:00:00Z,2026-03-03T10:00:00Z,2,5
        3,bob,delivery,phone,2026-04-20T09:00:00Z,,,
        """;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Import_AnswersWhatCameOfIt_AndTheSameFileTwiceChangesNothing()
    {
        var file = _data.File("three.csv", Three);
        var first = (await RunAsync("import", file, "--source", "desk")).Json;
        Assert.Equal(
            """{"source":"desk","read":3,"new":3,"changed":0,"unchanged":0,"rejected":0,"knownUntil":"2026-04-20T09:00:00Z","contactsKnownUntil":"2026-04-20T09:00:00Z","reasons":[],"warnings":[]}""",
            Without(first, "file").ToJsonString());
        var second = (await RunAsync("import", file, "--source", "desk")).Json;
        Assert.Equal((0, 0, 3), (second["new"]!.GetValue<int>(), second["changed"]!.GetValue<int>(), second["unchanged"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Metric_AnswersWithEveryFieldOfTheContract()
    {
        await RunAsync("import", _data.File("three.csv", Three), "--source", "desk");
        var answers = (await RunAsync("metric", "held-rate-7d", "--by", "month", "--slice", "channel=chat")).Json.AsArray();
        Assert.Equal(["2026-03-01", "2026-04-01"], answers.Select(a => a!["from"]!.GetValue<string>()));
        Assert.Equal(
            ["metric", "version", "from", "to", "slice", "count", "n", "value", "low", "high", "unit", "maturing", "maturingShare", "weak", "suppressed", "asOf", "contactsKnownUntil"],
            answers[0]!.AsObject().Select(f => f.Key));

        // Ann came back two days after the claim: one issue, and it did not hold.
        Assert.Equal("""{"channel":"chat"}""", answers[0]!["slice"]!.ToJsonString());
        Assert.Equal((0, 1, 0.0), (answers[0]!["count"]!.GetValue<int>(), answers[0]!["n"]!.GetValue<int>(), answers[0]!["value"]!.GetValue<double>()));
        Assert.Equal((0, null), (answers[1]!["n"]!.GetValue<int>(), answers[1]!["value"]?.GetValue<double>()));
    }

    [Fact]
    public async Task Metric_InEveryForm_SaysTheSame()
    {
        var json = (await imported.RunAsync("metric", "interactions", "--by", "month")).Json.AsArray();
        var csv = (await imported.RunAsync("metric", "interactions", "--by", "month", "--format", "csv")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(string.Join(',', json[0]!.AsObject().Select(f => f.Key)), csv[0]);
        Assert.Equal(json.Count, csv.Length - 1);
        Assert.Contains("2026-04-01", (await imported.RunAsync("metric", "interactions", "--by", "month", "--format", "table")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric", "no-such-metric", "`metrics` lists all that there are")]
    [InlineData("metric", "claimed-rate --slice agent=x", "is no field to slice by")]
    [InlineData("metric", "claimed-rate --slice extra.agent=x", "names colleagues")]
    [InlineData("metric", "claimed-rate --slice extra.nothing=x", "No record has an extra field")]
    [InlineData("metric", "claimed-rate --from yesterday", "--from is \"yesterday\", which is no day")]
    [InlineData("metric", "claimed-rate --from 2026-03-02 --to 2026-03-01", "which is earlier")]
    [InlineData("metric", "claimed-rate --as-of 03/04/2026", "--as-of is \"03/04/2026\", which is no instant")]
    [InlineData("metric", "claimed-rate --by hour --from 0001-01-01", "Ask for fewer with --from and --to")]
    [InlineData("metric", "claimed-rate --zone Mars/Base", "which is no known time zone")]
    [InlineData("metric", "claimed-rate --version 2", "There is no version 2 of claimed-rate")]
    [InlineData("metric", "claimed-rate --top 5", "Name one field with --split")]
    [InlineData("metric", "claimed-rate --known-at soon", "--known-at is \"soon\", which is no instant")]
    [InlineData("chart", "claimed-rate --by all --format svg --out x.svg", "needs steps")]
    [InlineData("chart", "claimed-rate --split channel --format svg --out x.svg", "takes no --split")]
    [InlineData("import", "nothing-there.csv", "nothing-there.csv")]
    [InlineData("import", "nothing-there.csv --known-until soon", "--known-until is \"soon\", which is no instant")]
    public async Task WhatCannotBeDone_IsOneSentence(string verb, string rest, string says)
    {
        var result = await imported.RunAsync([verb, .. rest.Split(' ')]);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metric_AtTheEndsOfTheCalendar_Answers()
    {
        Assert.Equal(2, (await imported.RunAsync("metric", "interactions", "--by", "month", "--from", "9999-11-01", "--to", "9999-12-31")).Json.AsArray().Count);
        Assert.Equal(3, (await imported.RunAsync("metric", "interactions", "--by", "week", "--from", "0001-01-01", "--to", "0001-01-20", "--zone", "Pacific/Kiritimati")).Json.AsArray().Count);
    }

    [Fact]
    public async Task SeveralValuesOfOneField_AreOneLineOfCsv()
    {
        var csv = (await imported.RunAsync("metric", "interactions", "--slice", "channel=chat", "--slice", "channel=phone", "--slice", "team=", "--format", "csv")).Output;
        Assert.Contains(",channel=chat; channel=phone; team=,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverythingBut_IsToldAsItWasAsked()
    {
        string[] call = ["metric", "interactions", "--slice", "channel!=chat", "--slice", "channel!=phone"];
        Assert.Equal("""{"channel":{"not":["chat","phone"]}}""", (await imported.RunAsync(call)).Json[0]!["slice"]!.ToJsonString());
        Assert.Contains(",channel!=chat; channel!=phone,", (await imported.RunAsync([.. call, "--format", "csv"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ not JSON", "cannot be read")]
    [InlineData("""{ "Workspace": { "Zone": null } }""", "no known time zone")]
    [InlineData("""{ "Workspace": { "QuietLimitDays": "long" } }""", "Workspace:QuietLimitDays")]
    [InlineData("""{ "Workspace": { "QuietLimitDays": 1, "Calendar": "north" } }""", "from 7 to 730. Workspace:Calendar is \"north\"")]
    public async Task SettingsThatCannotBeRead_AreOneSentence(string settings, string says)
    {
        await RunAsync("import", _data.File("three.csv", Three));
        _data.File("settings.json", settings);
        var result = await RunAsync("metric", "interactions");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("our fault", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFolderWithoutRoomForASocket_IsNotServed()
    {
        var result = await CommandLineProcess.RunAsync("--data", Path.Combine(_data.Path, new string('d', 120)), "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("too long for a socket", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric")]
    [InlineData("metric claimed-rate --by fortnight")]
    [InlineData("import")]
    [InlineData("no-such-verb")]
    public async Task WrongUsage_IsTwo_WithThatVerbsHelpOnStandardError(string call)
    {
        var result = await RunAsync(call.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("Usage:", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_ListsEveryDefinition()
    {
        var metrics = (await RunAsync("metrics")).Json.AsArray();
        Assert.Equal(58, metrics.Count);
        Assert.Equal(58, (await RunAsync("metrics", "--all-versions")).Json.AsArray().Count);
        Assert.All(metrics, m => Assert.All(["id", "version", "name", "wording", "unit", "population", "of", "clock", "since", "rule"], field => Assert.NotNull(m![field])));
        Assert.All(metrics, m => Assert.True(m!["counterMetric"] is not { } counter || metrics.Any(other => other!["id"]!.GetValue<string>() == counter.GetValue<string>())));
    }

    [Fact]
    public async Task NoStoreYet_IsSaid()
    {
        var result = await RunAsync("metric", "claimed-rate");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Import a file", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://192.168.1.4:5080")]
    [InlineData("https://127.0.0.1:5080")]
    [InlineData("nonsense")]
    public async Task Serving_OtherThanOnLoopback_IsRefused(string url)
    {
        var result = await RunAsync("--urls", url);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("--urls is", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_WhereAnotherProgramListens_IsRefused()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var result = await RunAsync("--no-sample", "--urls", $"http://{other.LocalEndpoint}");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("is in use by another program", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_IsWrittenInEveryForm()
    {
        await RunAsync("sample", "--until", "2026-05-10", "--seed", "7");
        foreach (var format in (string[])["svg", "csv", "png", "pdf"])
        {
            var file = _data.File("chart." + format);
            var result = await RunAsync("chart", "held-rate-7d", "--sample", "--format", format, "--out", file);
            if (result.ExitCode != 0 && result.Errors.Contains("librsvg", StringComparison.Ordinal)) Assert.Skip(result.Errors.Trim());
            Assert.True(result.ExitCode == 0, result.Errors);
            Assert.True(new FileInfo(file).Length > 1000);
        }

        Assert.Contains("Sample data", await File.ReadAllTextAsync(_data.File("chart.svg"), TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Sample_IsTheSameForTheSameSeedAndEnd()
    {
        var first = (await RunAsync("sample", "--until", "2026-05-10", "--seed", "7")).Json;
        var figures = (await RunAsync("metric", "held-rate-7d", "--sample", "--by", "month")).Output;
        Assert.True(first[0]!["records"]!.GetValue<int>() > 30_000);
        using var other = new TemporaryFolder();
        await CommandLineProcess.RunAsync("sample", "--until", "2026-05-10", "--seed", "7", "--data", other.Path);
        Assert.Equal(figures, (await CommandLineProcess.RunAsync("metric", "held-rate-7d", "--sample", "--by", "month", "--data", other.Path)).Output);
    }

    private Task<CallResult> RunAsync(params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", _data.Path]);

    private static JsonObject Without(JsonNode node, string field)
    {
        node.AsObject().Remove(field);
        return node.AsObject();
    }
}

/// <summary>Three records that are in, for tests that only ask.</summary>
public sealed class ThreeImported : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Assert.Equal(0, (await RunAsync("import", _data.File("three.csv", CommandLineTests.Three))).ExitCode);

    internal Task<CallResult> RunAsync(params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", _data.Path]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }
}
