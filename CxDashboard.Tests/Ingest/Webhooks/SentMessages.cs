using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Tests.Ingest.Wire;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>Sends messages to webhooks as their systems do, signed where they sign.</summary>
internal static class SentMessages
{
    public const string Secret = "a secret of the tests";

    /// <summary>Makes a webhook of each kind, called as its kind is.</summary>
    /// <returns>The tokens of those that have one.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> MakeAllAsync(WireServer server)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in WebhookKind.All)
        {
            if (await server.Hooks.AddAsync(kind.Name, kind, kind.SecretLabel is null ? "" : Secret, pseudonymises: false, Token) is { } token) tokens[kind.Name] = token;
        }

        return tokens;
    }

    /// <summary>Posts a message and answers status and JSON.</summary>
    public static async Task<(int Status, JsonNode? Json)> SendAsync(WireServer server, string hook, string body, IReadOnlyDictionary<string, string> tokens, DateTimeOffset? signedAt = null)
    {
        using var call = Call(hook, Encoding.UTF8.GetBytes(body), tokens.GetValueOrDefault(hook), signedAt ?? TimeProvider.System.GetUtcNow());
        return await AnswerAsync(server, call);
    }

    public static async Task<(int Status, JsonNode? Json)> AnswerAsync(WireServer server, HttpRequestMessage call)
    {
        using var answer = await server.Client.SendAsync(call, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>A request as the system of that name makes it.</summary>
    public static HttpRequestMessage Call(string hook, byte[] body, string? token, DateTimeOffset signedAt)
    {
        var call = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{hook}{(token is null ? "" : "/" + token)}") { Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse("application/json") } } };
        switch (hook)
        {
            case "zendesk":
                var iso = signedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                call.Headers.Add("X-Zendesk-Webhook-Signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Joined(iso, body))));
                call.Headers.Add("X-Zendesk-Webhook-Signature-Timestamp", iso);
                break;
            case "intercom":
                call.Headers.Add("X-Hub-Signature", "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), body)));
                break;
            case "chatwoot":
                var seconds = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
                call.Headers.Add("X-Chatwoot-Signature", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Joined(seconds + ".", body))));
                call.Headers.Add("X-Chatwoot-Timestamp", seconds);
                break;
        }

        return call;
    }

    private static byte[] Joined(string before, byte[] body) => [.. Encoding.UTF8.GetBytes(before), .. body];

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
