using CxDashboard.Api;
using CxDashboard.Data;
using CxDashboard.Live;
using Microsoft.AspNetCore.Authentication;

namespace CxDashboard.Features.Access;

/// <summary>Who may ask what of the API.</summary>
public static class AccessServices
{
    /// <summary>Registers keys, their authentication scheme, and the policies that addresses of the API name.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var (ring, feed) = (new KeyRing(provider.GetRequiredService<Store>(), provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<LiveFeed>());
            ring.Changed += () => feed.Publish(Topic.Keys);
            return ring;
        }).AddHostedService<KeyUse>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyHandler>(ApiPolicies.Scheme, _ => { });

        // Whoever knocks without a key is answered, and must not fill the log.
        services.Configure<LoggerFilterOptions>(o => o.AddFilter(typeof(KeyHandler).FullName, LogLevel.Warning));
        services.AddAuthorizationBuilder()
            .AddPolicy(ApiPolicies.AnyKey, p => p.AddAuthenticationSchemes(ApiPolicies.Scheme).RequireAuthenticatedUser())
            .AddPolicy(ApiPolicies.Read, p => p.AddAuthenticationSchemes(ApiPolicies.Scheme).RequireAuthenticatedUser().RequireClaim(KeyHandler.ReadClaim))
            .AddPolicy(ApiPolicies.Ingest, p => p.AddAuthenticationSchemes(ApiPolicies.Scheme).RequireAuthenticatedUser().RequireClaim(KeyHandler.IngestClaim));
        return services;
    }

    /// <summary>Maps what verbs ask of keys, and closes every address of the API that there is not.</summary>
    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        KeysEndpoint.Map(endpoints);

        // Without a key nobody learns which addresses there are.
        endpoints.Map("/api/{**rest}", context => ApiProblem.WriteAsync(context, StatusCodes.Status404NotFound,
            $"There is no {context.Request.Method} {context.Request.Path}. GET {ApiPolicies.Root}/openapi.json lists what there is.")).RequireAuthorization(ApiPolicies.AnyKey).WithOrder(int.MaxValue);
    }
}
