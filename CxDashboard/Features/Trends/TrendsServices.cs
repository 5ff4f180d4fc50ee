using CxDashboard.Kit;

namespace CxDashboard.Features.Trends;

/// <summary>The page Trends and its exports.</summary>
public static class TrendsServices
{
    /// <summary>Registers the page's query and its word in the masthead.</summary>
    public static IServiceCollection AddTrends(this IServiceCollection services) =>
        services.AddSingleton<TrendsQuery>().AddSingleton(new NavEntry("Trends", "/trends", 20));
}
