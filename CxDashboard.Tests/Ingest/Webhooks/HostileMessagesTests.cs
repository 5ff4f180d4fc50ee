using System.Text;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Tests.Ingest.Wire;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>Messages that are broken at random, by a fixed seed: each is answered, none with a fault of ours, and what cannot be read says why.</summary>
public sealed class HostileMessagesTests
{
    private const int Read = 10_000, Sent = 1_000;

    private const string Map = """{"fields":{"external_id":"case","opened_at":"opened","claimed":{"column":"state.now","values":{"new":"no","done":"yes"}},"rating":"stars","rating_scale":{"constant":"5"},"cost":"cost"},"ignore":["changed"]}""";

    private static readonly (string Hook, string Body)[] Seeds =
    [
        ("zendesk", """{"type":"zen:event-type:ticket.status_changed","time":"2026-03-01T09:00:00Z","detail":{"id":"7","status":"SOLVED","requester_id":42,"created_at":"2026-03-01T08:00:00Z","via":{"channel":"mail"},"tags":["a",1,null]},"event":{"current":"SOLVED","previous":"OPEN"}}"""),
        ("zendesk", """{"type":"zen:event-type:ticket.comment_added","time":"2026-03-01T09:00:00Z","detail":{"id":"7"},"event":{"comment":{"is_public":true,"author":{"is_staff":true}}}}"""),
        ("intercom", """{"topic":"conversation.admin.closed","created_at":1772355600,"data":{"item":{"type":"conversation","id":"1","created_at":1772355600,"updated_at":1772355900,"state":"closed","conversation_rating":{"rating":4,"remark":"so \ud83d\ude00","created_at":1772355900},"statistics":{"count_reopens":1,"first_close_at":1772355700},"tags":{"tags":[{"name":"x"}]},"conversation_parts":{"conversation_parts":[{"part_type":"close","created_at":1772355900,"author":{"type":"admin"}}]}}}}"""),
        ("chatwoot", """{"event":"message_updated","id":4,"created_at":1772356201.5,"updated_at":"2026-03-01T10:00:00Z","conversation":{"id":3,"status":"resolved","meta":{"sender":{"email":"a@b.c"}}},"content_attributes":{"submitted_values":{"csat_survey_response":{"rating":5,"feedback_message":"lovely"}}}}"""),
        ("chatwoot", """{"event":"conversation_status_changed","id":3,"status":"resolved","updated_at":1772356200.5,"changed_attributes":[{"status":{"current_value":"resolved","previous_value":"open"}}]}"""),
        ("freshdesk", """{"freshdesk_webhook":{"ticket_id":"9","ticket_status":"Closed","ticket_created_at":"2026-03-01T10:00:00+01:00","ticket_updated_at":"2026-03-01T09:00:00Z","ticket_satisfaction_rating":"102"}}"""),
        ("other", """{"case":"1","opened":"2026-03-01T09:00:00Z","state":{"now":"done"},"stars":"4","cost":"1.25","changed":"2026-03-01T09:00:00Z","parts":[{"a":1}]}"""),
        ("other", """[{"case":"1","opened":1772355600},{"case":"2","opened":"2026-03-01","stars":6}]"""),
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-", "1e999", "99999999999999999999999999", "\\u0000", "\\ud800", "\\", "\u0000", "NaN", "\"id\":null", "\"id\":{\"a\":1}", "\"id\":[],", "\"type\":\"ticket\",", "\"created_at\":-1,", "\"created_at\":1e300,",
        "\"\":\"\"", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01", "{\"x\":{\"x\":{\"x\":", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void BrokenMessage_IsReadOrSetAsideWithAReason()
    {
        var random = new Random(20261201);
        var hooks = Seeds.Select(s => s.Hook).Distinct().ToDictionary(n => n, n => n == "other" ? Mapped() : VendorShapesTests.Hook(n));
        var kinds = new SortedDictionary<DeliveryKind, int>();
        for (var i = 0; i < Read; i++)
        {
            var (hook, seed) = Seeds[random.Next(Seeds.Length)];
            var body = Broken(random, seed);
            JsonDocument json;
            try
            {
                json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            }
            catch (JsonException)
            {
                continue;
            }

            using (json)
            {
                var delivery = MessageIntake.Read(hooks[hook], body, json.RootElement, new Instant(1_790_000_000_000));
                kinds[delivery.Kind] = kinds.GetValueOrDefault(delivery.Kind) + 1;
                Assert.Equal(delivery.Kind == DeliveryKind.SetAside, delivery.Why is { Length: > 10 });

                // What can be read is told also where the rest cannot.
                if (delivery.Kind != DeliveryKind.SetAside) Assert.Equal(delivery.Kind == DeliveryKind.Taken, delivery.Told.Count > 0);

                // What it makes can be kept and read back, and makes a record or waits.
                foreach (var (id, story) in delivery.Told) Assert.Equal(story.ToInteraction("x", id), StoryJson.Read(StoryJson.Write(story)).ToInteraction("x", id));
            }
        }

        Assert.True(kinds[DeliveryKind.Taken] > 1_000 && kinds[DeliveryKind.SetAside] > 100 && kinds[DeliveryKind.Unknown] > 20, string.Join(' ', kinds));
    }

    [Fact]
    public async Task BrokenMessage_IsAnsweredWithWhatIsWrong()
    {
        var random = new Random(20261202);
        await using var server = await WireServer.StartAsync();
        var tokens = await SentMessages.MakeAllAsync(server);
        await server.Hooks.ChangeAsync("other", s => s with { Map = Map, AsOf = "changed" }, Token);
        var statuses = new SortedDictionary<int, int>();
        for (var i = 0; i < Sent; i++)
        {
            var (hook, seed) = Seeds[random.Next(Seeds.Length)];
            using var call = SentMessages.Call(hook, Broken(random, seed), tokens.GetValueOrDefault(hook), TimeProvider.System.GetUtcNow());
            var (status, json) = await SentMessages.AnswerAsync(server, call);
            Assert.True(status is 200 or 400, $"{status} {json}");
            Assert.True(status == 200 ? json!["result"] is not null : ((string?)json!["detail"])!.Length > 15);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Assert.Equal([200, 400], statuses.Keys);
        Assert.Equal(["ok"], server.Store.Ask("PRAGMA integrity_check"));
        Assert.Equal([statuses[200].ToString(System.Globalization.CultureInfo.InvariantCulture)], server.Store.Ask("SELECT sum(count) FROM delivery_count"));
    }

    private static Webhook Mapped()
    {
        var hook = VendorShapesTests.Hook("other");
        var settings = hook.Settings with { Map = Map, AsOf = "changed" };
        return hook with { Settings = settings, Reader = hook.Kind.Reader(new MessageParts(settings, customer => customer, TimeZoneInfo.Utc)) };
    }

    private static byte[] Broken(Random random, string seed)
    {
        var bytes = Encoding.UTF8.GetBytes(seed).ToList();
        for (var change = random.Next(4); change > 0 && bytes.Count > 0; change--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(7))
            {
                case 0: bytes.RemoveRange(at, length); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 2: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
                case 4: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 200))); break;
                default: Retype(random, bytes); break;
            }
        }

        return [.. bytes];
    }

    // A value becomes one of another type: the text stays JSON more often than by bytes.
    private static void Retype(Random random, List<byte> bytes)
    {
        var text = Encoding.UTF8.GetString([.. bytes]);
        var colons = Enumerable.Range(0, text.Length).Where(i => text[i] == ':' && i + 1 < text.Length && text[i + 1] is '"' or '1' or '4').ToArray();
        if (colons.Length == 0) return;
        var start = colons[random.Next(colons.Length)] + 1;
        var end = text[start] == '"' ? text.IndexOf('"', start + 1) + 1 : start + 1 + text.AsSpan(start + 1).IndexOfAnyExceptInRange('0', '9');
        if (end <= start) return;
        string[] values = ["null", "12", "\"\"", "\"x\"", "[]", "{}", "[1,2]", "{\"a\":null}", "true", "-5", "1.5", "1e40", "\"1772355600\"", "\"\\ud800\"", "\"2026-02-30\""];
        bytes.Clear();
        bytes.AddRange(Encoding.UTF8.GetBytes(text[..start] + values[random.Next(values.Length)] + text[end..]));
    }
}
