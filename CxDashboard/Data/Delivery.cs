using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>What became of a message.</summary>
public enum DeliveryKind
{
    /// <summary>What it told is in.</summary>
    Taken = 0,

    /// <summary>All that it told was known before: it came twice, or late.</summary>
    Repeated = 1,

    /// <summary>It is of a kind that says nothing of contacts.</summary>
    Passed = 2,

    /// <summary>Nobody here knows such messages; it is kept for a look.</summary>
    Unknown = 3,

    /// <summary>It should have told something and cannot be read; it is kept until it can.</summary>
    SetAside = 4,

    /// <summary>Nobody has said yet what its fields mean; it is kept until somebody does.</summary>
    Unmapped = 5,
}

/// <summary>What a message tells of one interaction.</summary>
public sealed record ToldStory(string ExternalId, Story Story);

/// <summary>A message of a webhook, read.</summary>
/// <param name="Webhook">The webhook by its name, which is the source of its records.</param>
/// <param name="Type">What the sender calls such messages.</param>
/// <param name="Kind">Taken, unless nothing can be taken of it.</param>
/// <param name="Body">As it came.</param>
public sealed record Delivery(string Webhook, string Type, DeliveryKind Kind, byte[] Body)
{
    public IReadOnlyList<ToldStory> Told { get; init; } = [];

    /// <summary>When it came, also where it is read again later; the time of the writing where nobody says.</summary>
    public Instant? ArrivedAt { get; init; }

    /// <summary>Why it was set aside, as a sentence. Of several records those that could be read may be told all the same.</summary>
    public string? Why { get; init; }

    /// <summary>Whether it names customers who are not to be stored plain: once it is understood, it is not kept.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The kept message that is read anew by this, and is kept no longer as it was.</summary>
    public long? Replaces { get; init; }
}

/// <summary>What became of a message.</summary>
/// <param name="Kind">What it came to; null where so many wait already that this one was not taken.</param>
/// <param name="Records">How many records are there that it tells of.</param>
/// <param name="Waiting">How many are not there yet, because nobody has told of their opening.</param>
public readonly record struct DeliveryOutcome(DeliveryKind? Kind, int Records, int Waiting);
