using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>
/// Reads Zendesk's ticket events, which carry the ticket as it stood and what changed.
/// https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/
/// </summary>
internal sealed class ZendeskMessages(MessageParts parts) : IMessageReader
{
    private const string Mark = "zen:event-type:", Ticket = "ticket.";

    // What another event says is told by the ticket's own as well, or is nothing of a contact.
    private static readonly string[] Others = ["user.", "organization.", "article.", "community_post.", "agent."];

    private static readonly HashSet<string> Known = new(
        [
            "created", "status_changed", "comment_added", "agent_assignment_changed", "group_assignment_changed", "soft_deleted", "permanently_deleted", "undeleted", "merged",
            "marked_as_spam", "custom_status_changed", "priority_changed", "subject_changed", "tags_changed", "ticket_type_changed", "type_changed", "requester_changed",
            "description_changed", "custom_field_changed", "external_id_changed", "brand_changed", "form_changed", "organization_changed", "submitter_changed", "problem_link_changed",
            "task_due_at_changed", "followers_changed", "email_ccs_changed", "comment_made_private", "comment_redacted", "attachment_linked_to_comment", "attachment_redacted_from_comment",
        ], StringComparer.Ordinal);

    /// <inheritdoc/>
    public MessageRead Read(JsonElement body, Instant arrived)
    {
        if (Text(body, "type") is not { } type || !type.StartsWith(Mark, StringComparison.Ordinal))
            return MessageRead.Fails("no event", "It has no type that begins with zen:event-type. Choose “Zendesk events” for this webhook; what triggers and automations send goes to a webhook of another system.");
        var name = type[Mark.Length..];
        if (!name.StartsWith(Ticket, StringComparison.Ordinal) || !Known.Contains(name[Ticket.Length..]))
            return new MessageRead(name, Others.Any(o => name.StartsWith(o, StringComparison.Ordinal)) ? DeliveryKind.Passed : DeliveryKind.Unknown);
        var detail = Inside(body, "detail");
        if (Text(detail, "id") is not { } id) return MessageRead.Fails(name, "It has no detail.id, so it does not say of which ticket it is.");
        if (Moment(body, "time") is not { } time) return MessageRead.Fails(name, "It has no readable time.");
        return MessageRead.Tells(name, id, name == "ticket.permanently_deleted" ? Story.Gone : Changed(name, Inside(body, "event"), time, AsItStood(detail, time)), Telling.Unreadable(detail, "created_at"));
    }

    private Story AsItStood(JsonElement detail, Instant at)
    {
        var story = Story.None
            .Says(FactField.OpenedAt, Moment(detail, "created_at"), at)
            .Says(FactField.Customer, Text(detail, "requester_id") is { } requester ? parts.Customers(requester) : null, at)
            .Says(FactField.Channel, Text(Inside(detail, "via"), "channel"), at)
            .Says(FactField.Topic, detail, "type", at)
            .SaysExtra("priority", detail, "priority", at)
            .SaysExtra("subject", detail, "subject", at)
            .SaysExtra("tags", detail, "tags", at)
            .InHands(Text(detail, "assignee_id"), at);
        return Stood(story, Text(detail, "status"), at);
    }

    private static Story Changed(string name, JsonElement change, Instant at, Story story) => name switch
    {
        "ticket.status_changed" => Stood(IsClaimed(Text(change, "previous")) ? story.Stood(CaseState.WasClaimed, Before(at)) : story, Text(change, "current"), at),
        "ticket.agent_assignment_changed" => story.InHands(Text(change, "previous"), Before(at)).InHands(Text(change, "current"), at),
        "ticket.comment_added" when Inside(change, "comment") is var comment && Flag(comment, "is_public") == true && Flag(Inside(comment, "author"), "is_staff") == true =>
            story.With(RecordParts.Reply(at, isUseful: true)),
        "ticket.soft_deleted" or "ticket.marked_as_spam" => story.Says(FactField.Deleted, true, at),
        "ticket.undeleted" => story.Says(FactField.Deleted, false, at),
        _ => story,
    };

    private static Story Stood(Story story, string? status, Instant at) =>
        status is null ? story : IsClaimed(status) ? story.Stood(CaseState.Claimed, at) : status.ToUpperInvariant() is "NEW" or "OPEN" or "PENDING" or "HOLD" ? story.Stood(CaseState.Open, at) : story;

    private static bool IsClaimed(string? status) => status?.ToUpperInvariant() is "SOLVED" or "CLOSED";

    private static Instant Before(Instant at) => new(at.UnixMilliseconds - 1);
}
