using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Features.Metric;

/// <summary>The page of one metric.</summary>
public static class MetricServices
{
    /// <summary>How often the pages of metrics are asked ahead: what a record changes on one is quickly asked, the first look at one is not.</summary>
    public static readonly TimeSpan PagesEvery = TimeSpan.FromMinutes(10);

    // Each has something of its own that all of Trends leaves unasked: single values, splits, levels.
    private static readonly string[] Ahead = ["first-reply-median", "resolution-time-median", "held-rate-7d", "open-now", "delighted-share"];

    /// <summary>
    /// Registers the page's queries. It has no word in the masthead: one gets there from Trends. What is slow to ask for the first time is asked ahead for the usual address.
    /// </summary>
    public static IServiceCollection AddMetric(this IServiceCollection services) => services.AddSingleton<PhaseKeeper>().AddSingleton<BehindQuery>().AddSingleton<MetricQuery>()
        .AddSingleton(provider => new AtHand("Pages of metrics", ct => AskAheadAsync(provider, ct)) { Every = PagesEvery });

    private static async Task AskAheadAsync(IServiceProvider provider, CancellationToken ct)
    {
        // Nothing is read yet while no version is there, and few figures are quick whenever they are asked.
        if (provider.GetRequiredService<Measure>().State.Interactions < 1_000_000) return;
        var query = provider.GetRequiredService<MetricQuery>();
        foreach (var metric in Ahead) await query.RunAsync(new MetricAddress { Metric = metric, View = new ViewAddress() }, ct);
    }
}
