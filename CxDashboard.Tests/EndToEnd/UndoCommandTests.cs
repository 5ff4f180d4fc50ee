using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CxDashboard.Data;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The verbs <c>imports</c> and <c>undo</c>, with a server and without.</summary>
public sealed class UndoCommandTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Three = "external_id,customer,opened_at\n1,ann,2026-03-01T09:00:00Z\n2,ann,2026-03-03T09:00:00Z\n3,bob,some day\n";

    [Fact]
    public async Task WhatCameIn_IsListed_AndTakenBack()
    {
        using var data = new TemporaryFolder();
        var file = data.File("three.csv", Three);
        await CallAsync("import", file, "--source", "desk");
        await CallAsync("import", data.File("more.csv", Three.Replace("\n2,ann", "\n2,eve", StringComparison.Ordinal)), "--source", "desk");

        var undone = await CallAsync("undo", "2");
        Assert.Equal("""[{"number":2,"file":"more.csv","deleted":0,"restored":1,"stayed":0,"saidAgain":[]}]""", undone.Json.ToJsonString());
        Assert.Equal("Import 2 (more.csv) is taken back: 0 records are gone again, 1 record is as before.", undone.Errors.Trim());

        var listed = (await CallAsync("imports")).Json.AsArray();
        Assert.Equal(["2 more.csv desk undone 1", "1 three.csv desk finished 0"], listed.Select(i => $"{i!["number"]} {i["file"]} {i["source"]} {i["state"]} {i["undoneRestored"]}"));
        Assert.Equal((3, 2, 1, "the command line"), (listed[1]!["read"]!.GetValue<int>(), listed[1]!["new"]!.GetValue<int>(), listed[1]!["rejected"]!.GetValue<int>(), listed[1]!["askedBy"]!.GetValue<string>()));
        Assert.Contains("finished", (await CallAsync("imports", "--format", "table")).Output, StringComparison.Ordinal);
        Assert.StartsWith("number,file,source,", (await CallAsync("imports", "--format", "csv")).Output, StringComparison.Ordinal);

        Assert.Matches("^Import 2 \\(more.csv\\) was taken back already, at .* by the command line.$", await RefusedAsync("2"));
        Assert.Equal("There is no import 7; `imports` lists them.", await RefusedAsync("7"));
        Assert.Equal(2, (await CallAsync("undo", "more.csv")).ExitCode);

        async Task<string> RefusedAsync(string number)
        {
            var refused = await CallAsync("undo", number);
            Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
            return refused.Errors.Trim();
        }

        Task<CallResult> CallAsync(params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", data.Path]);
    }

    [Fact]
    public async Task AFolderWithoutAStore_GetsNone()
    {
        using var data = new TemporaryFolder();
        var refused = await CommandLineProcess.RunAsync("undo", "1", "--data", data.Path);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("There is no store", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task ARunningServer_TakesItBack()
    {
        using var files = new TemporaryFolder();
        await server.RunAsync("import", files.File("three.csv", Three));
        var (number, state, _) = await ListedAsync("three.csv");
        Assert.Equal("finished", state);

        Assert.Contains("\"deleted\": 2", await server.RunAsync("undo", number), StringComparison.Ordinal);

        Assert.Equal("undone", (await ListedAsync("three.csv")).State);
        var twice = await Assert.ThrowsAsync<InvalidOperationException>(() => server.RunAsync("undo", number));
        Assert.Contains("was taken back already", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARunningServer_TakesWhatIsDroppedIntoItsInbox()
    {
        var inbox = Directory.CreateDirectory(new DataFolder(server.DataFolder).InboxPath).FullName;
        await File.WriteAllTextAsync(Path.Combine(inbox, "dropped.csv"), Three, TestContext.Current.CancellationToken);

        await Condition.HoldsAsync(() => File.Exists(Path.Combine(inbox, "done", "dropped.csv.rejected.csv")));

        Assert.Equal(("finished", "the inbox"), await ListedAsync("dropped.csv") is var (_, state, by) ? (state, by) : default);
        Assert.Contains("\"took 1 file\"", await server.RunAsync("runs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_WhatWasCommittedIsThere_AndIsTakenBackOrGoneOnWith()
    {
        using var data = new TemporaryFolder();
        var folder = new DataFolder(data.Path);
        var text = new StringBuilder("source,external_id,opened_at\n");
        for (var i = 0; i < 300_000; i++) text.Append(CultureInfo.InvariantCulture, $"desk,{i},2026-01-{1 + (i % 28):00}T09:00:00Z\n");
        var file = data.File("big.csv", text.ToString());
        await KillAsync();
        Assert.Equal("cut off", (await CallAsync("imports")).Json[0]!["state"]!.GetValue<string>());
        Assert.Equal(Ask("SELECT new FROM import"), Ask("SELECT count(*) FROM interaction"));

        // Taken back, it begins anew; cut off again, it goes on.
        Assert.Equal(0, (await CallAsync("undo", "1")).ExitCode);
        Assert.Equal(["0|0"], Ask("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM source)"));
        await KillAsync();
        var answer = (await CallAsync("import", file)).Json;

        Assert.Equal(300_000, answer["new"]!.GetValue<int>());
        Assert.Equal(["300000|ok"], Ask("SELECT (SELECT count(*) FROM interaction), (SELECT * FROM pragma_integrity_check)"));
        Assert.Equal(["2", "1"], (await CallAsync("imports")).Json.AsArray().Select(i => i!["number"]!.ToString()));

        async Task KillAsync()
        {
            var before = Last();
            using var import = CommandLineProcess.Start("import", file, "--data", data.Path);
            await Condition.HoldsAsync(() => import.HasExited || Last() > before);
            import.Kill();
            await import.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.NotEqual(0, import.ExitCode);
        }

        // 0 while there is no store yet, or not the whole of one.
        long Last()
        {
            try
            {
                return File.Exists(folder.StorePath) ? long.Parse(Ask("SELECT coalesce(max(sequence), 0) FROM journal")[0], CultureInfo.InvariantCulture) : 0;
            }
            catch (Microsoft.Data.Sqlite.SqliteException)
            {
                return 0;
            }
        }

        IReadOnlyList<string> Ask(string sql)
        {
            using var reader = Store.OpenReader(folder.StorePath);
            return TemporaryStore.Ask(reader, sql);
        }

        Task<CallResult> CallAsync(params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", data.Path]);
    }

    private async Task<(string Number, string State, string AskedBy)> ListedAsync(string file)
    {
        var import = Assert.Single(JsonNode.Parse(await server.RunAsync("imports"))!.AsArray(), i => i!["file"]!.GetValue<string>() == file)!;
        return (import["number"]!.ToString(), import["state"]!.GetValue<string>(), import["askedBy"]!.GetValue<string>());
    }
}
