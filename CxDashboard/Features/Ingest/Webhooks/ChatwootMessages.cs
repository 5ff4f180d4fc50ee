using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Reads Chatwoot's events. Those of a conversation carry it as it stands, those of a message both; times are seconds, fractions of
/// them or ISO, as it happens. https://www.chatwoot.com/docs/product/others/webhook-events
/// </summary>
internal sealed class ChatwootMessages(MessageParts parts) : IMessageReader
{
    private const int RatingScale = 5;

    private static readonly string[] Passed = ["webwidget_triggered", "contact_created", "contact_updated", "inbox_created", "inbox_updated", "conversation_typing_on", "conversation_typing_off"];

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        if (Text(body, "event") is not { } name) return MessageRead.Fails("no event", "It has no event, so it is nothing of Chatwoot’s.");
        if (Passed.Contains(name)) return new MessageRead(name, DeliveryKind.Passed);
        var isMessage = name is "message_created" or "message_updated";
        if (!isMessage && name is not ("conversation_created" or "conversation_updated" or "conversation_status_changed" or "conversation_resolved" or "conversation_opened")) return new MessageRead(name, DeliveryKind.Unknown);
        var conversation = isMessage ? Inside(body, "conversation") : body;
        if ((Text(conversation, "id") ?? Text(conversation, "display_id")) is not { } id) return MessageRead.Fails(name, "It does not say of which conversation it is.");
        var said = Moment(body, "updated_at") ?? Moment(body, "last_activity_at") ?? Moment(body, "timestamp") ?? Moment(body, "created_at");
        if (said is not { } at) return MessageRead.Fails(name, "It says no time.");
        var story = AsItStood(conversation, isMessage ? Moment(conversation, "updated_at") ?? Moment(conversation, "last_activity_at") ?? at : at);
        if (name == "conversation_created") story = story.Says(FactField.OpenedAt, Moment(body, "created_at") ?? Moment(body, "timestamp"), at);
        if (WasResolved(body)) story = story.Stood(CaseState.WasClaimed, new Instant(at.UnixMilliseconds - 1));
        if (!isMessage) return MessageRead.Tells(name, id, story, Telling.Unreadable(conversation, "created_at"));
        var sent = Moment(body, "created_at") ?? at;
        var answer = Answer(body, at);
        return MessageRead.Tells(name, id, Reply(body, sent, Sender(body, sent, story)).With(answer ?? RecordParts.None), answer is null ? "Its rating is none from 1 to 5." : Telling.Unreadable(conversation, "created_at"));
    }

    private Story AsItStood(JsonElement conversation, Instant at)
    {
        var meta = Inside(conversation, "meta");
        var reply = Moment(conversation, "first_reply_created_at");
        var story = Story.None
            .Says(FactField.OpenedAt, Moment(conversation, "created_at"), at)
            .Says(FactField.Customer, Customer(Inside(meta, "sender")), at)
            .Says(FactField.Channel, Channel(conversation), at)
            .Says(FactField.Team, Text(Inside(meta, "team"), "name"), at)
            .Says(FactField.FirstReplyAt, reply, at)
            .SaysExtra("labels", conversation, "labels", at)
            .SaysExtra("priority", conversation, "priority", at)
            .InHands(Text(Inside(meta, "assignee"), "id"), at);
        if (IsEmpty(meta, "team")) story = story.SaysNone(FactField.Team, at);
        return Text(conversation, "status") switch
        {
            "resolved" => story.Stood(CaseState.Claimed, at),
            "open" or "pending" or "snoozed" => story.Stood(CaseState.Open, at),
            _ => story,
        };
    }

    private static string? Channel(JsonElement conversation)
    {
        var channel = Text(conversation, "channel") ?? Text(Inside(conversation, "meta"), "channel");
        const string Mark = "Channel::";
        return channel is not null && channel.StartsWith(Mark, StringComparison.Ordinal) ? channel[Mark.Length..] : channel;
    }

    private string? Customer(JsonElement contact) =>
        (Text(contact, "email") ?? Text(contact, "phone_number") ?? Text(contact, "identifier") ?? Text(contact, "id")) is { } customer ? parts.Customers(customer) : null;

    // Of a message the customer is its sender, where the conversation does not say.
    private Story Sender(JsonElement body, Instant at, Story story) =>
        story.Facts.ContainsKey(nameof(FactField.Customer)) ? story
            : Text(Inside(body, "sender"), "type") == "contact" ? story.Says(FactField.Customer, Customer(Inside(body, "sender")), at) : story.Says(FactField.Customer, Customer(Inside(body, "contact")), at);

    private static Story Reply(JsonElement body, Instant at, Story story)
    {
        if (Text(body, "content_type") == "input_csat") return story.Says(FactField.Asked, true, at);
        if (Flag(body, "private") == true) return story;
        return Text(body, "message_type") switch
        {
            "outgoing" or "1" => story.With(RecordParts.Reply(at, isUseful: Text(Inside(body, "sender"), "type") is null or "user")),
            "template" or "3" => story.With(RecordParts.Reply(at, isUseful: false)),
            _ => story,
        };
    }

    private static bool WasResolved(JsonElement body) =>
        Items(body, "changed_attributes").Any(a => Text(Inside(a, "status"), "previous_value") == "resolved");

    // Null where there is one that cannot be.
    private static RecordParts? Answer(JsonElement body, Instant at)
    {
        var answer = Inside(body, "content_attributes", "submitted_values", "csat_survey_response");
        if (answer.ValueKind != JsonValueKind.Object) return RecordParts.None;
        if (Number(answer, "rating") is not { } stars || !RatingScales.Holds(RatingScale, stars)) return null;
        return new RecordParts { Rating = new(new ScaledRating(stars, RatingScale), at), Comment = Text(answer, "feedback_message") is { } words ? new(words, at) : null, AnsweredAt = at };
    }
}
