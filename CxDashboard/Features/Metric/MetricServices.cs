namespace CxDashboard.Features.Metric;

/// <summary>The page of one metric.</summary>
public static class MetricServices
{
    /// <summary>Registers the page's queries. It has no word in the masthead: one gets there from Trends.</summary>
    public static IServiceCollection AddMetric(this IServiceCollection services) => services.AddSingleton<PhaseKeeper>().AddSingleton<BehindQuery>().AddSingleton<MetricQuery>();
}
