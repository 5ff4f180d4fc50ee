using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CxDashboard.Api;
using CxDashboard.Features.Ingest.Wire;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Documents;

/// <summary>What the guide to the API says to send is sent to a real server, in its order, and answered as it says; its description for programs is so, too.</summary>
public sealed partial class ApiGuideTests(EmptyServer server) : IClassFixture<EmptyServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryCallOfTheGuide_IsAnsweredAsItSays()
    {
        var (key, read) = (await server.KeyAsync("ingest:shop"), await server.KeyAsync("read"));
        using var client = new HttpClient();
        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "api.md"), Token);
        var calls = 0;
        foreach (Match block in Blocks().Matches(page))
        {
            // What was sent is in the figures a moment later, and before that there is nothing to read.
            if (block.Value.Contains("/signals", StringComparison.Ordinal)) await MeasuredAsync();
            var answers = new StringBuilder();
            foreach (var line in block.Groups["calls"].Value.Split('\n').Where(l => l.StartsWith("curl ", StringComparison.Ordinal)))
            {
                using var call = Read(line.Replace("$KEY", key, StringComparison.Ordinal).Replace("$READ", read, StringComparison.Ordinal).Replace("http://127.0.0.1:5080", server.BaseUrl, StringComparison.Ordinal));
                using var answer = await client.SendAsync(call, Token);
                var text = await answer.Content.ReadAsStringAsync(Token);
                answers.Append(text.TrimEnd()).Append('\n');
                calls++;
                Assert.True((int)answer.StatusCode < 300 || block.Groups["answer"].Value.Contains($"\"status\":{(int)answer.StatusCode}", StringComparison.Ordinal), $"{line}\n{answer.StatusCode}\n{text}");
            }

            // A stream may be acknowledged in more steps than two.
            if (block.Groups["answer"] is { Success: true, Value: var said }) Assert.Equal(said.Trim().Split('\n')[^1], answers.ToString().Trim().Split('\n')[^1]);
        }

        Assert.True(calls >= 15, $"{calls} calls were found.");
        Assert.Equal("""["reply"]""", (await AskAsync("waiting", server.ReadingKey))["oldest"]![0]!["told"]!.ToJsonString());
    }

    private async Task MeasuredAsync()
    {
        try
        {
            await Condition.HoldsAsync(async () => (await AskAsync("metrics/interactions", server.ReadingKey))[0]!["n"]!.GetValue<long>() > 0);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Nothing was measured in a minute. {await AskAsync("metrics/interactions", server.ReadingKey)}\n{await server.RunAsync("runs")}\n{server.Log}");
        }
    }

    [Fact]
    public async Task Description_NamesEveryAddress_AndEachIsClosed()
    {
        var document = JsonNode.Parse(OpenApiDocument.Read())!;
        using var nobody = new HttpClient { BaseAddress = new Uri(server.BaseUrl) };
        using var reader = server.Client();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var address = "/api/v1" + path.Replace("{externalId}", "x", StringComparison.Ordinal).Replace("{id}", "nps", StringComparison.Ordinal).Replace("{file}", "nps.csv", StringComparison.Ordinal);
                using var closed = await nobody.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), Token);
                Assert.True(closed.StatusCode == System.Net.HttpStatusCode.Unauthorized, $"{method} {address}: {closed.StatusCode}");
                Assert.Equal("application/problem+json", closed.Content.Headers.ContentType!.MediaType);

                // It is there: an address that there is not answers a key with 404 and this sentence.
                using var open = await reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), address), Token);
                Assert.DoesNotContain("There is no " + method.ToUpperInvariant(), await open.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
                Assert.NotNull(operation!["responses"]!["401"]);
            }
        }

        Assert.Equal(document.ToJsonString(), (await AskAsync("openapi.json", server.ReadingKey)).ToJsonString());
    }

    [Fact]
    public void Description_HasEveryField_AndNoLinkIntoNothing()
    {
        var document = JsonNode.Parse(OpenApiDocument.Read())!;
        Assert.Equal(FieldNames.All, document["components"]!["schemas"]!["Interaction"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(FieldNames.All, document["components"]!["schemas"]!["Patch"]!["properties"]!.AsObject().Select(p => p.Key));
        var schemas = document["components"]!["schemas"]!.AsObject().Select(s => "#/components/schemas/" + s.Key).ToHashSet(StringComparer.Ordinal);
        var named = References().Matches(document.ToJsonString()).Select(m => m.Groups["to"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(schemas.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private async Task<JsonNode> AskAsync(string path, string key)
    {
        using var client = server.Client(key);
        return JsonNode.Parse(await client.GetStringAsync("/api/v1/" + path, Token))!;
    }

    // The few options of curl that the guide needs, so that the test needs no curl.
    private static HttpRequestMessage Read(string line)
    {
        var words = Words().Matches(line).Select(m => m.Groups["plain"].Success ? m.Groups["plain"].Value : m.Groups["escaped"].Success ? Regex.Unescape(m.Groups["escaped"].Value) : m.Groups["single"].Success ? m.Groups["single"].Value : m.Groups["double"].Value).ToList();
        var call = new HttpRequestMessage();
        string? body = null, type = null;
        for (var i = 1; i < words.Count; i++)
        {
            if (words[i] == "-X") call.Method = new HttpMethod(words[++i]);
            else if (words[i] is "-d" or "--data-binary") body = words[++i];
            else if (words[i] == "-H" && words[++i].Split(": ", 2) is [var name, var value])
            {
                if (name == "Content-Type") type = value;
                else call.Headers.Add(name, value);
            }
            else call.RequestUri = new Uri(words[i]);
        }

        if (body is not null) call.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } };
        return call;
    }

    [GeneratedRegex(@"^```sh\n(?<calls>.*?)^```\n(\n```json\n(?<answer>.*?)^```)?", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\$'(?<escaped>[^']*)'|'(?<single>[^']*)'|""(?<double>[^""]*)""|(?<plain>\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Words();

    [GeneratedRegex(@"""\$ref"":""(?<to>[^""]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex References();
}
