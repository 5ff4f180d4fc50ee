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
        if (Telling.Unreadable(ticket, "ticket_updated_at", "updated_at") is { } undated) return MessageRead.Fails(type, undated);
        var at = When(ticket, "updated_at") ?? arrived;
        var source = Field(ticket, "source");
        var story = Story.None
            .Says(FactField.OpenedAt, When(ticket, "created_at"), at)
            .Says(FactField.Customer, (Field(ticket, "requester_email") ?? Field(ticket, "contact_email") ?? Text(ticket, "requester_id")) is { } customer ? parts.Customers(customer) : null, at)
            .Says(FactField.Channel, int.TryParse(source, CultureInfo.InvariantCulture, out var code) && code > 0 && code < Sources.Length ? Sources[code] : source, at)
            .Says(FactField.Topic, ticket, Name(ticket, "type"), at)
            .Says(FactField.Product, ticket, Name(ticket, "product_name", "product"), at)
            .Says(FactField.Team, ticket, Name(ticket, "group_name", "group"), at)
            .Says(FactField.Direction, source is "10" or "Outbound Email" ? (long)Direction.Out : null, at)
            .Says(FactField.FirstReplyAt, When(Inside(ticket, "stats"), "first_responded_at"), at)
            .Says(FactField.FirstUsefulReplyAt, When(Inside(ticket, "stats"), "first_responded_at"), at)
            .SaysExtra("priority", ticket, Name(ticket, "priority"), at)
            .SaysExtra("subject", ticket, Name(ticket, "subject"), at)
            .SaysExtra("tags", ticket, Name(ticket, "tags"), at)
            .InHands(Text(ticket, "responder_id") ?? Field(ticket, "agent_email"), at);
        story = Field(ticket, "status") switch
        {
            "4" or "5" or "Resolved" or "Closed" => story.Stood(CaseState.Claimed, Claimed(ticket) ?? at),
            { } => story.Stood(CaseState.Open, at),
            null => story,
        };

        // What cannot be read leaves the rest of it as it is.
        var why = Telling.Unreadable(ticket, "ticket_created_at", "created_at");
        if (Field(ticket, "satisfaction_rating") is not { } said) return MessageRead.Tells(type, id, story, why);

        // Every later message tells the rating again, and none says when it was given.
        return Rating(said) is { } stars
            ? MessageRead.Tells(type, id, story.Rated(new ScaledRating(stars, HappinessScale), Field(ticket, "satisfaction_comment"), at), why)
            : MessageRead.Tells(type, id, story, why ?? $"Its satisfaction_rating “{said}” is none of Freshdesk’s: those are 100, 101 to 103 and -101 to -103.");
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

    // As the ticket calls it: what is there comes before what is there and empty.
    private static string Name(JsonElement ticket, params ReadOnlySpan<string> names)
    {
        var empty = names[0];
        foreach (var name in names)
        {
            foreach (var called in (ReadOnlySpan<string>)["ticket_" + name, name])
            {
                if (Text(ticket, called) is not null || Texts(ticket, called) is not null) return called;
                if (IsEmpty(ticket, called)) empty = called;
            }
        }

        return empty;
    }

    private static string? Field(JsonElement ticket, string name) => Text(ticket, "ticket_" + name) ?? Text(ticket, name);

    private static Instant? When(JsonElement ticket, string name) => Moment(ticket, "ticket_" + name) ?? Moment(ticket, name);
}
