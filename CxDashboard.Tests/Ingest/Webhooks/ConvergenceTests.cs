using System.Collections.Concurrent;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Tests.Ingest.Wire;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>Messages of five systems, shuffled, doubled and late, in a hundred random ways: each time the same records, which are written here by hand.</summary>
public sealed class ConvergenceTests
{
    // In each, # stands for the number of the case.
    private static readonly (string Hook, string Body)[] Messages =
    [
        ("zendesk", Zendesk("created", "09:00:00", "NEW", "{}")),
        ("zendesk", Zendesk("comment_added", "09:05:00", "OPEN", """{"comment":{"id":"1","is_public":false,"author":{"id":"9","is_staff":true}}}""")),
        ("zendesk", Zendesk("agent_assignment_changed", "09:10:00", "OPEN", """{"current":"11","previous":null}""")),
        ("zendesk", Zendesk("comment_added", "09:20:00", "OPEN", """{"comment":{"id":"2","is_public":true,"author":{"id":"11","is_staff":true}}}""")),
        ("zendesk", Zendesk("agent_assignment_changed", "09:30:00", "OPEN", """{"current":"12","previous":"11"}""")),
        ("zendesk", Zendesk("status_changed", "10:00:00", "SOLVED", """{"current":"SOLVED","previous":"OPEN"}""")),
        ("zendesk", Zendesk("status_changed", "11:00:00", "OPEN", """{"current":"OPEN","previous":"SOLVED"}""")),
        ("zendesk", Zendesk("priority_changed", "11:30:00", "OPEN", """{"current":"HIGH","previous":null}""").Replace("\"priority\":null", "\"priority\":\"HIGH\"", StringComparison.Ordinal)),
        ("zendesk", Zendesk("status_changed", "12:00:00", "SOLVED", """{"current":"SOLVED","previous":"OPEN"}""").Replace("\"priority\":null", "\"priority\":\"HIGH\"", StringComparison.Ordinal)),

        ("intercom", Intercom("conversation.user.created", 0, "open", "")),
        ("intercom", Intercom("conversation.admin.replied", 300, "open", """{"part_type":"comment","created_at":1772355900,"body":"<p>Hello</p>","author":{"type":"admin","id":"5"}}""")),
        ("intercom", Intercom("conversation.admin.noted", 200, "open", """{"part_type":"note","created_at":1772355800,"body":"<p>who?</p>","author":{"type":"admin","id":"5"}}""")),
        ("intercom", Intercom("conversation.admin.closed", 600, "closed", """{"part_type":"close","created_at":1772356200,"body":null,"author":{"type":"admin","id":"5"}}""")),
        ("intercom", Intercom("conversation.rating.added", 700, "closed", "").Replace("\"conversation_rating\":null", "\"conversation_rating\":{\"rating\":4,\"remark\":\"quick\",\"created_at\":1772356300}", StringComparison.Ordinal)),

        ("chatwoot", """{"event":"conversation_created","id":#,"status":"open","channel":"Channel::WebWidget","created_at":1772355600,"timestamp":1772355600,"meta":{"sender":{"id":3,"email":"ann@example.org","type":"contact"}},"labels":[]}"""),
        ("chatwoot", """{"event":"message_created","id":1,"message_type":"template","private":false,"created_at":"2026-03-01 09:00:05 UTC","conversation":{"id":#,"status":"open"},"sender":null}"""),
        ("chatwoot", """{"event":"message_created","id":2,"message_type":"outgoing","private":true,"created_at":"2026-03-01T09:01:00.000Z","conversation":{"id":#,"status":"open"},"sender":{"id":1,"type":"user"}}"""),
        ("chatwoot", """{"event":"message_created","id":3,"message_type":1,"private":false,"created_at":1772355900,"conversation":{"id":#,"status":"open"},"sender":{"id":1,"type":"user"}}"""),
        ("chatwoot", """{"event":"conversation_updated","id":#,"status":"open","updated_at":1772355950.25,"labels":["billing"],"meta":{"sender":{"id":3,"email":"ann@example.org"},"team":{"name":"Money"},"assignee":{"id":1}},"changed_attributes":[{"label_list":{"current_value":["billing"],"previous_value":[]}}]}"""),
        ("chatwoot", """{"event":"conversation_status_changed","id":#,"status":"resolved","updated_at":1772356200.5,"meta":{"sender":{"id":3,"email":"ann@example.org"}},"changed_attributes":[{"status":{"current_value":"resolved","previous_value":"open"}}]}"""),
        ("chatwoot", """{"event":"message_created","id":4,"message_type":"template","content_type":"input_csat","created_at":1772356201,"conversation":{"id":#,"status":"resolved"}}"""),
        ("chatwoot", """{"event":"message_updated","id":4,"message_type":"template","content_type":"input_csat","created_at":1772356201,"updated_at":"2026-03-01T10:00:00.000Z","conversation":{"id":#,"status":"resolved","updated_at":1772356200.5},"content_attributes":{"submitted_values":{"csat_survey_response":{"rating":5,"feedback_message":"lovely"}}}}"""),

        ("freshdesk", """{"freshdesk_webhook":{"ticket_id":"#","ticket_status":"Open","ticket_source":"Phone","ticket_requester_email":"Ann@Example.org","ticket_created_at":"2026-03-01T10:00:00+01:00","ticket_updated_at":"2026-03-01T09:00:00Z","ticket_type":"Question","ticket_group_name":"First line","ticket_tags":"urgent"}}"""),
        ("freshdesk", """{"ticket":{"id":#,"status":3,"source":3,"updated_at":"2026-03-01T09:30:00Z","group":"Second line","responder_id":1}}"""),
        ("freshdesk", """{"ticket":{"id":#,"status":4,"updated_at":"2026-03-01T10:00:00Z","group":"Second line","responder_id":2,"tags":[]}}"""),
        ("freshdesk", """{"ticket_id":"#","ticket_status":"Closed","ticket_updated_at":"2026-03-01T15:00:00Z","ticket_satisfaction_rating":"-101"}"""),
        ("freshdesk", """{"ticket_id":"#","ticket_status":"Closed","ticket_updated_at":"2026-03-02T09:00:00Z","ticket_satisfaction_rating":"102","ticket_satisfaction_comment":"so after all"}"""),
        ("freshdesk", """{"ticket_id":"#","ticket_status":"Closed","ticket_updated_at":"2026-03-09T09:00:00Z","ticket_satisfaction_rating":"102"}"""),

        ("other", """{"case":"#","opened":"2026-03-01T09:00:00Z","state":"new","who":"ann","changed":"2026-03-01T09:00:00Z"}"""),
        ("other", """{"case":"#","opened":"2026-03-01T09:00:00Z","state":"done","who":"ann","changed":"2026-03-01T12:00:00Z","done":"2026-03-01T12:00:00Z"}"""),
        ("other", """{"case":"#","stars":"2","changed":"2026-03-01T13:00:00Z"}"""),
        ("other", """{"case":"#","stars":"5","changed":"2026-03-01T14:00:00Z","shelf":"B"}"""),
    ];

