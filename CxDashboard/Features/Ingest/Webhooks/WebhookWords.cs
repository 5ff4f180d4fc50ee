using CxDashboard.Data;

namespace CxDashboard.Features.Ingest.Webhooks;

/// <summary>What became of messages, in words.</summary>
internal static class WebhookWords
{
    /// <summary>As a sender is told.</summary>
    public static string Of(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Taken => "taken",
        DeliveryKind.Repeated => "repeated",
        DeliveryKind.Passed => "passed over",
        DeliveryKind.Unknown => "unknown",
        DeliveryKind.SetAside => "set aside",
        _ => "waiting for its meaning",
    };

    /// <summary>As a heading on a page.</summary>
    public static string Heading(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Unmapped => "Waiting for somebody to say what they mean",
        DeliveryKind.SetAside => "Set aside: could not be read",
        DeliveryKind.Unknown => "Of a kind that nobody here knows",
        _ => "The last ones that were taken",
    };
}
