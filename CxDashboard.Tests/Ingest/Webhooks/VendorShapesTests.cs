using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using CxDashboard.Features.Ingest.Webhooks;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Ingest.Webhooks;

/// <summary>The vendors' own examples, read as the messages that carry them.</summary>
public sealed class VendorShapesTests
{
    private static readonly Instant Arrived = new(1_790_000_000_000);

    [Fact]
    public void IntercomsExamples_EachTellOfTheirConversationOrTicket()
    {
        var folder = SharedData.Find("data/intercom");
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var item = JsonNode.Parse(File.ReadAllText(path))!;
            if ((string?)item["type"] is not ("conversation" or "ticket")) continue;
            var kind = (string?)item["type"];
            var delivery = Read("intercom", new JsonObject { ["type"] = "notification_event", ["topic"] = kind == "ticket" ? "ticket.created" : "conversation.user.created", ["created_at"] = 1_772_000_000, ["data"] = new JsonObject { ["item"] = item.DeepClone() } });
            Assert.True(delivery.Kind == DeliveryKind.Taken, $"{path}: {delivery.Why}");
            var told = Assert.Single(delivery.Told);
            Assert.Equal((string?)item["id"], told.ExternalId);
            var record = told.Story.ToInteraction("intercom", told.ExternalId);
            Assert.True(record is not null, path);
            Assert.Equal((long)item["created_at"]! * 1000, record.OpenedAt.UnixMilliseconds);
            read++;
        }

        Assert.Equal(17, read);
    }

    // The figures stand in the example itself.
    [Fact]
    public void IntercomsConversation_WithStatisticsAndRating_IsReadWhole()
    {
        var item = SharedData.Json("data/intercom/SCHEMA_EXAMPLE_conversation.json");
        var told = Assert.Single(Read("intercom", new JsonObject { ["topic"] = "conversation.rating.added", ["data"] = new JsonObject { ["item"] = item.DeepClone() } }).Told);
        var record = told.Story.ToInteraction("intercom", told.ExternalId)!;
        Assert.Equal(("1295", "70", "conversation", Direction.Out), (record.ExternalId, record.Customer, record.Channel, record.Direction));
        Assert.Equal((1663597223000, 1663597233000, 1663597233000), (record.OpenedAt.UnixMilliseconds, record.FirstReplyAt!.Value.UnixMilliseconds, record.ClaimedAt!.Value.UnixMilliseconds));
        Assert.Equal((1, 5.0, 5, 1671028894000), (record.ReopenedCount, record.Rating, record.RatingScale, record.RatedAt!.Value.UnixMilliseconds));
        Assert.Equal("""{"priority":"priority","tags":"Test tag"}""", record.Extra);
    }

    [Fact]
    public void ZendesksTickets_AsTheDetailOfTheirEvents_OpenWhenTheyWereMade()
    {
        var page = SharedData.Json("data/zendesk/incremental_tickets_page.json");
        var claimed = 0;
        foreach (var ticket in page["tickets"]!.AsArray())
        {
            var detail = ticket!.DeepClone().AsObject();
            detail["id"] = ticket["id"]!.ToJsonString();
            detail["status"] = ((string)ticket["status"]!).ToUpperInvariant();
            var told = Assert.Single(Read("zendesk", new JsonObject { ["type"] = "zen:event-type:ticket.tags_changed", ["time"] = (string?)ticket["updated_at"], ["detail"] = detail, ["event"] = new JsonObject() }).Told);
            Assert.Equal(ticket["id"]!.ToJsonString(), told.ExternalId);
            var record = told.Story.ToInteraction("zendesk", told.ExternalId)!;
            Assert.Equal(DateTimeOffset.Parse((string)ticket["created_at"]!, System.Globalization.CultureInfo.InvariantCulture), record.OpenedAt.ToDateTimeOffset());
            Assert.Equal(((string?)ticket["via"]!["channel"], ticket["requester_id"]!.ToJsonString()), (record.Channel, record.Customer));
            if (record.Claimed == true) claimed++;
        }

        Assert.Equal((87, page["tickets"]!.AsArray().Count(t => (string?)t!["status"] is "solved" or "closed")), (page["tickets"]!.AsArray().Count, claimed));
    }

    [Fact]
    public void FreshdesksCodes_AreThoseOfItsOwnLists()
    {
        var codes = SharedData.Json("data/freshdesk/enumerations.TRANSCRIBED.json");
        foreach (var (name, code) in codes["source"]!.AsObject())
        {
            var record = Ticket($$"""{"id":1,"source":{{code}},"created_at":"2026-03-01"}""");
            Assert.Equal((name, code!.GetValue<int>() == 10 ? Direction.Out : Direction.In), (record.Channel, record.Direction));
        }

        foreach (var (code, names) in codes["status"]!.AsObject())
        {
            var isClaimed = code is "4" or "5";
            Assert.Equal(isClaimed, Ticket($$"""{"id":1,"status":{{code}},"created_at":"2026-03-01"}""").Claimed);
            Assert.Equal(isClaimed, Ticket($$"""{"ticket_id":"1","ticket_status":"{{names![0]}}","ticket_created_at":"2026-03-01"}""").Claimed);
        }
    }

    // The objects of Chatwoot's documentation, with values in the place of their types.
    [Fact]
    public void ChatwootsDocumentedEvents_AreKnown()
    {
        var guide = File.ReadAllText(SharedData.Find("data/chatwoot/webhook-events_official_docs_8ddfc8a.md"));
        foreach (var name in guide.Split('\n').Where(l => l.StartsWith("### ", StringComparison.Ordinal)).Select(l => l[4..].Trim()).Where(l => l.Contains('_', StringComparison.Ordinal)))
        {
            var body = JsonNode.Parse("""{"id":1,"status":"open","timestamp":1772000000,"created_at":1772000000,"conversation":{"id":1}}""")!.AsObject();
            body["event"] = name;
            var delivery = Read("chatwoot", body);
            Assert.True(delivery.Kind is DeliveryKind.Taken or DeliveryKind.Passed, $"{name}: {delivery.Kind} {delivery.Why}");
        }
    }

    private static Interaction Ticket(string json) => Assert.Single(Read("freshdesk", JsonNode.Parse(json)!).Told).Story.ToInteraction("freshdesk", "1")!;

    private static Delivery Read(string kind, JsonNode message)
    {
        var hook = Hook(kind);
        using var json = JsonDocument.Parse(message.ToJsonString());
        return MessageIntake.Read(hook, Encoding.UTF8.GetBytes(message.ToJsonString()), json.RootElement, Arrived);
    }

    internal static Webhook Hook(string name)
    {
        var (settings, kind) = (new WebhookSettings { Name = name, Kind = name }, WebhookKind.Find(name)!);
        return new Webhook(settings, kind) { Reader = kind.Reader(new MessageParts(settings, customer => customer, TimeZoneInfo.Utc)) };
    }
}
