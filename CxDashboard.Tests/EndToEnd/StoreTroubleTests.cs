using System.Globalization;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A disk that is full, a folder that may only be read, a store that another program holds: one sentence, and nothing is lost.</summary>
public sealed class StoreTroubleTests : IDisposable
{
    private const int Rows = 40_000;

    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AFullDisk_IsSaid_AndTheImportGoesOnWhereItWas()
    {
        var (data, file) = (_files.File("data"), BigFile(3 * Rows));
        using var disk = Mount.Small(data, "20m");
        var full = await CallAsync(data, "import", file);

        Assert.Equal((1, ""), (full.ExitCode, full.Output));
        Assert.Matches("^The import of big.csv stopped, because the disk of the store is full; [48]0,000 of its rows are in. Mend that and import it again to go on, or take it back with `undo 1`.$", full.Errors.Trim());
        disk.Grow("200m");
        Assert.Equal(["ok"], Ask(data, "PRAGMA integrity_check"));
        Assert.Equal(Ask(data, "SELECT new FROM import"), Ask(data, "SELECT count(*) FROM interaction"));

        var answer = (await CallAsync(data, "import", file)).Json;
        var whole = _files.File("whole");
        Assert.Equal((await CallAsync(whole, "import", file)).Json.ToJsonString(), answer.ToJsonString());
        foreach (var table in (string[])["SELECT * FROM interaction ORDER BY id", "SELECT * FROM source", "SELECT sequence, interaction_id, kind FROM journal", "SELECT * FROM import_batch"])
            Assert.True(Ask(whole, table).SequenceEqual(Ask(data, table)), table);
    }

    [Fact]
    public async Task AnUndoWithoutRoom_ChangesNothing()
    {
        var (data, file) = (_files.File("data"), BigFile(Rows));
        using var disk = Mount.Small(data, "200m");
        Assert.Equal(0, (await CallAsync(data, "import", file)).ExitCode);
        var used = Directory.EnumerateFiles(data).Sum(f => new FileInfo(f).Length);
        disk.Grow($"{(used / 1024) + 1500}k");

        var full = await CallAsync(data, "undo", "1");

        Assert.Equal((1, "Import 1 could not be taken back, because the disk of the store is full; nothing has changed."), (full.ExitCode, full.Errors.Trim()));
        Assert.Equal([$"{Rows}|ok"], Ask(data, "SELECT (SELECT count(*) FROM interaction), (SELECT * FROM pragma_integrity_check)"));
        disk.Grow("200m");
        Assert.Equal(Rows, (await CallAsync(data, "undo", "1")).Json[0]!["deleted"]!.GetValue<int>());
    }

    [Fact]
    public async Task AFolderThatMayOnlyBeRead_IsSaid()
    {
        var (data, file) = (_files.File("data"), _files.File("one.csv", "opened_at\n2026-03-01T09:00:00Z\n"));
        Assert.Equal(0, (await CallAsync(data, "import", file)).ExitCode);
        using var mount = Mount.ReadOnly(data);

        var refused = await CallAsync(data, "import", file);

        Assert.Equal((1, "", $"{data} is on a disk that may only be read. Name another folder with --data."), (refused.ExitCode, refused.Output, refused.Errors.Trim()));
    }

    [Fact]
    public async Task AStoreThatAnotherProgramHolds_IsSaid()
    {
        var (data, file) = (_files.File("data"), _files.File("one.csv", "opened_at\n2026-03-01T09:00:00Z\n"));
        Assert.Equal(0, (await CallAsync(data, "import", file)).ExitCode);
        await using var other = new SqliteConnection($"Data Source={new DataFolder(data).StorePath};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var held = other.BeginTransaction();

        var refused = await CallAsync(data, "import", _files.File("two.csv", "opened_at\n2026-03-02T09:00:00Z\n"));

        Assert.Equal((1, "two.csv could not be imported, because another program holds the store; nothing of it is stored."), (refused.ExitCode, refused.Errors.Trim()));
    }

    private string BigFile(int rows)
    {
        var text = new StringBuilder("source,external_id,customer,topic,comment,opened_at\n");
        for (var i = 0; i < rows; i++) text.Append(CultureInfo.InvariantCulture, $"desk,{i},c{i % 500},billing,words that take some room on the disk {i},2026-01-{1 + (i % 28):00}T09:00:00Z\n");
        return _files.File("big.csv", text.ToString());
    }

    private static IReadOnlyList<string> Ask(string data, string sql)
    {
        using var reader = Store.OpenReader(new DataFolder(data).StorePath);
        return TemporaryStore.Ask(reader, sql);
    }

    private static Task<CallResult> CallAsync(string data, params string[] arguments) => CommandLineProcess.RunAsync([.. arguments, "--data", data]);
}
