using CxDashboard.Api;
using Microsoft.AspNetCore.Authorization;

namespace CxDashboard.Features.Access;

/// <summary>Holds the API closed: a server with an address under /api that asks for no key does not start.</summary>
public static class ClosedApi
{
    private static readonly string[] Policies = [ApiPolicies.AnyKey, ApiPolicies.Read, ApiPolicies.Ingest];

    /// <summary>Looks at every address that was mapped; call it after all of them.</summary>
    /// <exception cref="InvalidOperationException">One asks for no key.</exception>
    public static void RequireKeys(this IEndpointRouteBuilder endpoints)
    {
        if (Open(endpoints).FirstOrDefault() is { } open) throw new InvalidOperationException($"{open} is an address of the API that asks for no key. Name one of the policies in ApiPolicies.");
    }

    /// <summary>The addresses under /api that anybody may use.</summary>
    internal static IEnumerable<string> Open(IEndpointRouteBuilder endpoints) =>
        from endpoint in endpoints.DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        let path = "/" + endpoint.RoutePattern.RawText?.TrimStart('/')
        where path.StartsWith("/api", StringComparison.OrdinalIgnoreCase)
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => Policies.Contains(a.Policy))
        select path;
}
