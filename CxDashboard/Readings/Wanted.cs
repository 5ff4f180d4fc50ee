using CxDashboard.Domain.Metrics;

namespace CxDashboard.Readings;

/// <summary>Which way customers would want a metric to go. It decides which moves may be bought at their cost, and is never shown as a verdict.</summary>
internal static class Wanted
{
    /// <summary>Whether higher is what one would want, for the pairs of which one may look better at the customer's cost; null for the rest.</summary>
    public static bool? Direction(MetricDefinition metric) => metric.Id switch
    {
        "claimed-rate" or "held-rate-7d" or "held-rate-30d" or "first-contact-resolution" or "confirmed-rate" => true,
        "delighted-share" or "satisfied-share" or "mean-rating" or "response-rate" or "asked-share" or "easy-share" or "nps" or "would-buy-again-share" => true,
        "recovered-share" or "won-back-share" or "issues-held" => true,
        "claimed-held-gap" or "repeat-contact-rate-7d" or "repeat-contact-rate-30d" or "reopen-rate-7d" or "reopen-rate-30d" or "refuted-rate" or "abandoned-share" or "silent-share" => false,
        "unhappy-share" or "failure-demand-share" or "open-now" => false,
        _ when metric.Unit is Unit.Seconds or Unit.Money => false,
        _ => null,
    };
}