    private const string Map = """
        {"fields":{"external_id":"case","customer":"who","opened_at":"opened","claimed_at":"done","claimed":{"column":"state","values":{"new":"no","done":"yes"}},"rating":"stars","rating_scale":{"constant":"5"}},"ignore":["changed","state"]}
        """;

    private const string Expected = """
        chatwoot|ann@example.org|WebWidget|-|Money|2026-03-01 09:00:00.000|2026-03-01 09:00:05.000|2026-03-01 09:05:00.000|2026-03-01 09:10:00.500|1|0|-|-|0|1|5|5|2026-03-01 10:00:00.000|lovely|{"labels":"billing"}
        freshdesk|ann@example.org|Phone|Question|Second line|2026-03-01 09:00:00.000|-|-|2026-03-01 10:00:00.000|1|0|-|-|1|1|6|7|2026-03-02 09:00:00.000|so after all|-
        intercom|ann@example.org|conversation|-|-|2026-03-01 09:00:00.000|2026-03-01 09:05:00.000|2026-03-01 09:05:00.000|2026-03-01 09:10:00.000|1|0|-|-|-|1|4|5|2026-03-01 09:11:40.000|quick|-
        other|ann|-|-|-|2026-03-01 09:00:00.000|-|-|2026-03-01 12:00:00.000|1|-|-|-|-|1|5|5|-|-|{"shelf":"B"}
        zendesk|42|web_service|question|-|2026-03-01 09:00:00.000|2026-03-01 09:20:00.000|2026-03-01 09:20:00.000|2026-03-01 10:00:00.000|1|1|2026-03-01 11:00:00.000|2026-03-01 12:00:00.000|1|-|-|-|-|-|{"priority":"HIGH","subject":"Where is it?","tags":"late, parcel"}
        """;

