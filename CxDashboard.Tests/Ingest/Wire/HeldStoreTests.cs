using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>Another program writes into the store and does not end: that is said, nothing of the request is in, and it goes on by itself.</summary>
public sealed class HeldStoreTests
{
    [Fact]
    public async Task StoreThatAnotherProgramHolds_IsSaid_AndItGoesOn()
    {
        await using var server = await WireServer.StartAsync();
        const string Record = """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}""";
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
}
