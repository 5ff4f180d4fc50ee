namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>Whether a sender signs its messages.</summary>
internal enum Signing
{
    /// <summary>It cannot: it shows a token.</summary>
    Never,

    /// <summary>Newer ones do.</summary>
    Maybe,

    /// <summary>It always does.</summary>
    Always,
}

/// <summary>A kind of system that sends messages.</summary>
/// <param name="Name">As it is stored.</param>
/// <param name="Label">As people call it.</param>
/// <param name="Help">Where its webhooks are set up, and which to choose, in a sentence or two.</param>
internal sealed record WebhookKind(string Name, string Label, string Help)
{
    /// <summary>Every kind there is.</summary>
    public static IReadOnlyList<WebhookKind> All { get; } =
    [
        new("zendesk", "Zendesk", "In the admin centre under Apps and integrations, Webhooks: choose “Zendesk events” and the ticket events. The signing secret is shown there once the webhook is made. Tickets that are fetched already need no webhook: they would be counted twice.")
        {
            Signing = Signing.Always, SecretLabel = "Signing secret", Proof = Signatures.IsZendesk, Reader = p => new ZendeskMessages(p),
        },
        new("intercom", "Intercom", "In the developer hub, in your app under Webhooks: choose the topics of conversations and tickets. The client secret is among the app’s basic information.")
        {
            Signing = Signing.Always, SecretLabel = "Client secret", Proof = Signatures.IsIntercom, Reader = p => new IntercomMessages(p),
        },
        new("chatwoot", "Chatwoot", "Under Settings, Integrations, Webhooks: choose the events of conversations and messages. Versions that sign show a secret there; without one the address itself is the secret.")
        {
            Signing = Signing.Maybe, SecretLabel = "Secret", Proof = Signatures.IsChatwoot, Reader = p => new ChatwootMessages(p),
        },
        new("freshdesk", "Freshdesk", "Under Admin, Workflows, Automations: a rule for new tickets and one for updates with the action “Trigger webhook”, POST, JSON, and the content that the guide shows.")
        {
            Reader = p => new FreshdeskMessages(p),
        },
        new("other", "Another system", "Give its messages this address. Once the first ones are here, you say what their fields mean; until then every one is kept.")
        {
            Reader = p => new MappedMessages(p), IsMapped = true,
        },
    ];

    public Signing Signing { get; init; }

    /// <summary>What the sender calls the secret with which it signs.</summary>
    public string? SecretLabel { get; init; }

    /// <summary>Whether a person says what the fields mean.</summary>
    public bool IsMapped { get; init; }

    public Proof? Proof { get; init; }

    public required Func<MessageParts, IMessageReader> Reader { get; init; }

    /// <summary>The kind of that name.</summary>
    public static WebhookKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);
}