    private const string State = """
        SELECT s.name, customer, channel, topic, team, {0}(opened_at), {0}(first_reply_at), {0}(first_useful_reply_at), {0}(claimed_at), claimed, reopened_count, {0}(reopened_at), {0}(last_claimed_at),
          transfers, asked, rating, rating_scale, {0}(rated_at), comment, extra FROM interaction i JOIN source s ON s.id = i.source_id
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhateverTheOrder_AndHoweverOften_TheRecordsAreTheSame()
    {
        var random = new Random(20261201);
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await server.Hooks.ChangeAsync("other", s => s with { Map = Map, AsOf = "changed" }, Token);
        var expected = string.Join('\n', Expected.Split('\n').Select(l => l.Trim()));
        for (var round = 1; round <= 100; round++)
        {
            // Shuffled, some of it two or three times, some of it much later; several at once.
            var sent = Messages.Concat(Messages.Where(_ => random.Next(3) == 0)).Concat(Messages.Where(_ => random.Next(5) == 0)).ToArray();
            random.Shuffle(sent);
            var number = round.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var lanes = new ConcurrentBag<string>();
            await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (message, _) =>
            {
                var (status, json) = await SentMessages.SendAsync(server, message.Hook, message.Body.Replace("#", number, StringComparison.Ordinal), tokens);
                if (status != 200 || (string?)json!["result"] is not ("taken" or "repeated")) lanes.Add($"{status} {json} {message.Body}");
            });
            Assert.Empty(lanes);
            Assert.Equal(expected, string.Join('\n', Asked(server, $" WHERE external_id = '{number}' ORDER BY 1")));
        }

        Assert.Equal(["500|0"], server.Store.Ask("SELECT count(*), sum(waiting) FROM story"));
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM delivery_count WHERE kind > 1"));
    }

    [Fact]
    public async Task DeletedTicket_StaysDeleted_WhateverComesLate_UntilItIsTakenBack()
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(string type, string time) => SentMessages.SendAsync(server, "zendesk", Zendesk(type, time, "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal), tokens);
        await SendAsync("soft_deleted", "10:00:00");
        await SendAsync("created", "09:00:00");
        await SendAsync("tags_changed", "09:30:00");
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));
        await SendAsync("undeleted", "11:00:00");
        Assert.Equal(["7"], server.Store.Ask("SELECT external_id FROM interaction"));
        await SendAsync("soft_deleted", "10:00:00");
        Assert.Equal(["7"], server.Store.Ask("SELECT external_id FROM interaction"));

        // Gone for good: nothing of it is kept.
        await SendAsync("permanently_deleted", "12:00:00");
        await SendAsync("undeleted", "13:00:00");
        await SendAsync("created", "09:00:00");
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal(["""{"gone":true}|-"""], server.Store.Ask("SELECT told, customer FROM story"));
    }

    [Fact]
    public async Task MessageBeforeTheOpening_WaitsAndIsJoined_AndRatingsByTheApiToo()
    {
        await using var server = await WireServer.StartAsync(["ingest:chatwoot"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        var (_, json) = await SentMessages.SendAsync(server, "chatwoot", """{"event":"message_created","message_type":1,"created_at":1772355900,"conversation":{"id":1,"status":"open"},"sender":{"type":"user"}}""", tokens);
        Assert.Equal(("taken", 0, 1), ((string?)json!["result"], (int)json["records"]!, (int)json["waiting"]!));
        await server.PostAsync("ratings", """{"externalId":"1","recommend":9}""");
        await SentMessages.SendAsync(server, "chatwoot", """{"event":"conversation_created","id":1,"status":"open","created_at":1772355600}""", tokens);
        Assert.Equal(["1772355600000|1772355900000|9|0"], server.Store.Ask("SELECT opened_at, first_useful_reply_at, recommend, claimed FROM interaction"));

        // What was told by the API stays when a message comes. After a deletion by the API nothing of it is kept, and no late message makes it again.
        await SentMessages.SendAsync(server, "chatwoot", """{"event":"conversation_status_changed","id":1,"status":"resolved","updated_at":1772356200}""", tokens);
        Assert.Equal(["9|1"], server.Store.Ask("SELECT recommend, claimed FROM interaction"));
        await server.SendAsync(HttpMethod.Delete, "interactions/1", null);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));
        Assert.Equal(["""["Deleted"]"""], server.Store.Ask("SELECT json_group_array(key) FROM story, json_each(told, '$.facts')"));
        await SentMessages.SendAsync(server, "chatwoot", """{"event":"conversation_created","id":1,"status":"open","created_at":1772355600,"meta":{"sender":{"email":"ann@example.org"}}}""", tokens);
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM interaction"));

        // Who sends the record itself again wants it there.
        await server.PostAsync("interactions", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z"}""");
        await SentMessages.SendAsync(server, "chatwoot", """{"event":"conversation_updated","id":1,"updated_at":1772356300,"labels":["billing"]}""", tokens);
        Assert.Equal(["-|{\"labels\":\"billing\"}"], server.Store.Ask("SELECT customer, extra FROM interaction"));
    }

    [Fact]
    public async Task CorrectionByTheApi_StaysUntilTheSystemItselfSaysSomethingElse()
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(int minute, string type, string status) => SentMessages.SendAsync(server, "freshdesk",
            $$"""{"ticket_id":"1","ticket_type":"{{type}}","ticket_status":"{{status}}","ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2026-03-01T09:{{minute:00}}:00Z"}""", tokens);
        await SendAsync(0, "Question", "Open");
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, "interactions/1", """{"topic":"Parcel","customer":"ann","weight":"2 kg"}""")).Status);
        await SendAsync(10, "Question", "Resolved");
        Assert.Equal(["Parcel|ann|1|{\"weight\":\"2 kg\"}"], server.Store.Ask("SELECT topic, customer, claimed, extra FROM interaction"));
        await SendAsync(20, "Complaint", "Resolved");
        Assert.Equal(["Complaint|ann|1|{\"weight\":\"2 kg\"}"], server.Store.Ask("SELECT topic, customer, claimed, extra FROM interaction"));
        await SentMessages.SendAsync(server, "freshdesk", """{"ticket_id":"1","ticket_tags":"late","ticket_updated_at":"2026-03-01T09:30:00Z"}""", tokens);
        Assert.Equal(["""{"tags":"late","weight":"2 kg"}"""], server.Store.Ask("SELECT extra FROM interaction"));
    }

    [Fact]
    public async Task ImportThatIsTakenBack_IsTakenOutOfWhatMessagesToldToo()
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(string id, string opened, string tags) =>
            SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"{{id}}",{{opened}}"ticket_tags":"{{tags}}","ticket_updated_at":"2026-03-01T11:00:00Z"}""", tokens);
        const string Opened = "\"ticket_created_at\":\"2026-03-01T09:00:00Z\",";
        await SendAsync("1", Opened, "late");
        await SendAsync("2", "", "late");
        var rows = new CxDashboard.Data.Writing.RowBlock();
        foreach (var id in (string[])["1", "2", "3"]) rows.Add(new Interaction { Source = "freshdesk", ExternalId = id, OpenedAt = At(0), Product = "Lamp" });
        var written = await server.Store.Writer.WriteAsync(new WriteBatch { Rows = rows, Import = new ImportRow { FileName = "old.csv", FileHash = "f", MapName = "m", MapHash = "m", StartedAt = new Instant(1) } }, Token);
        Assert.Equal(["1|Lamp|late", "2|Lamp|late", "3|Lamp|-"], server.Store.Ask("SELECT external_id, product, extra ->> 'tags' FROM interaction ORDER BY 1"));
        await server.Store.Writer.UndoAsync(written.Import!.Id, "a test", Token);
        Assert.Equal(["1|-|late"], server.Store.Ask("SELECT external_id, product, extra ->> 'tags' FROM interaction ORDER BY 1"));
        await SendAsync("1", Opened, "late, parcel");
        await SendAsync("2", Opened, "late");
        Assert.Equal(["1|-", "2|-"], server.Store.Ask("SELECT external_id, product FROM interaction ORDER BY 1"));
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM story WHERE told LIKE '%Lamp%'"));
    }

    [Theory]

    // Each of them in its order: r the API sends the record, i an import, j another import, m a message with the opening, n one without, p a correction. Then i is taken back, and a last message comes.
    [InlineData("mi", "-|-|2|-")]
    [InlineData("im", "-|-|2|-")]
    [InlineData("in", null)]
    [InlineData("ni", null)]
    [InlineData("rmi", "api|-|2|-")]
    [InlineData("rim", "api|-|2|-")]
    [InlineData("rni", "api|-|2|-")]
    [InlineData("rin", "api|-|2|-")]
    [InlineData("irm", "api|-|2|-")]
    [InlineData("jim", "second|-|2|-")]
    [InlineData("ijm", "second|-|2|-")]
    [InlineData("jmi", "second|-|2|-")]
    [InlineData("mji", "second|-|2|-")]
    [InlineData("mij", "second|-|2|-")]
    [InlineData("jni", "second|-|2|-")]
    [InlineData("mip", "-|-|2|mine")]
    [InlineData("rmip", "api|-|2|mine")]
    [InlineData("imp", "-|-|2|mine")]
    public async Task ImportThatIsTakenBack_LeavesWhatCameOtherwise(string order, string? expected)
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Task MessageAsync(int hour, string opened) =>
            SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"1",{{opened}}"ticket_status":"Open","ticket_tags":"{{hour}}","ticket_updated_at":"2026-03-01T{{hour}}:00:00Z"}""", tokens);
        async Task<long> ImportAsync(string product)
        {
            var rows = new CxDashboard.Data.Writing.RowBlock();
            rows.Add(new Interaction { Source = "freshdesk", ExternalId = "1", OpenedAt = At(0), Product = product, Claimed = true, ClaimedAt = At(30) });
            return (await server.Store.Writer.WriteAsync(new WriteBatch { Rows = rows, Import = new ImportRow { FileName = product, FileHash = product, MapName = "m", MapHash = "m", StartedAt = new Instant(1) } }, Token)).Import!.Id;
        }

        const string Opened = "\"ticket_created_at\":\"2026-03-01T09:00:00Z\",";
        var import = 0L;
        foreach (var step in order)
        {
            switch (step)
            {
                case 'r': await server.PostAsync("interactions", """{"externalId":"1","openedAt":"2026-03-01T09:00:00Z","product":"api"}"""); break;
                case 'i': import = await ImportAsync("first"); break;
                case 'j': await ImportAsync("second"); break;
                case 'm': await MessageAsync(11, Opened); break;
                case 'n': await MessageAsync(11, ""); break;
                default: Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, "interactions/1", """{"topic":"mine"}""")).Status); break;
            }
        }

        var undone = await server.Store.Writer.UndoAsync(import, "a test", Token);
        Assert.True(undone is { Deleted: >= 0, Restored: >= 0, Stayed: >= 0 }, undone.ToString());
        var wasThere = expected is not null;
        await MessageAsync(12, "");
        Assert.Equal(wasThere ? ["1"] : [], server.Store.Ask("SELECT external_id FROM interaction"));
        if (!wasThere) await MessageAsync(12, Opened);
        var (claimed, reopened) = order.Contains('j', StringComparison.Ordinal) ? ("1", "1") : ("0", "-");
        Assert.Equal([$"{(expected ?? "-|-|2|-").Replace("|2|", "|12|", StringComparison.Ordinal)}|{claimed}|{reopened}"], server.Store.Ask("SELECT product, customer, extra ->> 'tags', topic, claimed, reopened_count FROM interaction"));
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM story WHERE told LIKE '%first%'"));
    }

    [Theory]

    // a, b and c are imports, m a message, a capital letter takes that import back; then the others are taken back in this order: nothing of them is left, whichever that is.
    [InlineData("abm", "ab")]
    [InlineData("abm", "ba")]
    [InlineData("amb", "ab")]
    [InlineData("amb", "ba")]
    [InlineData("mab", "ab")]
    [InlineData("mab", "ba")]
    [InlineData("abBm", "a")]
    [InlineData("abcm", "acb")]
    [InlineData("abcm", "bac")]
    [InlineData("abcm", "cab")]
    public async Task ImportsThatAreTakenBack_LeaveNothing_InWhateverOrder(string order, string undone)
    {
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        var imports = new Dictionary<char, long>();
        Task MessageAsync(int hour) => SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"1","ticket_tags":"{{hour}}","ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2026-03-01T{{hour}}:00:00Z"}""", tokens);
        async Task ImportAsync(char name)
        {
            var rows = new CxDashboard.Data.Writing.RowBlock();
            rows.Add(new Interaction { Source = "freshdesk", ExternalId = "1", OpenedAt = At(0), Product = "product " + name });
            var text = name + imports.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            imports[name] = (await server.Store.Writer.WriteAsync(new WriteBatch { Rows = rows, Import = new ImportRow { FileName = text, FileHash = text, MapName = "m", MapHash = "m", StartedAt = new Instant(1) } }, Token)).Import!.Id;
        }

        async Task UndoAsync(char name)
        {
            var result = await server.Store.Writer.UndoAsync(imports[name], "a test", Token);
            Assert.True(result is { Deleted: >= 0, Restored: >= 0, Stayed: >= 0 }, result.ToString());
        }

        foreach (var step in order)
        {
            if (step == 'm') await MessageAsync(11);
            else if (char.IsUpper(step)) await UndoAsync(char.ToLowerInvariant(step));
            else await ImportAsync(step);
        }

        foreach (var name in undone) await UndoAsync(name);
        await MessageAsync(12);
        Assert.Equal(["-|12"], server.Store.Ask("SELECT product, extra ->> 'tags' FROM interaction"));
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM story WHERE told LIKE '%product%'"));
    }

    [Fact]
    public async Task DeletedContact_IsThereAgainByARecord_UntilItIsDeletedAgain_OrThatIsTakenBack()
    {
        await using var server = await WireServer.StartAsync(["ingest:zendesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(string type, string time) => SentMessages.SendAsync(server, "zendesk", Zendesk(type, time, "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal), tokens);
        IReadOnlyList<string> There() => [.. server.Store.Ask("SELECT external_id FROM interaction")];
        async Task<long> ImportAsync(string name)
        {
            var rows = new CxDashboard.Data.Writing.RowBlock();
            rows.Add(new Interaction { Source = "zendesk", ExternalId = "7", OpenedAt = At(0), Product = "Lamp" });
            return (await server.Store.Writer.WriteAsync(new WriteBatch { Rows = rows, Import = new ImportRow { FileName = name, FileHash = name, MapName = "m", MapHash = "m", StartedAt = new Instant(1) } }, Token)).Import!.Id;
        }

        await SendAsync("created", "09:00:00");
        await SendAsync("soft_deleted", "10:00:00");
        Assert.Empty(There());
        var import = await ImportAsync("older.csv");
        Assert.Equal(["7"], There());

        // The same deletion once more is no other one.
        await SendAsync("soft_deleted", "10:00:00");
        await SendAsync("tags_changed", "09:30:00");
        Assert.Equal(["7"], There());
        var undone = await server.Store.Writer.UndoAsync(import, "a test", Token);
        Assert.Equal((1, 0, 0), (undone.Deleted, undone.Restored, undone.Stayed));
        await SendAsync("priority_changed", "10:30:00");
        Assert.Empty(There());

        // Sent by the API it is there again, and messages lie over it; deleted later, it is gone.
        await server.PostAsync("interactions", """{"externalId":"7","openedAt":"2026-03-01T09:00:00Z","product":"Lamp"}""");
        await SendAsync("priority_changed", "10:45:00");
        Assert.Equal(["7|Lamp|Where is it?"], server.Store.Ask("SELECT external_id, product, extra ->> 'subject' FROM interaction"));
        await SendAsync("soft_deleted", "11:00:00");
        Assert.Empty(There());

        // Deleted here, imported by mistake and taken back: late messages still do not make it again.
        await server.PostAsync("interactions", """{"externalId":"7","openedAt":"2026-03-01T09:00:00Z"}""");
        await server.SendAsync(HttpMethod.Delete, "interactions/7", null);
        import = await ImportAsync("again.csv");
        await SendAsync("priority_changed", "11:30:00");
        Assert.Equal(["7"], There());
        await server.Store.Writer.UndoAsync(import, "a test", Token);
        await SendAsync("priority_changed", "11:45:00");
        Assert.Empty(There());
        Assert.Equal(["0"], server.Store.Ask("SELECT count(*) FROM story WHERE told LIKE '%Lamp%' OR told LIKE '%Where%'"));
    }

    [Fact]
    public async Task DeletedAndSentAgainInOneBreath_IsThere()
    {
        await using var server = await WireServer.StartAsync(["ingest:zendesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "zendesk", Zendesk("created", "09:00:00", "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal), tokens);

        // By a clock that is an hour ahead of ours.
        var ahead = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
        await SentMessages.SendAsync(server, "zendesk", Zendesk("soft_deleted", "09:00:00", "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal).Replace("\"time\":\"2026-03-01T09:00:00Z\"", $"\"time\":\"{ahead}Z\"", StringComparison.Ordinal), tokens);
        Assert.Empty(server.Store.Ask("SELECT 1 FROM interaction"));
        await server.PostAsync("interactions", """{"externalId":"7","openedAt":"2026-03-01T09:00:00Z"}""");
        await SentMessages.SendAsync(server, "zendesk", Zendesk("tags_changed", "10:00:00", "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal), tokens);
        Assert.Equal(["late, parcel"], server.Store.Ask("SELECT extra ->> 'tags' FROM interaction"));
    }

    [Fact]
    public async Task ImportedContactThatIsDeletedHere_IsNotMadeAgainByItsFirstMessage()
    {
        await using var server = await WireServer.StartAsync(["ingest:zendesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        await SentMessages.SendAsync(server, "zendesk", Zendesk("created", "09:00:00", "OPEN", "{}").Replace("#", "1", StringComparison.Ordinal), tokens);
        await server.Store.Writer.WriteAsync(new WriteBatch { Records = [new Interaction { Source = "zendesk", ExternalId = "7", OpenedAt = At(0) }] }, Token);
        await server.SendAsync(HttpMethod.Delete, "interactions/7", null);
        await SentMessages.SendAsync(server, "zendesk", Zendesk("created", "09:00:00", "OPEN", "{}").Replace("#", "7", StringComparison.Ordinal), tokens);
        Assert.Equal(["1"], server.Store.Ask("SELECT external_id FROM interaction"));
    }

    [Fact]
    public async Task WhatACorrectionTookAway_DoesNotComeBackByAnotherMessage()
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Task SendAsync(int hour) => SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"1","ticket_status":"Open","ticket_tags":"{{hour}}","ticket_created_at":"2026-03-01T09:00:00Z","ticket_updated_at":"2026-03-01T{{hour}}:00:00Z"}""", tokens);
        await SendAsync(10);
        await server.PostAsync("ratings", """{"externalId":"1","rating":2,"ratingScale":5,"comment":"bad","ratedAt":"2026-03-02T00:00:00Z"}""");
        await server.PostAsync("replies", """{"externalId":"1","at":"2026-03-01T09:30:00Z"}""");
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Patch, "interactions/1", """{"rating":5,"comment":null,"firstReplyAt":null}""")).Status);
        await SendAsync(11);
        Assert.Equal(["11|5|-|-"], server.Store.Ask("SELECT extra ->> 'tags', rating, comment, first_reply_at FROM interaction"));
        await server.PostAsync("ratings", """{"externalId":"1","rating":3,"ratingScale":5,"comment":"better","ratedAt":"2026-03-03T00:00:00Z"}""");
        await SendAsync(12);
        Assert.Equal(["12|3|better|-"], server.Store.Ask("SELECT extra ->> 'tags', rating, comment, first_reply_at FROM interaction"));
    }

    [Fact]
    public async Task RecordRatingAndMessage_InEveryOrder_ComeToTheSame()
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        string[] orders = ["pam", "pma", "apm", "amp", "mpa", "map"];
        for (var i = 0; i < orders.Length; i++)
        {
            foreach (var step in orders[i])
            {
                switch (step)
                {
                    case 'p': await server.PostAsync("interactions", $$"""{"externalId":"{{i}}","openedAt":"2026-03-01T09:00:00Z","topic":"parcel"}"""); break;
                    case 'a': await server.PostAsync("ratings", $$"""{"externalId":"{{i}}","rating":2,"ratingScale":5,"ratedAt":"2026-03-02T00:00:00Z"}"""); break;
                    default: await SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"{{i}}","ticket_status":"Open","ticket_updated_at":"2026-03-01T10:00:00Z"}""", tokens); break;
                }
            }
        }

        Assert.Equal(["parcel|2|-|6"], server.Store.Ask("SELECT topic, rating, asked, count(*) FROM interaction GROUP BY 1, 2, 3"));
    }

    [Fact]
    public async Task RecordsThatWereImported_AreCompletedByMessages_WhicheverComesFirst()
    {
        await using var server = await WireServer.StartAsync(["ingest:freshdesk"]);
        var tokens = await SentMessages.MakeAllAsync(server);
        Interaction Imported(string id) => new()
        {
            Source = "freshdesk",
            ExternalId = id,
            OpenedAt = At(0),
            Customer = "ann@example.org",
            Topic = "Question",
            Product = "Lamp",
            ClaimedAt = At(60),
            Claimed = true,
            Cost = 1.25m,
            Rating = 4,
            RatingScale = 5,
            RatedAt = At(70),
            Comment = "fine",
            Extra = """{"shop":"7"}""",
        };
        async Task MessagesAsync(string id)
        {
            await SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"{{id}}","ticket_type":"Complaint","ticket_status":"Open","ticket_tags":"late","ticket_updated_at":"2026-03-01T11:00:00Z"}""", tokens);
            await SentMessages.SendAsync(server, "freshdesk", $$"""{"ticket_id":"{{id}}","ticket_type":"Complaint","ticket_status":"Resolved","ticket_updated_at":"2026-03-01T12:00:00Z"}""", tokens);
        }

        Task ImportAsync(string id) => server.Store.Writer.WriteAsync(new WriteBatch { Records = [Imported(id)] }, Token);
        await ImportAsync("1");
        await MessagesAsync("1");
        await MessagesAsync("2");
        Assert.Equal(["2|1"], server.Store.Ask("SELECT external_id, waiting FROM story WHERE waiting = 1"));
        await ImportAsync("2");
        await ImportAsync("3");
        await MessagesAsync("3");
        await ImportAsync("3");
        Assert.Equal(
            ["ann@example.org|Complaint|Lamp|3600000|1|1|7200000|10800000|12500|4|fine|{\"shop\":\"7\",\"tags\":\"late\"}|3"],
            server.Store.Ask($"SELECT customer, topic, product, claimed_at - {At(0).UnixMilliseconds}, claimed, reopened_count, reopened_at - {At(0).UnixMilliseconds}, last_claimed_at - {At(0).UnixMilliseconds}, cost, rating, comment, extra, count(*) FROM interaction GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"));
    }

    private static Instant At(int minute) => new(1_772_355_600_000 + (minute * 60_000L));

    private static IEnumerable<string> Asked(WireServer server, string where) =>
        server.Store.Ask(System.Text.RegularExpressions.Regex.Replace(State, @"\{0\}\((?<c>\w+)\)", "strftime('%Y-%m-%d %H:%M:%S', ${c} / 1000, 'unixepoch') || printf('.%03d', ${c} % 1000)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) + where);

    private static string Zendesk(string type, string time, string status, string change) => $$"""
        {"type":"zen:event-type:ticket.{{type}}","account_id":1,"id":"{{type}}-{{time}}","time":"2026-03-01T{{time}}Z","zendesk_event_version":"2022-11-06","subject":"zen:ticket:#",
         "detail":{"id":"#","status":"{{status}}","requester_id":"42","created_at":"2026-03-01T09:00:00Z","updated_at":"2026-03-01T{{time}}Z","via":{"channel":"web_service"},"type":"question","priority":null,"subject":"Where is it?","tags":["late","parcel"]},"event":{{change}}}
        """;

    private static string Intercom(string topic, int after, string state, string part) => $$$"""
        {"type":"notification_event","app_id":"a","id":"notif_{{{topic}}}","topic":"{{{topic}}}","created_at":{{{1772355600 + after}}},"data":{"type":"notification_event_data","item":
        {"type":"conversation","id":"#","created_at":1772355600,"updated_at":{{{1772355600 + after}}},"state":"{{{state}}}","open":{{{(state == "open" ? "true" : "false")}}},"source":{"type":"conversation","delivered_as":"customer_initiated"},
         "contacts":{"type":"contact.list","contacts":[{"type":"contact","id":"c1","external_id":"70","email":"ann@example.org"}]},"conversation_rating":null,"conversation_parts":{"conversation_parts":[{{{part}}}]} } } }
        """;
}
