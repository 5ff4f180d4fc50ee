using System.Diagnostics;
using System.Globalization;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Measuring;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Records that come in quick succession are measured together: each measuring has every open page drawn anew.</summary>
public sealed class BurstTests(EmptyServer server) : IClassFixture<EmptyServer>
{
    private const int Singles = 150, Batches = 10, OfBatch = 1_000, All = Singles + (Batches * OfBatch);

    // No two runs begin closer than this, and the one of the clock may come between.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RecordsInQuickSuccession_WakeFewRuns_AndNoneIsLeftOut()
    {
        using var client = server.Client(await server.KeyAsync("ingest:shop"));
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < Singles; i++)
        {
            await PostAsync(client, Record(i));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Token);
        }

        await Task.WhenAll(Enumerable.Range(0, Batches).Select(b => PostAsync(client, "[" + string.Join(',', Enumerable.Range(Singles + (b * OfBatch), OfBatch).Select(Record)) + "]")));
        await Condition.HoldsAsync(() => Runs().Records == All);
        var (runs, _) = Runs();
        Assert.InRange(runs, 2, (int)(clock.Elapsed / Rest) + 3);
        Assert.True(runs < Singles / 2, $"{runs} runs for {Singles + Batches} requests.");
    }

    private (int Count, long Records) Runs()
    {
        using var connection = new SqliteConnection($"Data Source={new DataFolder(server.DataFolder).StorePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*), coalesce(sum(records), 0) FROM run WHERE job = $job AND records > 0";
        command.Parameters.AddWithValue("$job", MeasureRun.Job);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt32(0), reader.GetInt64(1));
    }

    private static async Task PostAsync(HttpClient client, string body)
    {
        using var answer = await client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"), Token);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static string Record(int number) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"externalId":"B-{{number}}","customer":"c{{number % 400}}","openedAt":"2026-03-{{(number % 28) + 1:D2}}T09:00:00Z"}""");
}
