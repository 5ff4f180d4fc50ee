using CxDashboard.Kit;

namespace CxDashboard.Features.Today;

/// <summary>The page Today.</summary>
public static class TodayServices
{
    /// <summary>Registers the page's query and its word in the masthead.</summary>
    public static IServiceCollection AddToday(this IServiceCollection services) =>
        services.AddSingleton<TodayQuery>().AddSingleton(new NavEntry("Today", "/", 10));
}
