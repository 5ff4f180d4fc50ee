using CxDashboard.Domain.Metrics;

namespace CxDashboard.Readings;

/// <summary>
/// Which measures the page shows as small charts: of each question the one that says most. What is left out (slow tenths beside
/// medians, the same on another clock or for another window) is named beneath and can be saved all the same.
/// </summary>
internal static class ShownMetrics
{
    private const string Window = "{window}";
    private const string Business = "-business";

    private static readonly string[] Ids =
    [
        "claimed-rate", "held-rate-" + Window, "confirmed-rate", "repeat-contact-rate-" + Window,
        "first-contact-resolution", "reopen-rate-" + Window, "refuted-rate", "silent-share",
        "delighted-share", "easy-share", "response-rate", "would-buy-again-share",
        "satisfied-share", "unhappy-share", "nps", "gestures-per-100-issues",
        "first-reply-median", "first-useful-reply-median", "resolution-time-median", "resolution-time-p90",
        "last-resolution-time-median", "waiting-on-us-median", "first-reply-median" + Business, "resolution-time-median" + Business,
        "interactions", "contacts-per-issue", "failure-demand-share", "abandoned-share",
        "customers-served", "issues-opened", "open-now", "oldest-open",
        "recovered-share", "won-back-share",
        "cost-per-held-issue", "cost-of-failure-demand", "cost-of-policy-contacts",
    ];

    /// <summary>In the order in which they are shown.</summary>
    /// <param name="days">For how many days a claim is to hold: 7 or 30.</param>
    /// <param name="hasBusinessHours">Whether any business calendar is set: without one nothing is known of business hours.</param>
    public static IReadOnlyList<MetricDefinition> Shown(MetricCatalogue catalogue, int days, bool hasBusinessHours) =>
    [
        .. Ids.Where(id => hasBusinessHours || !id.EndsWith(Business, StringComparison.Ordinal))
            .Select(id => catalogue.Versions(id.Replace(Window, days + "d", StringComparison.Ordinal)))
            .Where(versions => versions.Count > 0).Select(versions => versions[^1]),
    ];

    /// <summary>All others that the settings let anything be known of.</summary>
    public static IEnumerable<MetricDefinition> Others(MetricCatalogue catalogue, IReadOnlyList<MetricDefinition> shown, bool hasBusinessHours) =>
        catalogue.Newest.Where(m => shown.All(s => s.Id != m.Id) && (hasBusinessHours || m.Clock != MetricClock.Business));
}
