using System.Net;
using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Shell;

/// <summary>What every answer of the real server carries.</summary>
[Collection(SampleServer.Name)]
public sealed partial class HeadersTests(RunningServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/trends", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/css/tokens.css", HttpStatusCode.OK)]
    [InlineData("/charts/claimed-rate.csv", HttpStatusCode.OK)]
    [InlineData("/charts/no-such-thing.svg", HttpStatusCode.NotFound)]
    public async Task Answer_AllowsNothingFromElsewhere(string path, HttpStatusCode status)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.BaseUrl + path, Cancelled);
        Assert.Equal(status, answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        // The style attribute is the one thing inline; script, style elements and everything else are not.
        Assert.Contains("style-src 'self'; style-src-attr 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task ProgramThatPosts_IsAnsweredByStatusAlone()
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(server.BaseUrl + "/nowhere", new StringContent("{}"), Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task BlazorsScript_IsServedWhole()
    {
        using var client = new HttpClient();
        var script = await client.GetByteArrayAsync(server.BaseUrl + "/_framework/blazor.web.js", Cancelled);
        Assert.Equal(187_546, script.Length);
    }

    [Fact]
    public async Task EveryStylesheetAndScriptOfAPage_IsServedCompressed()
    {
        using var client = new HttpClient();
        var html = await client.GetStringAsync(server.BaseUrl + "/", Cancelled);
        var paths = Asset().Matches(html).Select(m => m.Groups["path"].Value).ToList();
        Assert.True(paths.Count > 8, html);
        foreach (var path in paths)
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, $"{server.BaseUrl}/{path}");
            call.Headers.Add("Accept-Encoding", "gzip, br");
            using var answer = await client.SendAsync(call, Cancelled);
            Assert.True(answer.Content.Headers.ContentEncoding.Count == 1, $"{path} is served as it is, {answer.Content.Headers.ContentLength} bytes.");
        }
    }

    [Theory]
    [InlineData("svg", "image/svg+xml")]
    [InlineData("csv", "text/csv")]
    public async Task Chart_IsSavedUnderAName(string format, string type)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{server.BaseUrl}/charts/held-rate-7d.{format}?by=month&topic=Delivery", Cancelled);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("sample held-rate-7d Delivery by month to ", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999-12-01..9999-12-31", "month")]
    [InlineData("0001-01-01..9999-12-31", "week")]
    [InlineData("0001-01-01..0001-02-01", "day")]
    public async Task ChartAtTheEndsOfTheCalendar_IsDrawn(string period, string by)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync($"{server.BaseUrl}/charts/claimed-rate.csv?period={period}&by={by}", Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task ChartOfAnImpossibleSize_IsRefusedWithASentence()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(server.BaseUrl + "/charts/held-rate-7d.svg?width=1000000", Cancelled);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("A chart is 200 to ", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(href|src)=""(?<path>[^""]+\.(css|js))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asset();
}
