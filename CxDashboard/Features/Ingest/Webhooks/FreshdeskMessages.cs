using System.Globalization;
using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Reads what an automation of Freshdesk sends: a ticket with the fields that the rule's author chose, called as its placeholders
/// ("ticket_id") or as its API ("id"); statuses and sources by their words or their codes.
/// </summary>
internal sealed class FreshdeskMessages(MessageParts parts) : IMessageReader
{
    private const int HappinessScale = 7;

    private static readonly string[] Sources =
        ["", "Email", "Portal", "Phone", "Forum", "Twitter", "Facebook", "Chat", "MobiHelp", "Feedback Widget", "Outbound Email", "Ecommerce", "Bot", "Whatsapp"];

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        var ticket = Inside(body, "freshdesk_webhook") is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : Inside(body, "ticket") is { ValueKind: JsonValueKind.Object } inner ? inner : body;
        var type = Field(ticket, "event_type") ?? "ticket";
        if (Field(ticket, "id") is not { } id) return MessageRead.Fails(type, "It has no ticket_id: add “ticket_id”: “{{ticket.id}}” to the content of the rule.");
        var at = When(ticket, "updated_at") ?? arrived;
        var source = Field(ticket, "source");
        var story = Story.None
            .Says(FactField.OpenedAt, When(ticket, "created_at"), at)
            .Says(FactField.Customer, (Field(ticket, "requester_email") ?? Field(ticket, "contact_email") ?? Text(ticket, "requester_id")) is { } customer ? parts.Customers(customer) : null, at)
            .Says(FactField.Channel, int.TryParse(source, CultureInfo.InvariantCulture, out var code) && code > 0 && code < Sources.Length ? Sources[code] : source, at)
            .Says(FactField.Topic, Field(ticket, "type"), at)
            .Says(FactField.Product, Field(ticket, "product_name") ?? Field(ticket, "product"), at)
            .Says(FactField.Team, Field(ticket, "group_name") ?? Field(ticket, "group"), at)
            .Says(FactField.Direction, source is "10" or "Outbound Email" ? (long)Direction.Out : null, at)
            .Says(FactField.FirstReplyAt, When(Inside(ticket, "stats"), "first_responded_at"), at)
            .Says(FactField.FirstUsefulReplyAt, When(Inside(ticket, "stats"), "first_responded_at"), at)
            .SaysExtra("priority", Field(ticket, "priority"), at)
            .SaysExtra("subject", Field(ticket, "subject"), at)
            .SaysExtra("tags", Texts(ticket, "tags") ?? Field(ticket, "tags"), at)
            .InHands(Text(ticket, "responder_id") ?? Field(ticket, "agent_email"), at);
        story = Field(ticket, "status") switch
        {
            "4" or "5" or "Resolved" or "Closed" => story.Stood(CaseState.Claimed, Claimed(ticket) ?? at),
            { } => story.Stood(CaseState.Open, at),
            null => story,
        };
        if (Field(ticket, "satisfaction_rating") is not { } said) return MessageRead.Tells(type, id, story);
        return Rating(said) is { } stars
            ? MessageRead.Tells(type, id, story.With(new RecordParts
            {
                Rating = new(new ScaledRating(stars, HappinessScale), at),
                Comment = Field(ticket, "satisfaction_comment") is { } words ? new(words, at) : null,
                AnsweredAt = at,
            }))
            : MessageRead.Fails(type, $"Its satisfaction_rating “{said}” is none of Freshdesk’s: those are 100, 101 to 103 and -101 to -103.");
    }

    private static Instant? Claimed(JsonElement ticket) => When(Inside(ticket, "stats"), "resolved_at") ?? When(Inside(ticket, "stats"), "closed_at");

    // 103 extremely happy … 100 neither … -103 extremely unhappy.
    private static double? Rating(string said) => said switch
    {
        "-103" => 1,
        "-102" => 2,
        "-101" => 3,
        "100" => 4,
        "101" => 5,
        "102" => 6,
        "103" => 7,
        _ => null,
    };

    private static string? Field(JsonElement ticket, string name) => Text(ticket, "ticket_" + name) ?? Text(ticket, name);

    private static Instant? When(JsonElement ticket, string name) => Moment(ticket, "ticket_" + name) ?? Moment(ticket, name);
}
