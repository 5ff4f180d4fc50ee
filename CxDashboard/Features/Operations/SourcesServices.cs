using CxDashboard.Kit;

namespace CxDashboard.Features.Operations;

/// <summary>The page Sources.</summary>
public static class SourcesServices
{
    /// <summary>Registers the page's query and its word in the masthead.</summary>
    public static IServiceCollection AddSources(this IServiceCollection services) =>
        services.AddSingleton<SourcesQuery>().AddSingleton(new NavEntry("Sources", "/sources", 80));
}
