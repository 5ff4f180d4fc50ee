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
    public async Task ErasedCustomer_IsForgottenByStoriesAndKeptMessages_AndNobodyElseIs()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(string hook, string body) => SentMessages.SendAsync(server, hook, body, tokens);
        await SendAsync("zendesk", Created);
        await SendAsync("zendesk", Created.Replace("\"7\"", "\"8\"", StringComparison.Ordinal).Replace("\"42\"", "\"43\"", StringComparison.Ordinal));
        await SendAsync("zendesk", """{"type":"zen:event-type:ticket.eaten","detail":{"id":"9"}}""");
        await SendAsync("zendesk", """{"type":"zen:event-type:ticket.created","time":"tomorrow","detail":{"id":"8"}}""");
        string[] others = ["""{"who":"43"}""", """{"who":142,"words":"A420 of 4.2 and 42nd"}"""];
        foreach (var body in others.Concat(["""{"who":"42"}""", """{"who":42}""", """{"words":"ask 42, please"}""", """{"42":{"wishes":1}}""", """{"who":"\u00342"}"""])) await SendAsync("other", body);
        await server.Store.Writer.WriteAsync(new WriteBatch { Erasures = ["42"] }, Token);
        Assert.Equal(["8|43"], server.Store.Ask("SELECT external_id, customer FROM story"));
        Assert.Equal(["8"], server.Store.Ask("SELECT external_id FROM interaction"));
        Assert.Equal(others, server.Store.Ask("SELECT CAST(body AS TEXT) FROM delivery WHERE webhook = 'other' ORDER BY id"));

        // What is still to be read, or looked at, of others stays; what was understood was kept for a look only.
        Assert.Equal(["3", "4"], server.Store.Ask("SELECT kind FROM delivery WHERE webhook = 'zendesk' ORDER BY 1"));
    }

    [Theory]
    [InlineData("soft_deleted")]
    [InlineData("permanently_deleted")]
    public async Task ErasedCustomer_LeavesNoWordsOfContactsThatWereDeleted(string deletion)
    {
        await using var server = await WireServer.StartAsync(["ingest:zendesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "zendesk", Created, tokens);
        await server.PostAsync("ratings", """{"externalId":"7","rating":2,"ratingScale":5,"comment":"private words"}""");
        await SentMessages.SendAsync(server, "zendesk", Created.Replace("ticket.created", "ticket." + deletion, StringComparison.Ordinal).Replace("T09:00", "T10:00", StringComparison.Ordinal), tokens);
        Assert.Equal(deletion == "soft_deleted" ? ["1"] : ["0"], server.Store.Ask("SELECT count(*) FROM record_part"));
        await server.Store.Writer.WriteAsync(new WriteBatch { Erasures = ["42"] }, Token);
        Assert.Equal(["0|0"], server.Store.Ask("SELECT (SELECT count(*) FROM record_part), (SELECT count(*) FROM interaction_version WHERE comment LIKE '%private%')"));
    }

    [Fact]
    public async Task ErasedCustomer_IsFoundHoweverTheirNameIsWritten_AlsoWhereNoRecordNamesThem()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "other", """{"from":"J\u00fcrgen <J\u00dcRGEN@example.org>","path":"a\/b"}""", tokens);
        await SentMessages.SendAsync(server, "freshdesk", """{"ticket_id":1,"ticket_requester_email":"waiting@example.org","ticket_updated_at":"2026-03-01T09:00:00Z"}""", tokens);
        async Task<ErasedCounts> EraseAsync(string customer) => (await server.Store.Writer.WriteAsync(new WriteBatch { Erasures = [customer] }, Token)).Erased;
        Assert.False((await EraseAsync("nobody@example.org")).Any);
        Assert.Equal(["2"], server.Store.Ask("SELECT count(*) FROM delivery"));
        Assert.Equal(new ErasedCounts(0, 0, 0, Stories: 0, Messages: 1), await EraseAsync("jürgen@example.org"));
        Assert.Equal(new ErasedCounts(0, 0, 0, Stories: 1, Messages: 0), await EraseAsync("waiting@example.org"));
        Assert.Equal(["0|0|0"], server.Store.Ask("SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM delivery), (SELECT sum(count) FROM delivery_count WHERE kind = 5)"));
        await server.Store.CloseAsync();
        foreach (var file in Directory.EnumerateFiles(server.Store.Folder.Path, "store.db*"))
            Assert.DoesNotContain("waiting@example", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Token)), StringComparison.Ordinal);
        await server.Store.OpenAsync();
    }

    [Theory]
    [InlineData("+4930123456", """{"call":"+49 (0)30 123-456"}""", true)]
    [InlineData("+4930123456", """{"call":"0049 30 123456"}""", true)]
    [InlineData("+4930123456", """{"call":"+49 30 1234567"}""", false)]
    [InlineData("15", """{"changed":"2026-03-15T09:15:00Z"}""", false)]
    [InlineData("15", """{"who":"15","changed":"2026-03-15T09:15:00Z"}""", true)]
    [InlineData("ann@example.org", "{\"from\":\"Ann <ANN@example.org>\"}", true)]
    [InlineData("ann@example.org", "{\"from\":\"joann@example.org\"}", false)]
    public void KeptMessage_NamesACustomer(string customer, string body, bool names) => Assert.Equal(names, CxDashboard.Data.Writing.KeptBodies.Name(Encoding.UTF8.GetBytes(body), customer));

    [Fact]
    public async Task MessageThatWasReadByOtherSettings_IsNotWritten()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        const string Body = """{"ticket_id":1,"ticket_requester_email":"ann@example.org","ticket_created_at":"2026-03-01","ticket_updated_at":"2026-03-01"}""";
        var bytes = Encoding.UTF8.GetBytes(Body);
        var former = server.Hooks.Find("freshdesk")!;
        using var json = System.Text.Json.JsonDocument.Parse(bytes);
        var read = MessageIntake.Read(former, bytes, json.RootElement, CxDashboard.Domain.Time.Instant.Now(TimeProvider.System));
        await server.Hooks.ChangeAsync("freshdesk", s => s with { Pseudonymises = true }, Token);
        await Assert.ThrowsAsync<SettingsChangedException>(() => server.Store.Writer.WriteAsync(new WriteBatch { Deliveries = [read], Standing = WebhookShelf.StandingOf(former) }, Token));
        Assert.Equal(["0|0"], server.Store.Ask("SELECT (SELECT count(*) FROM story), (SELECT count(*) FROM delivery)"));

        // By wire, while somebody changes the settings all the time, each is taken, and as they are said then.
        var (sending, changes) = (true, 0);
        var changing = Task.Run(async () =>
        {
            while (Volatile.Read(ref sending)) await server.Hooks.ChangeAsync("freshdesk", s => s with { AsOf = (++changes).ToString(System.Globalization.CultureInfo.InvariantCulture) }, Token);
        }, Token);
        for (var i = 0; i < 200; i++) Assert.Equal(200, (await SentMessages.SendAsync(server, "freshdesk", Body.Replace(":1,", $":{i},", StringComparison.Ordinal), tokens)).Status);
        Volatile.Write(ref sending, false);
        await changing;
        Assert.Equal(["200|200"], server.Store.Ask("SELECT count(*), sum(customer LIKE 'h:%') FROM interaction"));
        Assert.True(changes > 20, $"{changes} changes");

        // Removed meanwhile: nothing of it is there.
        var present = server.Hooks.Find("freshdesk")!;
        await server.Hooks.RemoveAsync("freshdesk", Token);
        await Assert.ThrowsAsync<SettingsChangedException>(() => server.Store.Writer.WriteAsync(new WriteBatch { Deliveries = [read], Standing = WebhookShelf.StandingOf(present) }, Token));
        await server.Hooks.RemoveAsync("freshdesk", Token);
        await Assert.ThrowsAsync<WebhookRefusedException>(() => server.Hooks.AddAsync("freshdesk", WebhookKind.Find("intercom")!, "a secret", pseudonymises: false, Token));
    }

    [Fact]
    public async Task WhatSaysNoTime_HoldsInTheOrderInWhichItCame_AlsoWhenItIsReadLater()
    {
        const string Map = """{"fields":{"external_id":"id","opened_at":"opened","topic":"topic","transfers":"hops"}}""";
        await using var server = await WireServer.StartAsync();
        var token = (await server.Hooks.AddAsync("other", WebhookKind.Find("other")!, "", pseudonymises: false, Token))!;
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal) { ["other"] = token };
        Task SendAsync(string body) => SentMessages.SendAsync(server, "other", body, tokens);

        // Of case 1 the earlier word can be read only after the map was mended, long after the later one.
        await SendAsync("""{"id":"1","opened":"2026-03-01","topic":"urgent","hops":"some"}""");
        await SendAsync("""{"id":"1","opened":"2026-03-01","topic":"low"}""");
        await SendAsync("""[{"id":"2","opened":"2026-03-01","topic":"urgent"},{"id":"2","topic":"low"},{"id":"2","topic":"high"},{"id":"2","topic":"done"}]""");
        await server.Hooks.ChangeAsync("other", s => s with { Map = Map }, Token);
        Assert.Equal("2 of 3 messages are in; 1 still cannot be read.", await server.Rereading.RunAsync("other", Token));
        Assert.Equal(["1|low", "2|done"], server.Store.Ask("SELECT external_id, topic FROM interaction ORDER BY 1"));
        var kept = Assert.Single(server.Store.Ask("SELECT id, at, kind FROM delivery WHERE kind >= 3"));
        Assert.Equal("0 of 1 messages are in; 1 still cannot be read.", await server.Rereading.RunAsync("other", Token));
        Assert.Equal([kept], server.Store.Ask("SELECT id, at, kind FROM delivery WHERE kind >= 3"));
        await server.Hooks.ChangeAsync("other", s => s with { Map = Map.Replace(",\"transfers\":\"hops\"", "", StringComparison.Ordinal) }, Token);
        Assert.Equal("One message was read and is in.", await server.Rereading.RunAsync("other", Token));
        Assert.Equal(["1|low", "2|done"], server.Store.Ask("SELECT external_id, topic FROM interaction ORDER BY 1"));

        // Sent as fast as can be, one after the other, and the last one holds.
        string[] topics = ["z", "a", "m", "b", "y", "c"];
        foreach (var topic in topics) await SendAsync($$"""{"id":"3","opened":"2026-03-01","topic":"{{topic}}"}""");
        Assert.Equal(["c"], server.Store.Ask("SELECT topic FROM interaction WHERE external_id = '3'"));
    }

    [Fact]
    public async Task MessageOfManyRecords_IsToldAsFarAsItCanBeRead_AndKeptForTheRest()
    {
        const string Map = """{"fields":{"external_id":"id","opened_at":"opened","rating":"stars","rating_scale":{"constant":"5"},"direction":"way","topic":"topic"},"ignore":["changed"]}""";
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await server.Hooks.ChangeAsync("other", s => s with { Map = Map, AsOf = "changed" }, Token);
        var (_, json) = await SentMessages.SendAsync(server, "other", """
            [{"id":"1","opened":"2026-03-01T09:00:00Z","stars":"4","way":"out","changed":"2026-03-01T09:00:00Z","topic":"Parcel","shelf":"B"},
             {"id":"2","opened":"2026-03-01T09:00:00Z","stars":"9"},
             {"id":"3","opened":"soon"}, 7,
             {"id":"5","opened":"2026-03-01T09:00:00Z"}, {"id":"6","opened":"2026-03-01T09:00:00Z","changed":"2099-01-01T00:00:00Z"}]
            """, tokens);
        Assert.Equal(("set aside", 3, "Of its 6 records 3 cannot be read wholly; the first is number 4: It is no JSON object."), ((string?)json!["result"], (int)json["records"]!, (string?)json["why"]));
        Assert.Equal(["1|1|4|Parcel|{\"shelf\":\"B\"}", "2|0|-|-|-", "5|0|-|-|-"], server.Store.Ask("SELECT external_id, direction, rating, topic, extra FROM interaction ORDER BY 1"));
        Assert.Equal(["4|1"], server.Store.Ask("SELECT kind, count(*) FROM delivery GROUP BY 1"));

        // What was taken away is there no more; who began may be said anew.
        await SentMessages.SendAsync(server, "other", """{"id":"1","way":"in","topic":"","shelf":null,"changed":"2026-03-01T10:00:00Z"}""", tokens);
        Assert.Equal(["1|0|4|-|-"], server.Store.Ask("SELECT external_id, direction, rating, topic, extra FROM interaction WHERE external_id = '1'"));

        // An answer that is none is told to nobody, and not dropped silently where rows are events either.
        await server.Hooks.ChangeAsync("other", s => s with { Map = """{"fields":{"opened_at":"opened","rating":"stars","rating_scale":{"constant":"5"}},"events":{"group":"id","time":"changed","state":"state","claimed":["done"]}}""" }, Token);
        (_, json) = await SentMessages.SendAsync(server, "other", """{"id":"6","opened":"2026-03-01T09:00:00Z","state":"done","changed":"2026-03-01T10:00:00Z","stars":"9"}""", tokens);
        Assert.Equal(("set aside", 1), ((string?)json!["result"], (int)json["records"]!));
        Assert.Contains("9", (string?)json["why"], StringComparison.Ordinal);

        (_, json) = await SentMessages.SendAsync(server, "other", "[" + string.Join(',', Enumerable.Repeat("{}", 1_001)) + "]", tokens);
        Assert.Equal("It holds 1,001 records; a message may hold 1,000. Let it send fewer at once.", (string?)json!["why"]);
    }

    [Theory]

    // Freshdesk's, Intercom's and Zendesk's; what is in the record is topic, claimed, rating.
    [InlineData("freshdesk", """{"ticket_id":1,"ticket_type":"Bug","ticket_status":"Resolved","ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2026-03-02T09:00:00Z","ticket_satisfaction_rating":"Extremely Happy"}""", "Its satisfaction_rating “Extremely Happy” is none", "Bug|1|-")]
    [InlineData("freshdesk", """{"ticket_id":1,"ticket_created_at":"2026-03-01T09:00:00Z","ticket_status":"Resolved","ticket_updated_at":"01 Mar, 09:00 AM"}""", "Its ticket_updated_at “01 Mar, 09:00 AM” is no date", null)]
    [InlineData("freshdesk", """{"ticket_id":1,"ticket_created_at":"9999-12-31T00:00:00Z","ticket_status":"Resolved","ticket_updated_at":"2026-03-02T09:00:00Z"}""", "Its ticket_created_at “9999-12-31T00:00:00Z” is no date", null)]
    [InlineData("freshdesk", """{"ticket_id":1,"ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2099-03-02T09:00:00Z"}""", "It says how things were at 2099-03-02 09:00 UTC, which was not yet when it came", null)]
    [InlineData("zendesk", """{"type":"zen:event-type:ticket.created","time":"2026-03-01T09:00:00Z","detail":{"id":"7","status":"NEW","created_at":"some day"}}""", "Its created_at “some day” is no date", null)]
    [InlineData("intercom", """{"topic":"conversation.rating.added","data":{"item":{"type":"conversation","id":"1","created_at":1772355600,"updated_at":1772355700,"state":"closed","ticket_type":{"name":"Bug"},"conversation_rating":{"rating":11}}}}""", "Its rating is none from 1 to 5.", "Bug|1|-")]
    public async Task WhatCannotBeReadInAMessage_IsSaid_AndTheRestIsIn(string hook, string body, string why, string? record)
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        var (_, json) = await SentMessages.SendAsync(server, hook, body, tokens);
        Assert.Equal("set aside", (string?)json!["result"]);
        Assert.StartsWith(why, (string?)json["why"], StringComparison.Ordinal);
        Assert.Equal(record is null ? [] : [record], server.Store.Ask("SELECT topic, claimed, rating FROM interaction"));
        Assert.Equal(["4"], server.Store.Ask("SELECT kind FROM delivery"));
    }

    [Fact]
    public async Task SettingsChangedByTwoAtOnce_KeepBothChanges_AndASecretThatWasShutOutStaysSo()
    {
        await using var server = await WireServer.StartAsync();
        await server.Hooks.AddAsync("till", WebhookKind.Find("other")!, "", pseudonymises: false, Token);
        for (var round = 0; round < 20; round++)
        {
            var field = "changed" + round.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var renewed = Task.Run(() => server.Hooks.RenewAsync("till", "", Token), Token);
            await Task.WhenAll(renewed, Task.Run(() => server.Hooks.ChangeAsync("till", s => s with { AsOf = field }, Token), Token));
            var settings = server.Hooks.Find("till")!.Settings;
            Assert.Equal(field, settings.AsOf);
            Assert.True(WebhookToken.Is(await renewed, settings.TokenHash!));
        }

        // One that was removed does not come back by a change that was under way.
        await Assert.ThrowsAsync<WebhookRefusedException>(() => server.Hooks.ChangeAsync("till", s =>
        {
            server.Hooks.RemoveAsync("till", Token).GetAwaiter().GetResult();
            return s with { AsOf = "late" };
        }, Token));
        Assert.Null(server.Hooks.Find("till"));
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM setting WHERE name = 'webhook:till'"));
    }

    [Fact]
    public async Task NamesOfOthers_AndSecretsLeftBlank_AreRefusedInASentence()
    {
        await using var server = await WireServer.StartAsync();
        Task<string?> AddAsync(string name, string kind) => server.Hooks.AddAsync(name, WebhookKind.Find(kind)!, "a secret", pseudonymises: false, Token);
        async Task<string> RefusedAsync(Func<Task> work) => (await Assert.ThrowsAsync<WebhookRefusedException>(work)).Message;
        await AddAsync("chat", "chatwoot");
        Assert.Equal("There is a webhook “chat” already. Take another name, or remove that one.", await RefusedAsync(() => AddAsync("chat", "chatwoot")));
        Assert.Equal("Secret is missing: messages are signed with it. Without one they would be refused from now on.", await RefusedAsync(() => server.Hooks.RenewAsync("chat", " ", Token)));
        Assert.NotNull(server.Hooks.Find("chat")!.Secret);
        await server.Store.Writer.WriteAsync(new WriteBatch { Settings = [("connector:zendesk", "{}")] }, Token);
        Assert.StartsWith("“zendesk” is the name of a system that records are fetched from.", await RefusedAsync(() => AddAsync("zendesk", "zendesk")), StringComparison.Ordinal);
        Assert.Equal("zendesk-events", server.Hooks.NameFor(WebhookKind.Find("zendesk")!));

        // Removed, while its contacts are still here: what another system calls by the same numbers would be joined with them.
        var token = (await AddAsync("desk", "freshdesk"))!;
        await SentMessages.SendAsync(server, "desk", """{"ticket_id":1,"ticket_created_at":"2026-03-01"}""", new Dictionary<string, string>(StringComparer.Ordinal) { ["desk"] = token });
        await server.Hooks.RemoveAsync("desk", Token);
        Assert.StartsWith("“desk” had messages of Freshdesk, whose contacts are still here", await RefusedAsync(() => AddAsync("desk", "intercom")), StringComparison.Ordinal);
        Assert.NotNull(await AddAsync("desk", "freshdesk"));
    }

    [Fact]
    public async Task PseudonymsFromNowOn_TakeAwayWhatWasKeptInPlain()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "freshdesk", """{"ticket_id":1,"ticket_requester_email":"ann@example.org","ticket_created_at":"2026-03-01"}""", tokens);
        await SentMessages.SendAsync(server, "freshdesk", """{"ticket_requester_email":"ann@example.org"}""", tokens);
        await server.Hooks.ChangeAsync("freshdesk", s => s with { Pseudonymises = true }, Token);
        Assert.Equal(["4"], server.Store.Ask("SELECT kind FROM delivery"));
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
