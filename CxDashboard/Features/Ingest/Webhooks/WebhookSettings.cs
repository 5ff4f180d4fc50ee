using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What was said of one webhook.</summary>
internal sealed record WebhookSettings
{
    /// <summary>Its name, which is the source of its records and part of its address.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="WebhookKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The secret with which the sender signs, as Data Protection encrypted it; null where it does not sign.</summary>
    public string? Secret { get; init; }

    /// <summary>SHA-256 of the token that the sender shows instead, in hex; null where it signs.</summary>
    public string? TokenHash { get; init; }

    /// <summary>Whether customers are stored by a keyed hash.</summary>
    public bool Pseudonymises { get; init; }
    public Instant MadeAt { get; init; }

    /// <summary>What the fields of its messages mean, as a map; null where the kind knows, or nobody has said it yet.</summary>
    public string? Map { get; init; }

    /// <summary>The field that says when a message was so; null where they hold in the order in which they come.</summary>
    public string? AsOf { get; init; }
}
