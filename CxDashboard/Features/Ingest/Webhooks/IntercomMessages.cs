using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Reads Intercom's notifications of conversations and tickets: each carries the whole thing as it stands, with its latest parts,
/// and in newer versions its statistics. https://developers.intercom.com/docs/references/webhooks/webhook-models
/// </summary>
internal sealed class IntercomMessages(MessageParts parts) : IMessageReader
{
    private const int RatingScale = 5;

    private static readonly string[] Others = ["ping", "contact.", "user.", "visitor.", "company.", "event.", "article.", "admin.", "job.", "subscription.", "granular."];

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        if (Text(body, "topic") is not { } topic) return MessageRead.Fails("no topic", "It has no topic, so it is no notification of Intercom.");
        if (Others.Any(o => topic.StartsWith(o, StringComparison.Ordinal))) return new MessageRead(topic, DeliveryKind.Passed);
        var item = Inside(body, "data", "item");
        var type = Text(item, "type");
        if (!topic.StartsWith("conversation", StringComparison.Ordinal) && !topic.StartsWith("ticket.", StringComparison.Ordinal)) return new MessageRead(topic, DeliveryKind.Unknown);
        if (type is not ("conversation" or "ticket")) return new MessageRead(topic, DeliveryKind.Unknown);
        if (Text(item, "id") is not { } id) return MessageRead.Fails(topic, "Its item has no id.");
        if ((Moment(item, "updated_at") ?? Moment(body, "created_at")) is not { } at) return MessageRead.Fails(topic, "It says no time: neither updated_at nor created_at.");
        if (topic == "conversation.deleted") return MessageRead.Tells(topic, id, Story.None.Says(FactField.Deleted, true, at));
        var (story, rating) = (Statistics(item, at, Replies(item, Stood(item, at, Withdrawn(item, at, AsItStood(item, at))))), Rated(item));
        return MessageRead.Tells(topic, id, story.With(rating ?? RecordParts.None), Telling.Unreadable(item, "created_at") ?? (rating is null ? "Its rating is none from 1 to 5." : null));
    }

    private Story AsItStood(JsonElement item, Instant at) => Story.None
        .Says(FactField.OpenedAt, Moment(item, "created_at"), at)
        .Says(FactField.Customer, Customer(item), at)
        .Says(FactField.Channel, Text(Inside(item, "source"), "type"), at)
        .Says(FactField.Topic, Text(Inside(item, "ticket_type"), "name"), at)
        .Says(FactField.Direction, Began(item), at)
        .Says(FactField.Asked, Inside(item, "conversation_rating").ValueKind == JsonValueKind.Object ? true : null, at)
        .SaysExtra("tags", string.Join(", ", Items(Inside(item, "tags"), "tags").Select(t => Text(t, "name")).OfType<string>()), at)
        .InHands(Hand(item), at);

    // There "not_priority" is none, and so is an empty list of tags.
    private static Story Withdrawn(JsonElement item, Instant at, Story story)
    {
        if (Text(item, "priority") is { } priority) story = priority is "priority" ? story.SaysExtra("priority", priority, at) : story.SaysNoExtra("priority", at);
        return IsEmpty(Inside(item, "tags"), "tags") ? story.SaysNoExtra("tags", at) : story;
    }

    private string? Customer(JsonElement item)
    {
        var contact = Items(Inside(item, "contacts"), "contacts").FirstOrDefault();
        if (contact.ValueKind != JsonValueKind.Object) contact = Inside(item, "user");

        // Of a conversation the address is its author's, where a customer began it; contacts often have their ids only.
        var author = Inside(item, "source", "author");
        var address = Text(contact, "email") ?? (Text(author, "type") is "user" or "lead" or "contact" ? Text(author, "email") : null);
        return (address ?? Text(contact, "external_id") ?? Text(contact, "id")) is { } customer ? parts.Customers(customer) : null;
    }

    // Nobody's hands are 0 there.
    private static string? Hand(JsonElement item) => Text(item, "admin_assignee_id") is { } id ? id is "0" ? null : id : Text(Inside(item, "assignee"), "id");

    private static long? Began(JsonElement item) => Text(Inside(item, "source"), "delivered_as") switch
    {
        "customer_initiated" => (long)Direction.In,
        "admin_initiated" or "operator_initiated" or "campaigns_initiated" => (long)Direction.Out,
        _ => null,
    };

    private static Story Stood(JsonElement item, Instant at, Story story) =>
        (Text(item, "state") ?? Text(Inside(item, "ticket_state"), "category") ?? (Flag(item, "open") is { } open ? open ? "open" : "closed" : null)) switch
        {
            "closed" or "resolved" => story.Stood(CaseState.Claimed, at),
            "open" or "snoozed" or "submitted" or "in_progress" or "waiting_on_customer" => story.Stood(CaseState.Open, at),
            _ => story,
        };

    private static Story Replies(JsonElement item, Story story)
    {
        foreach (var part in Items(Inside(item, "conversation_parts"), "conversation_parts").Concat(Items(Inside(item, "ticket_parts"), "ticket_parts")))
        {
            if (Moment(part, "created_at") is not { } at) continue;
            var (author, kind) = (Text(Inside(part, "author"), "type"), Text(part, "part_type"));
            if (author is "admin" or "bot" && kind is "comment" or "close" or "open" or "assignment" or "quick_reply" && Text(part, "body") is not null) story = story.With(RecordParts.Reply(at, isUseful: author == "admin"));
            if (kind == "close") story = story.Stood(CaseState.Claimed, at);
            else if (kind == "open") story = story.Stood(CaseState.Open, at);
        }

        return story;
    }

    private static Story Statistics(JsonElement item, Instant at, Story story)
    {
        var statistics = Inside(item, "statistics");
        var reply = Moment(statistics, "first_admin_reply_at");
        var reopened = Number(statistics, "count_reopens") is { } count and >= 0 and <= int.MaxValue ? count : (long?)null;
        return story.Says(FactField.FirstReplyAt, reply, at).Says(FactField.FirstUsefulReplyAt, reply, at)
            .Says(FactField.ClaimedAt, Moment(statistics, "first_close_at"), at)
            .Says(FactField.ReopenedCount, reopened, at)
            .Says(FactField.LastClaimedAt, reopened > 0 && Text(item, "state") == "closed" ? Moment(statistics, "last_close_at") : null, at);
    }

    // Null where there is one that cannot be.
    private static RecordParts? Rated(JsonElement item)
    {
        var rating = Inside(item, "conversation_rating");
        if (Number(rating, "rating") is not { } stars) return RecordParts.None;
        if (!RatingScales.Holds(RatingScale, stars)) return null;
        var at = Moment(rating, "updated_at") ?? Moment(rating, "created_at");
        return new RecordParts { Rating = new(new ScaledRating(stars, RatingScale), at), Comment = Text(rating, "remark") is { } remark ? new(remark, at) : null, AnsweredAt = at };
    }
}
