using System.Net;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Who does not belong: other names for this machine, pages of other sites, and hand-overs that come over the network.</summary>
[Collection(SampleServer.Name)]
public sealed class StrangersTests(RunningServer server)
{
    [Theory]
    [InlineData("evil.example", null)]
    [InlineData("127.0.0.1.evil.example", null)]
    [InlineData(null, "https://evil.example")]
    [InlineData(null, "null")]
    public async Task OtherHostOrOrigin_IsRefused(string? host, string? origin)
    {
        using var client = new HttpClient();
        foreach (var path in (string[])["/", "/_blazor/negotiate", "/charts/claimed-rate.csv"])
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, server.BaseUrl + path);
            if (host is not null) call.Headers.Host = host;
            if (origin is not null) call.Headers.Add("Origin", origin);
            using var answer = await client.SendAsync(call, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task OwnOrigin_IsAnswered()
    {
        using var client = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Get, server.BaseUrl + "/");
        call.Headers.Add("Origin", server.BaseUrl);
        using var answer = await client.SendAsync(call, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/hand-over/import")]
    [InlineData("/hand-over/sample")]
    public async Task HandOver_OverTheNetwork_IsNotFound(string path)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(server.BaseUrl + path, new StringContent("{}", null, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }
}
