using CxDashboard.Data;

namespace CxDashboard.Api;

/// <summary>The key with which a request came.</summary>
public static class CurrentKey
{
    /// <summary>The key; the address asked for one, so there is.</summary>
    public static ApiKey Of(HttpContext context) =>
        context.Features.Get<ApiKey>() ?? throw new InvalidOperationException("An address of the API was reached without a key.");
}
