namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>A webhook that was just given its address.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Base">The address of the server, as the browser has it.</param>
/// <param name="Token">What the sender is to show, this once; null where it signs.</param>
public sealed record MadeWebhook(string Name, string Base, string? Token)
{
    /// <summary>The address to give to the sender.</summary>
    public string Address => $"{Base.TrimEnd('/')}{WebhookServices.Root}/{Name}{(Token is null ? "" : "/" + Token)}";
}
