using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>Records by wire: one, a batch, a stream; taken, refused, sent again.</summary>
public sealed class InteractionsTests
{
    private const string One = """{"externalId":"t-1","customer":"Ann@Example.com","channel":"chat","openedAt":"2026-03-01T09:00:00Z","claimed":true,"rating":4,"ratingScale":5,"via":{"page":"/help"},"tags":["a","b"]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Record_IsInWhenItIsAnswered_AndSentAgainIsUnchanged()
    {
        await using var server = await WireServer.StartAsync();
        var (status, json) = await server.PostAsync("interactions", One);
        Assert.Equal((200, """{"externalId":"t-1","result":"new"}"""), (status, json!.ToJsonString()));
        Assert.Equal(["shop|t-1|ann@example.com|chat|1772355600000|1|4|5|{\"tags\":\"a, b\",\"via.page\":\"/help\"}|1"], server.Store.Ask("""
            SELECT s.name, i.external_id, customer, channel, opened_at, claimed, rating, rating_scale, extra, s.live FROM interaction i JOIN source s ON s.id = i.source_id
            """));
        Assert.Equal("unchanged", (await server.PostAsync("interactions", One)).Json!["result"]!.GetValue<string>());
        Assert.Equal("changed", (await server.PostAsync("interactions", One.Replace("chat", "phone", StringComparison.Ordinal))).Json!["result"]!.GetValue<string>());

        // Without an id it is known by what it says.
        const string Nameless = """{"openedAt":"2026-03-01T09:00:00Z","topic":"billing"}""";
        Assert.Equal("new", (await server.PostAsync("interactions", Nameless)).Json!["result"]!.GetValue<string>());
        Assert.Equal("unchanged", (await server.PostAsync("interactions", """{ "topic": "billing", "openedAt": "2026-03-01T09:00:00Z" }""")).Json!["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task Batch_IsAnsweredRecordByRecord_AndAFaultKeepsNoOther()
    {
        await using var server = await WireServer.StartAsync();
        var (status, json) = await server.PostAsync("interactions", """
            [{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"},
             {"externalId":"2","openedAt":"yesterday","claimed":"perhaps"},
             {"externalId":"3","openedAt":"2026-03-01","rating":9,"ratingScale":5,"claimedAt":"0001-01-01"},
             {"externalId":"4","opened_at":"2026-03-01"}, 7]
            """);
        Assert.Equal(207, status);
        Assert.Equal("""
            {"received":5,"new":2,"changed":0,"unchanged":0,"rejected":3,"results":[
            {"externalId":"1","result":"new"},
            {"externalId":"2","result":"rejected","errors":[{"path":"$[1].openedAt","detail":"openedAt is not a date and time such as 2026-03-01T09:00:00Z: \"yesterday\"."},{"path":"$[1].claimed","detail":"claimed is neither yes nor no: \"perhaps\"."}]},
            {"externalId":"3","result":"new","leftOut":[{"path":"$[2].claimedAt","detail":"claimedAt is before 1980 or after 2100, as a date is that stands for an unknown one, so only it was left out: \"0001-01-01\"."},{"path":"$[2].rating","detail":"The rating is outside its scale, 1 to 5, so only the rating was left out: 9."}]},
            {"externalId":"4","result":"rejected","errors":[{"path":"$[3].opened_at","detail":"There is no field \"opened_at\". Write it as openedAt."}]},
            {"result":"rejected","errors":[{"path":"$[4]","detail":"This is not an object { … }, which a record is."}]}]}
            """.Replace("\n", "", StringComparison.Ordinal), json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal(["1", "3"], server.Store.Ask("SELECT external_id FROM interaction ORDER BY 1"));
    }

    [Theory]
    [InlineData("""{"externalId":"x"}""", 400, "$.openedAt", "openedAt is missing")]
    [InlineData("""{"openedAt":"0001-01-01T00:00:00"}""", 400, "$.openedAt", "openedAt is before 1980 or after 2100, as a date is that stands for an unknown one: \"0001-01-01T00:00:00\".")]
    [InlineData("""{"openedAt":"2999-01-01"}""", 400, "$.openedAt", "openedAt is before 1980 or after 2100")]
    [InlineData("""{"openedAt":"2026-03-01","openedAt":"2026-03-02"}""", 400, "$.openedAt", "stands here twice")]
    [InlineData("""{"openedAt":"2026-03-01","a":1,"a":2}""", 400, "$.a", "stands here twice")]
    [InlineData("""{"openedAt":["2026-03-01"]}""", 400, "$.openedAt", "openedAt is an array")]
    [InlineData("""{"openedAt":"2026-03-01","comment":"\ud800"}""", 400, "$.comment", "half of a pair")]
    [InlineData("""{"openedAt":"2026-03-01","":1}""", 400, "$", "blank")]
    [InlineData("""{"openedAt":"2026-03-01"} {}""", 400, "$", "line 1, byte 27")]
    [InlineData("""{"openedAt":"2026-03-01""", 400, "$", "line 1")]
    [InlineData("", 400, "$", "line 1")]
    [InlineData("null", 400, "$", "not an object")]
    [InlineData("[]", 200, null, null)]
    [InlineData("""[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]""", 400, "$[0]", "depth")]
    [InlineData("""{"openedAt":"2026-03-01","source":"other"}""", 403, "$.source", "writes shop, not \"other\"")]
    [InlineData("""[{"openedAt":"2026-03-01"},{"openedAt":"2026-03-01","source":"other"}]""", 403, "$[1].source", "writes shop")]
    public async Task BodyThatCannotBeTaken_IsRefusedWithItsPlace_AndNothingIsIn(string body, int expected, string? path, string? detail)
    {
        await using var server = await WireServer.StartAsync();
        using var answer = await server.AskAsync(HttpMethod.Post, "interactions", body);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(expected, (int)answer.StatusCode);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));
        if (path is null) return;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(expected, json["status"]!.GetValue<int>());
        Assert.Equal(path, json["errors"]![0]!["path"]!.GetValue<string>());
        Assert.Contains(detail!, json["errors"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LimitsAndTypes_AreToldBeforeAnythingIsRead()
    {
        await using var server = await WireServer.StartAsync(("Api:BodyBytes", "2000"), ("Api:BatchRecords", "3"));
        Assert.Equal(413, (await server.PostAsync("interactions", "\"" + new string('x', 3000) + "\"")).Status);
        using (var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/v1/interactions") { Content = new StreamContent(new MemoryStream(new byte[3000])) { Headers = { { "Content-Type", "application/json" } } } })
        {
            chunked.Headers.TransferEncodingChunked = true;
            using var answer = await server.Client.SendAsync(chunked, Token);
            Assert.Equal(413, (int)answer.StatusCode);
        }

        var four = await server.PostAsync("interactions", "[" + string.Join(',', Enumerable.Range(0, 4).Select(i => $$"""{"externalId":"{{i}}","openedAt":"2026-03-01"}""")) + "]");
        Assert.Equal((413, "The array has more than 3 records. Send fewer at once, or a stream of lines as application/x-ndjson."), (four.Status, four.Json!["detail"]!.GetValue<string>()));
        Assert.Equal(415, (await server.SendAsync(HttpMethod.Post, "interactions", One, "text/plain")).Status);
        Assert.Equal(415, (await server.SendAsync(HttpMethod.Post, "interactions", One, "application/json; charset=utf-16")).Status);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Post, "interactions", One, "application/json; charset=utf-8")).Status);
        Assert.Equal(["1"], server.Store.Ask("SELECT count(*) FROM interaction"));
        using var latin = await server.Client.PostAsync(new Uri("/api/v1/interactions", UriKind.Relative), new ByteArrayContent(Encoding.Latin1.GetBytes("""{"openedAt":"2026-03-01","comment":"é"}""")) { Headers = { { "Content-Type", "application/json" } } }, Token);
        Assert.Contains("The body is not UTF-8", await latin.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_SaysUpToWhichLineEverythingIsIn_AndWhichLinesAreNot()
    {
        await using var server = await WireServer.StartAsync();
        var lines = Enumerable.Range(1, 1_200).Select(i => i == 700 ? "{no json" : $$"""{"externalId":"{{i}}","openedAt":"2026-03-01T09:00:00Z"}""").ToList();
        var (status, json) = await server.SendAsync(HttpMethod.Post, "interactions", string.Join('\n', lines), "application/x-ndjson");
        Assert.Equal(200, status);
        var told = json!.AsArray();
        Assert.Equal("""{"inUntilLine":1200,"new":1199,"changed":0,"unchanged":0,"rejected":1,"done":true}""", told[^1]!.ToJsonString());
        Assert.Contains(told, t => t!["line"]?.GetValue<int>() == 700 && t["result"]!.GetValue<string>() == "rejected");
        Assert.True(told.Count(t => t!["inUntilLine"] is not null) > 2, json.ToJsonString());
        Assert.Equal(["1199"], server.Store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal(1199, (await server.SendAsync(HttpMethod.Post, "interactions", string.Join("\r\n", lines) + "\n\n", "application/x-ndjson")).Json!.AsArray()[^1]!["unchanged"]!.GetValue<int>());

        var tooLong = await server.SendAsync(HttpMethod.Post, "interactions", lines[0] + "\n" + new string('x', 300_000) + "\n" + lines[1], "application/x-ndjson");
        var last = tooLong.Json!.AsArray()[^1]!;
        Assert.Equal(1, last["inUntilLine"]!.GetValue<int>());
        Assert.Equal((false, 413), (last["done"]!.GetValue<bool>(), last["problem"]!["status"]!.GetValue<int>()));
        Assert.StartsWith("Line 2 has more than", last["problem"]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_IsAcknowledgedWhileTheStreamGoesOn()
    {
        await using var server = await WireServer.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port, Token);

        // By hand: the framework's client reads no answer before all is sent.
        await using var stream = tcp.GetStream();
        using var reader = new StreamReader(stream);
        await SendAsync($"POST /api/v1/interactions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {server.Client.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        await SendAsync(Chunk("{\"externalId\":\"1\",\"openedAt\":\"2026-03-01\"}\n{\"externalId\":"));
        Assert.Equal("""{"inUntilLine":1,"new":1,"changed":0,"unchanged":0,"rejected":0}""", await NextAsync());
        Assert.Equal(["1"], server.Store.Ask("SELECT external_id FROM interaction"));
        await SendAsync(Chunk("\"2\",\"openedAt\":\"2026-03-01\"}") + "0\r\n\r\n");
        Assert.StartsWith("{\"inUntilLine\":2,\"new\":2", await NextAsync(), StringComparison.Ordinal);

        static string Chunk(string text) => $"{text.Length:x}\r\n{text}\r\n";
        async Task SendAsync(string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text), Token);
        async Task<string> NextAsync()
        {
            string line;
            do line = (await reader.ReadLineAsync(Token))!;
            while (!line.StartsWith('{'));
            return line;
        }
    }

    [Fact]
    public async Task RequestWithAName_IsDoneOnce()
    {
        await using var server = await WireServer.StartAsync();
        (string, string) name = ("Idempotency-Key", "first");
        Assert.Equal("new", (await server.PostAsync("interactions", One, name)).Json!["result"]!.GetValue<string>());
        using (var again = await server.AskAsync(HttpMethod.Post, "interactions", One, headers: name))
        {
            Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
            Assert.Equal("""{"externalId":"t-1","result":"new"}""", await again.Content.ReadAsStringAsync(Token));
        }

        var other = await server.PostAsync("interactions", One.Replace("chat", "phone", StringComparison.Ordinal), name);
        Assert.Equal((422, "chat"), (other.Status, server.Store.Ask("SELECT channel FROM interaction").Single()));

        // Deleted meanwhile, it does not come back by the first request's name; nor does another key have that name.
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "interactions/t-1", null)).Status);
        await server.PostAsync("interactions", One, name);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", await server.KeyAsync("another", "ingest:shop"));
        Assert.Equal("new", (await server.PostAsync("interactions", One, name)).Json!["result"]!.GetValue<string>());
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Post, "interactions", One, "application/x-ndjson", name)).Status);
    }

    [Fact]
    public async Task FullQueue_IsTold_AndARequestOfTheSameNameIsUnderWay()
    {
        await using var server = await WireServer.StartAsync(("Api:Waiting", "2"));
        using var goOn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holding = server.Store.Writer.RunAsync((_, _) =>
        {
            begun.SetResult();
            goOn.Wait(Token);
            return 0;
        }, Token);
        await begun.Task;
        Task<(int Status, JsonNode? Json)> first, second;
        try
        {
            first = server.PostAsync("interactions", One, ("Idempotency-Key", "a"));
            await Support.Condition.HoldsAsync(() => server.Store.Writer.Waiting == 1);
            using (var twin = await server.AskAsync(HttpMethod.Post, "interactions", One, headers: ("Idempotency-Key", "a"))) Assert.Equal(409, (int)twin.StatusCode);
            second = server.PostAsync("interactions", One);
            await Support.Condition.HoldsAsync(() => server.Store.Writer.Waiting == 2);
            using (var third = await server.AskAsync(HttpMethod.Post, "interactions", One))
            {
                Assert.Equal((429, TimeSpan.FromSeconds(1)), ((int)third.StatusCode, third.Headers.RetryAfter!.Delta));
            }

            Assert.Equal(429, (await server.SendAsync(HttpMethod.Post, "interactions", One, "application/x-ndjson")).Status);
        }
        finally
        {
            goOn.Set();
        }

        await holding;
        Assert.Equal("new", (await first).Json!["result"]!.GetValue<string>());
        Assert.Equal("unchanged", (await second).Json!["result"]!.GetValue<string>());
    }

    [Fact]
    public async Task KeyOfSeveralSources_MustSayWhichOne()
    {
        await using var server = await WireServer.StartAsync(["ingest:shop", "ingest:phone", "read"]);
        var missing = await server.PostAsync("interactions", One);
        Assert.Equal((400, "$.source"), (missing.Status, missing.Json!["errors"]![0]!["path"]!.GetValue<string>()));
        Assert.Equal(200, (await server.PostAsync("interactions?source=phone", One)).Status);
        Assert.Equal(200, (await server.PostAsync("interactions", """{"source":"shop","openedAt":"2026-03-01"}""")).Status);
        Assert.Equal(403, (await server.PostAsync("interactions?source=other", One)).Status);
        Assert.Equal(["phone", "shop"], server.Store.Ask("SELECT name FROM source ORDER BY 1"));
    }
}
