using System.Net.Http.Headers;
using System.Text;
using CxDashboard.Data;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Tests.Data;
using CxDashboard.Tests.Ingest.Wire;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>Who may send messages, and what becomes of them.</summary>
public sealed class ReceivingTests
{
    private const string Created = """{"type":"zen:event-type:ticket.created","id":"e1","time":"2026-03-01T09:00:00Z","detail":{"id":"7","status":"NEW","requester_id":"42","created_at":"2026-03-01T09:00:00Z","via":{"channel":"web_service"}},"event":{}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MessageThatCouldNotBeRead_IsNotDroppedForLaterOnes_AndWhereThereAreTooManyNoMoreAreTaken()
    {
        await using var store = await TemporaryStore.OpenedAsync();
        var batch = new WriteBatch { Deliveries = [.. Enumerable.Range(0, 5_000).Select(i => new Delivery("desk", "message", i % 2 == 0 ? DeliveryKind.SetAside : DeliveryKind.Unmapped, "{}"u8.ToArray()) { Why = "It is of no use." })] };
        for (var times = 0; times < 2; times++) Assert.DoesNotContain((await store.Writer.WriteAsync(batch, TestContext.Current.CancellationToken)).Deliveries, d => d.Kind is null);
        Assert.Equal(["5000|5000"], store.Ask("SELECT sum(kind = " + (int)DeliveryKind.SetAside + "), sum(kind = " + (int)DeliveryKind.Unmapped + ") FROM delivery"));
        Assert.All((await store.Writer.WriteAsync(batch, TestContext.Current.CancellationToken)).Deliveries, d => Assert.Null(d.Kind));
        Assert.Equal(["10000"], store.Ask("SELECT count(*) FROM delivery"));
    }

    [Fact]
    public async Task WhoIsNotProven_IsTurnedAway_AndLearnsNothing()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        var body = Encoding.UTF8.GetBytes(Created);
        var answers = new List<(int Status, string? Detail)>();
        async Task TryAsync(HttpRequestMessage call)
        {
            using (call)
            {
                var (status, json) = await SentMessages.AnswerAsync(server, call);
                answers.Add((status, (string?)json!["detail"]));
            }
        }

        await TryAsync(SentMessages.Call("nobody", body, null, TimeProvider.System.GetUtcNow()));
        await TryAsync(SentMessages.Call("freshdesk", body, null, TimeProvider.System.GetUtcNow()));
        await TryAsync(SentMessages.Call("freshdesk", body, "abcdefghijkmnpqrstuvwxyz23456789", TimeProvider.System.GetUtcNow()));
        await TryAsync(SentMessages.Call("other", body, tokens["freshdesk"], TimeProvider.System.GetUtcNow()));
        await TryAsync(SentMessages.Call("zendesk", body, null, TimeProvider.System.GetUtcNow()).Without("X-Zendesk-Webhook-Signature"));
        await TryAsync(SentMessages.Call("intercom", body, null, TimeProvider.System.GetUtcNow()).Without("X-Hub-Signature"));
        await TryAsync(SentMessages.Call("chatwoot", body, null, TimeProvider.System.GetUtcNow()).Without("X-Chatwoot-Timestamp"));
        var changed = SentMessages.Call("zendesk", body, null, TimeProvider.System.GetUtcNow());
        changed.Content = new ByteArrayContent([.. body, (byte)' ']);
        await TryAsync(changed);
        Assert.Equal([(401, "This address takes messages of one system only, and this one is not proven to be of it: the address, its token, or the signature is wrong.")], answers.Distinct());

        answers.Clear();
        await TryAsync(SentMessages.Call("zendesk", body, null, TimeProvider.System.GetUtcNow().AddMinutes(-6)));
        await TryAsync(SentMessages.Call("chatwoot", body, null, TimeProvider.System.GetUtcNow().AddMinutes(6)));
        Assert.Equal([(401, "This message was signed more than 5 minutes ago, or by a clock that is wrong; nothing of it is in.")], answers.Distinct());
        Assert.Equal(["0|0|0"], server.Store.Ask("SELECT (SELECT count(*) FROM interaction), (SELECT count(*) FROM story), (SELECT count(*) FROM delivery_count)"));
    }

    [Fact]
    public async Task Token_MayBeInTheAddress_InAHeader_OrAPassword()
    {
        await using var server = await WireServer.StartAsync();
        var token = (await server.Hooks.AddAsync("desk", WebhookKind.Find("freshdesk")!, "", pseudonymises: false, Token))!;
        string Body(int id) => $$"""{"ticket_id":{{id}},"ticket_status":"Open","ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2026-03-01T09:00:00Z"}""";
        foreach (var (id, address, header) in new[]
        {
            (1, "/hooks/desk/" + token, null),
            (2, "/hooks/desk", new AuthenticationHeaderValue("Bearer", token)),
            (3, "/hooks/desk", new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("freshdesk:" + token)))),
        })
        {
            using var call = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(Body(id)), Headers = { Authorization = header } };
            var (status, json) = await SentMessages.AnswerAsync(server, call);
            Assert.Equal((200, "taken", 1), (status, (string?)json!["result"], (int?)json["records"]));
        }

        Assert.Equal(["1", "2", "3"], server.Store.Ask("SELECT external_id FROM interaction ORDER BY 1"));

        // Another token: the former opens nothing any more.
        var next = (await server.Hooks.RenewAsync("desk", "", Token))!;
        using var former = new HttpRequestMessage(HttpMethod.Post, "/hooks/desk/" + token) { Content = new StringContent(Body(4)) };
        Assert.Equal(401, (await SentMessages.AnswerAsync(server, former)).Status);
        using var present = new HttpRequestMessage(HttpMethod.Post, "/hooks/desk/" + next) { Content = new StringContent(Body(4)) };
        Assert.Equal(200, (await SentMessages.AnswerAsync(server, present)).Status);
        Assert.DoesNotContain(next, string.Join('\n', server.Store.Ask("SELECT value FROM setting")), StringComparison.Ordinal);
        using var look = new HttpRequestMessage(HttpMethod.Head, "/hooks/desk");
        Assert.Equal(200, (int)(await server.Client.SendAsync(look, Token)).StatusCode);
    }

    [Fact]
    public async Task EveryMessage_IsCounted_AndWhatNobodyUnderstands_IsKept()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        async Task<(string? Result, int Records, string? Why)> SendAsync(string hook, string body)
        {
            var (status, json) = await SentMessages.SendAsync(server, hook, body, tokens);
            Assert.True(status == 200, $"{status} {json}");
            return ((string?)json!["result"], (int)json["records"]!, (string?)json["why"]);
        }

        Assert.Equal(("taken", 1, null), await SendAsync("zendesk", Created));

        // The same once more, as when the answer was lost, or somebody had kept it.
        Assert.Equal(("repeated", 1, null), await SendAsync("zendesk", Created));
        Assert.Equal(("unknown", 0, null), await SendAsync("zendesk", """{"type":"zen:event-type:ticket.eaten_by_the_dog","detail":{"id":"7"}}"""));
        Assert.Equal(("passed over", 0, null), await SendAsync("zendesk", """{"type":"zen:event-type:user.created","detail":{"id":"42"}}"""));
        Assert.Equal(("set aside", 0, "It has no readable time."), await SendAsync("zendesk", """{"type":"zen:event-type:ticket.created","time":"tomorrow","detail":{"id":"8"}}"""));
        Assert.Equal(("set aside", 0, "A text in it is no valid Unicode: half of a pair stands alone."), await SendAsync("zendesk", """{"type":"zen:event-type:ticket.created","time":"2026-03-01","detail":{"id":"8","status":"\ud800"}}"""));
        Assert.Equal(("waiting for its meaning", 0, null), await SendAsync("other", """{"case":1,"opened":"2026-03-01"}"""));
        Assert.Equal(("set aside", 0, "It is JSON and no object."), await SendAsync("other", "12"));
        Assert.Equal(
            [
                "other|message|5|1", "other|no object|4|1", "zendesk|message|4|1", "zendesk|ticket.created|0|1", "zendesk|ticket.created|1|1", "zendesk|ticket.created|4|1", "zendesk|ticket.eaten_by_the_dog|3|1", "zendesk|user.created|2|1",
            ], server.Store.Ask("SELECT webhook, type, kind, count FROM delivery_count ORDER BY 1, 2, 3"));
        Assert.Equal(["other|4", "other|5", "zendesk|0", "zendesk|3", "zendesk|4", "zendesk|4"], server.Store.Ask("SELECT webhook, kind FROM delivery ORDER BY 1, 2"));

        var (broken, problem) = await SentMessages.SendAsync(server, "zendesk", """{"type":""", tokens);
        Assert.Equal((400, "$"), (broken, (string?)problem!["errors"]![0]!["path"]));
        Assert.Equal(413, (await SentMessages.SendAsync(server, "zendesk", $$"""{"type":"{{new string('x', 1 << 20)}}"}""", tokens)).Status);
    }

    [Fact]
    public async Task TypesWithoutEnd_DoNotFillTheStore()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), Token, async (i, _) => Assert.Equal(200, (await SentMessages.SendAsync(server, "chatwoot", $$"""{"event":"made up {{i}}"}""", tokens)).Status));
        Assert.Equal(["201|400"], server.Store.Ask("SELECT count(*), sum(count) FROM delivery_count"));
        Assert.Equal(["100"], server.Store.Ask("SELECT count(*) FROM delivery"));
    }

    [Fact]
    public async Task ErasedCustomer_IsForgottenByStoriesAndKeptMessages()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "zendesk", Created, tokens);
        await SentMessages.SendAsync(server, "zendesk", Created.Replace("\"7\"", "\"8\"", StringComparison.Ordinal).Replace("\"42\"", "\"43\"", StringComparison.Ordinal), tokens);
        await SentMessages.SendAsync(server, "other", """{"who":"42"}""", tokens);
        await SentMessages.SendAsync(server, "other", """{"who":"43"}""", tokens);
        await server.Store.Writer.WriteAsync(new CxDashboard.Data.WriteBatch { Erasures = ["42"] }, Token);
        Assert.Equal(["8|43"], server.Store.Ask("SELECT external_id, customer FROM story"));
        Assert.Equal(["8"], server.Store.Ask("SELECT external_id FROM interaction"));
        Assert.Equal(["""{"who":"43"}"""], server.Store.Ask("SELECT CAST(body AS TEXT) FROM delivery"));
    }

    [Fact]
    public async Task Pseudonymised_CustomersAreNeverStoredPlain()
    {
        await using var server = await WireServer.StartAsync();
        var token = await server.Hooks.AddAsync("quiet", WebhookKind.Find("freshdesk")!, "", pseudonymises: true, Token);
        using var call = new HttpRequestMessage(HttpMethod.Post, "/hooks/quiet/" + token) { Content = new StringContent("""{"ticket_id":1,"ticket_requester_email":"Ann@Example.org","ticket_created_at":"2026-03-01"}""") };
        Assert.Equal(200, (await SentMessages.AnswerAsync(server, call)).Status);
        var customer = Assert.Single(server.Store.Ask("SELECT customer FROM interaction"));
        Assert.StartsWith("h:", customer, StringComparison.Ordinal);
        Assert.Empty(server.Store.Ask("SELECT 1 FROM delivery"));
        Assert.DoesNotContain("example.org", string.Join('\n', server.Store.Ask("SELECT told FROM story")), StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>Requests with something left out.</summary>
internal static class WithoutHeader
{
    public static HttpRequestMessage Without(this HttpRequestMessage call, string header)
    {
        call.Headers.Remove(header);
        return call;
    }
}
