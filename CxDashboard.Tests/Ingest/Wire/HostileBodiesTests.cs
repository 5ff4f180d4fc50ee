using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Wire;

/// <summary>Ten thousand bodies that are broken at random, by a fixed seed: each is answered, none with a fault of ours, and each refusal says what is wrong. Alone, because it measures memory.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileBodiesTests
{
    private const int Bodies = 10_000;
    private static readonly string[] Paths = ["interactions", "interactions", "interactions", "ratings", "replies", "interactions/t-1"];
    private static readonly string[] Seeds =
    [
        """{"externalId":"t-1","customer":"ann","channel":"chat","openedAt":"2026-03-01T09:00:00Z","claimed":true,"rating":4,"ratingScale":5,"via":{"page":"/help","parts":[1,{"a":null}]},"cost":12.5}""",
        """[{"externalId":"1","openedAt":"2026-03-01"},{"externalId":"2","openedAt":"2026-03-02T09:00:00+02:00","comment":"Zürich \ud83d\ude00"}]""",
        """{"externalId":"t-1","rating":4,"ratingScale":5,"ratedAt":"2026-03-02","comment":"fine"}""",
        """{"externalId":"t-1","at":"2026-03-01T10:00:00Z","useful":true}""",
        """{"externalId":"7","openedAt":"2026-03-01","source":"other"}""",
        "{\"externalId\":\"9\",\"openedAt\":\"2026-03-01\"}\n{\"externalId\":\"8\",\"openedAt\":\"2026-03-01\"}\n",
        """{"openedAt":null,"extra":{"a":{"b":{"c":[[[[]]]]}}}}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-", "1e999", "1E-999", "99999999999999999999999999", "\\u0000", "\\ud800", "\\", "\u0000", "\uFEFF", "\n", "NaN", "'", "/*", "\"openedAt\":", "\"openedAt\":\"2026-03-01\",",
        "\"\":\"\"", "\"source\":\"other\"", "\"a.b\":1,\"a\":{\"b\":2}", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01", "{\"x\":{\"x\":{\"x\":", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BrokenBody_IsAnsweredWithWhatIsWrong()
    {
        var random = new Random(20261201);
        await using var server = await WireServer.StartAsync();
        await server.PostAsync("interactions", Seeds[0]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < Bodies; i++)
        {
            var body = Broken(random);
            var path = Paths[random.Next(Paths.Length)];
            var type = random.Next(20) switch { 0 => "text/plain", 1 => "application/json; charset=utf-16", 2 or 3 or 4 => "application/x-ndjson", 5 => "application/merge-patch+json", _ => "application/json" };
            using var call = new HttpRequestMessage(path.Contains('/', StringComparison.Ordinal) ? HttpMethod.Patch : HttpMethod.Post, "/api/v1/" + path) { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };
            if (random.Next(10) == 0) call.Headers.TryAddWithoutValidation("Idempotency-Key", "n" + random.Next(50));
            using var answer = await server.Client.SendAsync(call, Token);
            var text = await answer.Content.ReadAsStringAsync(Token);
            Check(answer, text, $"{i}: {call.Method} {path} {type}\n{Encoding.UTF8.GetString(body)}");
            statuses[(int)answer.StatusCode] = statuses.GetValueOrDefault((int)answer.StatusCode) + 1;
        }

        Assert.Equal([200, 207, 400, 403, 415, 422], statuses.Keys.Where(s => s is not 413));
        Assert.True(statuses[200] > 300, string.Join(' ', statuses));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 50_000_000);
        Assert.Equal(["ok"], server.Store.Ask("PRAGMA integrity_check"));
    }

    private static void Check(HttpResponseMessage answer, string text, string what)
    {
        Assert.True((int)answer.StatusCode is >= 200 and < 500, what + "\n" + text);
        if (answer.StatusCode < HttpStatusCode.BadRequest)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) Assert.NotNull(JsonNode.Parse(line));
            return;
        }

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.True(problem["detail"]!.GetValue<string>().Length > 15, what);
        if (problem["errors"] is not JsonArray errors) return;
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.StartsWith("$", e!["path"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.All(errors, e => Assert.True(e!["detail"]!.GetValue<string>().Length > 10, what));
    }

    // A body that is right, with a few of its bytes cut, doubled, flipped, moved, or with a piece of something put in.
    private static byte[] Broken(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]).ToList();
        for (var change = random.Next(4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 2: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 200))); break;
            }
        }

        return [.. bytes];
    }
}
