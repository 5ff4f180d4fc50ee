using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Records by wire from a client that is not ours, from one that breaks off, and while the server is told to end with pages open.</summary>
public sealed class WireClientsTests(EmptyServer server, Browser browser) : IClassFixture<EmptyServer>, IClassFixture<Browser>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Curl_SendsOneABatchAndAStream()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "/usr/bin/curl is not installed; test.sh installs it.");
        var key = await server.KeyAsync("ingest:curl");
        async Task<string> CurlAsync(string? input, params string[] arguments)
        {
            using var curl = Process.Start(new ProcessStartInfo("curl", ["-sS", "--max-time", "60", "-H", "Authorization: Bearer " + key, .. arguments, server.BaseUrl + "/api/v1/interactions"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            if (input is not null) await curl.StandardInput.WriteAsync(input);
            curl.StandardInput.Close();
            var (said, wrong) = (await curl.StandardOutput.ReadToEndAsync(Token), await curl.StandardError.ReadToEndAsync(Token));
            await curl.WaitForExitAsync(Token);
            Assert.True(curl.ExitCode == 0, wrong);
            return said;
        }

        const string Json = "Content-Type: application/json";
        Assert.Equal("""{"externalId":"1","result":"new"}""", await CurlAsync(null, "-H", Json, "-d", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}"""));
        Assert.Equal("""{"externalId":"1","result":"unchanged"}""", await CurlAsync(null, "-H", Json, "-H", "Expect: 100-continue", "-d", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}"""));
        var batch = JsonNode.Parse(await CurlAsync("[" + string.Join(',', Enumerable.Range(2, 500).Select(i => $$"""{"externalId":"{{i}}","openedAt":"2026-03-01T09:00:00Z"}""")) + "]", "-H", Json, "--data-binary", "@-"))!;
        Assert.Equal((500, 500), ((int)batch["received"]!, (int)batch["new"]!));

        // From a pipe, in chunks as they come.
        var stream = await CurlAsync(string.Concat(Enumerable.Range(1000, 300).Select(i => $$"""{"externalId":"{{i}}","openedAt":"2026-03-01T09:00:00Z"}""" + "\n")), "-H", "Content-Type: application/x-ndjson", "-H", "Transfer-Encoding: chunked", "-T", "-", "-X", "POST");
        Assert.Equal(300, (int)JsonNode.Parse(stream.TrimEnd().Split('\n')[^1])!["new"]!);
        Assert.Contains("\"status\":400", await CurlAsync(null, "-H", Json, "-d", "{\"externalId\":"), StringComparison.Ordinal);
        Assert.Equal("801", Count("curl"));
    }

    [Theory]
    [InlineData("Content-Type: application/json\r\nContent-Length: 500\r\n", """{"externalId":"h1","openedAt":"2026-03-01T09:00:00Z"}""")]
    [InlineData("Content-Type: application/json\r\nContent-Length: 5000\r\n", """[{"externalId":"h2","openedAt":"2026-03-01T09:00:00Z"},""")]
    [InlineData("Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", "35\r\n{\"externalId\":\"h3\",\"openedAt\":\"2026-03-01T09:00:00Z\"}\r\n10\r\n,")]
    public async Task UploadThatBreaksOff_LeavesNothing_AndTheServerGoesOn(string headers, string body)
    {
        var key = await server.KeyAsync("ingest:half");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(server.BaseUrl).Port, Token);
            await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"POST /api/v1/interactions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n{headers}\r\n{body}"), Token);
        }

        using var client = server.Client(key);
        using var next = await client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new StringContent("""{"externalId":"whole","openedAt":"2026-03-01T09:00:00Z"}""", Encoding.UTF8, "application/json"), Token);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal("1", Count("half"));
    }

    [Fact]
    public async Task ServerThatIsToEnd_WritesWhatWaits_AndEndsInFiveSeconds_WithPagesOpen()
    {
        await using var ending = new EmptyServer();
        await ending.InitializeAsync();
        var key = await ending.KeyAsync("ingest:shop");
        foreach (var path in (string[])["/", "/sources", "/webhooks"])
        {
            var page = await browser.OpenAsync(1280);
            await page.GotoAsync(ending.BaseUrl + path);
            await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        }

        var (acknowledged, next, begun) = (new ConcurrentBag<int>(), 0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var senders = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var client = ending.Client(key);
            try
            {
                while (true)
                {
                    var number = Interlocked.Increment(ref next);
                    using var answer = await client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new StringContent($$"""{"externalId":"{{number}}","openedAt":"2026-03-01T09:00:00Z"}""", Encoding.UTF8, "application/json"), Token);
                    if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) continue;
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                    acknowledged.Add(number);
                    if (acknowledged.Count == 200) begun.TrySetResult();
                }
            }
            catch (HttpRequestException)
            {
                // It ended.
            }
        }, Token)).ToList();
        await begun.Task.WaitAsync(Token);
        var (took, code) = await ending.TerminateAsync();
        await Task.WhenAll(senders);

        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took.TotalSeconds:0.0} s.");
        Assert.Equal(0, code);
        using var connection = CxDashboard.Data.Store.OpenReader(new CxDashboard.Data.DataFolder(ending.DataFolder).StorePath);
        using var command = new SqliteCommand("SELECT external_id FROM interaction", connection);
        using var rows = command.ExecuteReader();
        var stored = new List<int>();
        while (rows.Read()) stored.Add(int.Parse(rows.GetString(0), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(acknowledged.Except(stored));
        TestContext.Current.TestOutputHelper?.WriteLine($"It ended in {took.TotalSeconds:0.00} s; {acknowledged.Count} acknowledged, {stored.Count} stored.");
    }

    private string Count(string source)
    {
        using var connection = CxDashboard.Data.Store.OpenReader(new CxDashboard.Data.DataFolder(server.DataFolder).StorePath);
        using var command = new SqliteCommand($"SELECT count(*) FROM interaction i JOIN source s ON s.id = i.source_id WHERE s.name = '{source}'", connection);
        return command.ExecuteScalar()!.ToString()!;
    }
}
