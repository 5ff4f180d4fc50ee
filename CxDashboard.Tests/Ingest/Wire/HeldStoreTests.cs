using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>Another program holds the store, or its file can no longer be written: that is said, nothing of the request is in, and it goes on by itself.</summary>
public sealed class HeldStoreTests
{
    private const string Record = """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}""";

    [Fact]
    public async Task StoreThatAnotherProgramHolds_IsSaid_AndItGoesOn()
    {
        await using var server = await WireServer.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={server.Store.Path};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var hold = other.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            using var answer = await server.AskAsync(HttpMethod.Post, "interactions", Record);
            Assert.Equal((503, "30"), ((int)answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
            Assert.Contains("Nothing of this is in, because another program holds the store.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal((200, "new"), await server.PostAsync("interactions", Record) is var (status, json) ? (status, (string?)json!["result"]) : default);
        Assert.Equal(["1"], server.Store.Ask("SELECT count(*) FROM interaction"));
    }

    [Fact]
    public async Task FileThatMayNoLongerBeWritten_IsSaid_AndItGoesOn()
    {
        await using var server = await WireServer.StartAsync();
        Assert.Equal(200, (await server.PostAsync("interactions", """{"externalId":"0","openedAt":"2026-03-01T08:00:00Z"}""")).Status);
        var log = server.Store.Path + "-wal";
        if (Run("chattr", "+i", log) is { } refused) Assert.Skip(refused);
        try
        {
            using var answer = await server.AskAsync(HttpMethod.Post, "interactions", Record);
            Assert.Equal((503, "30"), ((int)answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
            Assert.Contains("Nothing of this is in, because", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(["0"], server.Store.Ask("SELECT external_id FROM interaction"));
        }
        finally
        {
            Run("chattr", "-i", log);
        }

        Assert.Equal((200, "new"), await server.PostAsync("interactions", Record) is var (status, json) ? (status, (string?)json!["result"]) : default);
        Assert.Equal(["0", "1"], server.Store.Ask("SELECT external_id FROM interaction ORDER BY 1"));
    }

    // Null where it went well, else why it did not: not every file system knows files that nobody may change.
    private static string? Run(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, UseShellExecute = false })!;
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{string.Join(' ', command)}: {errors.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }
}
