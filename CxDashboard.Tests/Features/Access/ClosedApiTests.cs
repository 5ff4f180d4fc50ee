using CxDashboard.Api;
using CxDashboard.Features.Access;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace CxDashboard.Tests.Features.Access;

public sealed class ClosedApiTests
{
    [Fact]
    public async Task AddressThatAsksForNoKey_KeepsTheServerFromStarting()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet(ApiPolicies.Root + "/closed", () => "x").RequireAuthorization(ApiPolicies.Read);
        app.MapGet("/elsewhere", () => "x");
        app.RequireKeys();
        app.MapGet("api/v1/open", () => "x");
        app.MapGet("/API/v1/anonymous", () => "x").RequireAuthorization(ApiPolicies.Read).AllowAnonymous();
        app.MapGet("/api/v2/other", () => "x").RequireAuthorization("some policy of somebody else");
        Assert.Equal(["/api/v1/open", "/API/v1/anonymous", "/api/v2/other"], ClosedApi.Open(app));
        Assert.Contains("/api/v1/open", Assert.Throws<InvalidOperationException>(app.RequireKeys).Message, StringComparison.Ordinal);
    }
}
