using System.Globalization;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>A disk that is full while records come by wire: every request is in wholly or not at all, and it goes on when there is room.</summary>
public sealed class FullDiskTests
{
    private const int OfBatch = 200;

    [Fact]
    public async Task AFullDisk_IsSaid_AndWhatWasAcknowledgedIsThere()
    {
        var store = new TemporaryStore();
        var disk = Mount.Small(store.Folder.Path, "4m");
        await store.OpenAsync();
        await using var server = await WireServer.StartAsync(store, ["ingest:shop"]);
        try
        {
            var acknowledged = 0;
            while (acknowledged < 100)
            {
                using var answer = await server.AskAsync(HttpMethod.Post, "interactions", Batch(acknowledged));
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged++;
                    continue;
                }

                Assert.Equal((503, "30"), ((int)answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
                Assert.Contains("Nothing of this is in, because the disk of the store is full. Send it again when that is mended.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
                break;
            }

            Assert.InRange(acknowledged, 1, 99);
            Assert.Equal([Count(acknowledged)], store.Ask("SELECT count(*) FROM interaction"));

            disk.Grow("100m");
            Assert.Equal(200, (await server.PostAsync("interactions", Batch(acknowledged))).Status);
            Assert.Equal([Count(acknowledged + 1) + "|ok"], store.Ask("SELECT (SELECT count(*) FROM interaction), (SELECT * FROM pragma_integrity_check)"));
        }
        finally
        {
            await store.CloseAsync();
            disk.Dispose();
        }
    }

    private static string Count(int batches) => (batches * OfBatch).ToString(CultureInfo.InvariantCulture);

    private static string Batch(int number) => "[" + string.Join(',', Enumerable.Range(0, OfBatch).Select(i =>
        $$"""{"externalId":"{{number}}.{{i}}","openedAt":"2026-03-01T09:00:00Z","comment":"{{new string('x', 300)}}"}""")) + "]";
}
