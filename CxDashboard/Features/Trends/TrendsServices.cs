using CxDashboard.Kit;
using CxDashboard.Live;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>The page Trends and its exports.</summary>
public static class TrendsServices
{
    /// <summary>Registers the page's query and its word in the masthead. What its usual address shows is asked ahead: the pages of metrics are made of the same figures.</summary>
    public static IServiceCollection AddTrends(this IServiceCollection services) => services.AddSingleton<TrendsQuery>().AddSingleton(new NavEntry("Trends", "/trends", 20))
        .AddSingleton(provider => new AtHand("Trends", ct => provider.GetRequiredService<TrendsQuery>().RunAsync(new ViewAddress(), ct)))

        // Other periods are made of the same weeks.
        .AddSingleton(provider => new AtHand("Trends of two years", ct => provider.GetRequiredService<TrendsQuery>().RunAsync(new ViewAddress { Period = "24m" }, ct)));
}
