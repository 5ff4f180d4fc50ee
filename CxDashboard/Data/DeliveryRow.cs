using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>Everything that messages of a webhook told of one interaction, joined.</summary>
public sealed class StoryRow
{
    /// <summary>The source by its name.</summary>
    public required string Source { get; init; }
    public required string ExternalId { get; init; }

    /// <summary><see cref="Domain.Interactions.Story"/> as JSON.</summary>
    public required string Told { get; init; }

    /// <summary>Its customer, to be found when that one is erased.</summary>
    public string? Customer { get; init; }

    /// <summary>Whether its opening is not known yet, so that there is no record of it.</summary>
    public bool Waiting { get; init; }
    public Instant UpdatedAt { get; init; }
}

/// <summary>A message of a webhook that is kept for a look, or until it is understood.</summary>
public sealed class DeliveryRow
{
    public long Id { get; init; }

    /// <summary>The webhook by its name.</summary>
    public required string Webhook { get; init; }
    public Instant At { get; init; }

    /// <summary>What the sender calls such messages.</summary>
    public required string Type { get; init; }
    public DeliveryKind Kind { get; init; }

    /// <summary>Why it was set aside, as a sentence.</summary>
    public string? Why { get; init; }

    /// <summary>As it came.</summary>
    public required byte[] Body { get; init; }
}

/// <summary>How many messages of one type came, and what became of them.</summary>
public sealed class DeliveryCountRow
{
    public required string Webhook { get; init; }
    public required string Type { get; init; }
    public DeliveryKind Kind { get; init; }
    public long Count { get; init; }
    public Instant LastAt { get; init; }
}
