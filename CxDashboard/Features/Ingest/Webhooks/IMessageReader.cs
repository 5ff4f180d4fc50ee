using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Reads the messages of one kind of system. It remembers nothing: each message is read by itself, and the stories are joined.</summary>
internal interface IMessageReader
{
    /// <summary>Reads a message.</summary>
    /// <param name="body">The message.</param>
    /// <param name="arrived">When it came, for what says no time of its own.</param>
    MessageRead Read(JsonElement body, Instant arrived);
}

/// <summary>What a message is.</summary>
/// <param name="Type">What the sender calls such messages.</param>
/// <param name="Kind">Whether anything is taken of it.</param>
internal sealed record MessageRead(string Type, DeliveryKind Kind)
{
    public IReadOnlyList<ToldStory> Told { get; init; } = [];
    public string? Why { get; init; }

    /// <summary>It tells something of one interaction.</summary>
    public static MessageRead Tells(string type, string externalId, Domain.Interactions.Story story) => new(type, DeliveryKind.Taken) { Told = [new ToldStory(externalId, story)] };

    /// <summary>It tells something of one interaction, and something of it cannot be read, for which it is kept.</summary>
    /// <param name="why">What cannot, as a sentence; null where all of it can.</param>
    public static MessageRead Tells(string type, string externalId, Domain.Interactions.Story story, string? why) =>
        why is null ? Tells(type, externalId, story) : new(type, DeliveryKind.SetAside) { Told = [new ToldStory(externalId, story)], Why = why };

    /// <summary>It should, and cannot be read.</summary>
    public static MessageRead Fails(string type, string why) => new(type, DeliveryKind.SetAside) { Why = why };
}

/// <summary>What readers of messages are made of.</summary>
/// <param name="Settings">What was said of the webhook.</param>
/// <param name="Customers">How customers are called in the store.</param>
/// <param name="Zone">The workspace's zone.</param>
internal sealed record MessageParts(WebhookSettings Settings, CustomerNaming Customers, TimeZoneInfo Zone);
