using System.Globalization;
using System.Text.Json;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using static CxDashboard.Features.Ingest.JsonFields;

namespace CxDashboard.Features.Ingest.Connectors.Zendesk;

/// <summary>
/// Makes records of the tickets of one page. A ticket that is solved or closed is claimed; its first claim is when it was first
/// resolved, which its metrics count in whole minutes, or when it was solved where it was never reopened.
/// </summary>
internal sealed class ZendeskTickets
{
    private readonly string _source;
    private readonly CustomerNaming _customers;
    private readonly Dictionary<long, string> _people = [];
    private readonly Dictionary<long, JsonElement> _metrics = [];

    /// <param name="source">The source of the records.</param>
    /// <param name="customers">How customers are called.</param>
    /// <param name="page">A page with its people and metrics beside the tickets, where they were asked for.</param>
    public ZendeskTickets(string source, CustomerNaming customers, JsonElement page)
    {
        (_source, _customers) = (source, customers);
        foreach (var person in Items(page, "users"))
        {
            if (Number(person, "id") is { } id && Text(person, "email") is { } mail) _people[id] = mail;
        }

        foreach (var metric in Items(page, "metric_sets"))
        {
            if (Number(metric, "ticket_id") is { } id) _metrics[id] = metric;
        }
    }

    /// <summary>Whether the ticket is there no more.</summary>
    public static bool IsDeleted(JsonElement ticket, out string id)
    {
        id = Number(ticket, "id")?.ToString(CultureInfo.InvariantCulture) ?? "";
        return id.Length > 0 && Text(ticket, "status") == "deleted";
    }

    /// <summary>Reads a ticket. False, with its id and why, where it cannot be taken.</summary>
    public bool TryRead(JsonElement ticket, out Interaction record, out string fault)
    {
        record = null!;
        if (Number(ticket, "id") is not { } id) return Refuse(out fault, "A ticket has no id.");
        if (Moment(ticket, "created_at") is not { } opened) return Refuse(out fault, $"Ticket {id} has no readable created_at.");
        var metrics = _metrics.GetValueOrDefault(id);
        var reopened = (int)Math.Clamp(Number(metrics, "reopens") ?? 0, 0, int.MaxValue);
        var isSolved = Text(ticket, "status") is "solved" or "closed";
        var solved = isSolved ? Moment(metrics, "solved_at") : null;
        var first = reopened == 0 ? solved ?? (isSolved ? After(opened, metrics, "first_resolution_time_in_minutes") : null) : After(opened, metrics, "first_resolution_time_in_minutes");
        var rating = ticket.TryGetProperty("satisfaction_rating", out var said) ? Text(said, "score") : null;
        record = new Interaction
        {
            Source = _source,
            ExternalId = id.ToString(CultureInfo.InvariantCulture),
            Customer = Number(ticket, "requester_id") is { } person ? _customers(_people.TryGetValue(person, out var mail) ? mail : person.ToString(CultureInfo.InvariantCulture)) : null,
            Channel = ticket.TryGetProperty("via", out var via) ? Text(via, "channel") : null,
            Topic = Text(ticket, "type"),
            OpenedAt = opened,
            FirstReplyAt = After(opened, metrics, "reply_time_in_minutes"),
            ClaimedAt = first,
            Claimed = isSolved || first is not null,
            ReopenedCount = metrics.ValueKind == JsonValueKind.Object ? reopened : null,
            LastClaimedAt = reopened > 0 ? solved : null,
            Transfers = Number(metrics, "assignee_stations") is { } hands and <= int.MaxValue ? (int)Math.Max(0, hands - 1) : null,
            WaitingSeconds = Minutes(metrics, "requester_wait_time_in_minutes") * 60,
            Asked = rating switch { null => null, "unoffered" => false, _ => true },
            Rating = rating switch { "good" => 1, "bad" => 0, _ => null },
            RatingScale = rating is "good" or "bad" ? 2 : null,
            Comment = rating is "good" or "bad" ? Text(said, "comment") : null,
            Extra = Extra(ticket),
        };
        fault = "";
        return true;
    }

    private static bool Refuse(out string fault, string sentence)
    {
        fault = sentence;
        return false;
    }

    // What is no field of a record and still says what kind of ticket it was.
    private static string? Extra(JsonElement ticket)
    {
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in (string[])["priority", "subject"])
        {
            if (Text(ticket, name) is { } text) kept[name] = text;
        }

        if (Texts(ticket, "tags") is { } tags) kept["tags"] = tags;
        return kept.Count == 0 ? null : JsonSerializer.Serialize(kept);
    }

    private static Instant? After(Instant opened, JsonElement metrics, string name) => Minutes(metrics, name) is { } minutes ? opened + TimeSpan.FromMinutes(minutes) : null;

    private static long? Minutes(JsonElement metrics, string name) =>
        metrics.ValueKind == JsonValueKind.Object && metrics.TryGetProperty(name, out var both) && Number(both, "calendar") is { } minutes and >= 0 and < 1L << 40 ? minutes : null;
}
