using System.Net;
using System.Text;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Who reaches what of a server that has no accounts yet.</summary>
public sealed class ReachTests(RunningServer server) : IClassFixture<RunningServer>
{
    [Theory]
    [InlineData("/hand-over/import", """{"file":"/etc/hostname"}""")]
    [InlineData("/hand-over/sample", "{}")]
    public async Task HandOver_IsNotThere_OverTcp(string path, string body)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(server.BaseUrl + path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Gallery_IsNotThere_OutsideOfDevelopment()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.BaseUrl + "/gallery", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("Pareto", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("127.0.0.2", HttpStatusCode.OK)]
    [InlineData("elsewhere.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.elsewhere.example", HttpStatusCode.Forbidden)]
    public async Task OnlyNamesOfThisMachine_AreAnswered(string host, HttpStatusCode status)
    {
        using var client = new HttpClient();
        using var call = new HttpRequestMessage(HttpMethod.Get, server.BaseUrl + "/trends");
        call.Headers.Host = host;
        using var answer = await client.SendAsync(call, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }
}
