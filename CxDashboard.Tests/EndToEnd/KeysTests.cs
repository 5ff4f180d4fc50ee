using System.Net;
using System.Text.Json.Nodes;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Keys open the API for what they are for, and nothing else does.</summary>
[Collection(SampleServer.Name)]
public sealed class KeysTests(RunningServer server, Browser browser)
{
    // Some days in the sample year, which ends yesterday.
    private static readonly string From = Day(-100), To = Day(-98), AsOf = Day(-60);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutAKeyThatFits_EveryAddressIsClosed()
    {
        var ingests = await server.KeyAsync("ingest:shop");
        (string? Key, HttpStatusCode Status, string Sentence)[] tries =
        [
            (null, HttpStatusCode.Unauthorized, "This address needs a key"),
            ("cxd_aaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", HttpStatusCode.Unauthorized, "This key is not known here."),
            ("nonsense", HttpStatusCode.Unauthorized, "This key is not known here."),
            (ingests, HttpStatusCode.Forbidden, "has the scope ingest:shop, which does not open this address."),
        ];
        foreach (var (key, status, sentence) in tries)
        {
            using var client = key is null ? new HttpClient { BaseAddress = new Uri(server.BaseUrl) } : server.Client(key);
            using var answer = await client.GetAsync("/api/v1/metrics", Cancelled);
            Assert.Equal((status, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.StartsWith("Bearer realm=\"CxDashboard\"", Assert.Single(answer.Headers.GetValues("WWW-Authenticate")), StringComparison.Ordinal);
            Assert.Contains(sentence, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        using var nobody = new HttpClient { BaseAddress = new Uri(server.BaseUrl) };
        foreach (var path in (string[])["/api", "/api/v1", "/api/v1/nothing", "/API/V1/metrics/nps", "/api/v2/metrics"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(path, Cancelled)).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync(path, new StringContent("{}"), Cancelled)).StatusCode);
        }

        using var reader = server.Client();
        using var nothing = await reader.GetAsync("/api/v1/nothing", Cancelled);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (nothing.StatusCode, nothing.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task KeyThatOnlyReads_IsToldWhatTheRestrictedVerbTells()
    {
        using var restricted = server.Client(await server.KeyAsync("read"));
        string[] question = ["--by", "hour", "--from", From, "--to", To, "--split", "topic", "--as-of", AsOf, "--sample"];
        var asked = $"/api/v1/metrics/interactions?by=hour&from={From}&to={To}&split=topic&as-of={AsOf}";
        var said = await server.RunAsync(["metric", "interactions", .. question, "--restricted", "--format", "json"]);
        var told = await restricted.GetStringAsync(asked, Cancelled);
        Assert.Equal(said.TrimEnd(), told);
        var withheld = JsonNode.Parse(told)!.AsArray().Where(a => a!["suppressed"]!.GetValue<bool>()).ToList();
        Assert.NotEmpty(withheld);
        Assert.All(withheld, a => Assert.Null(a!["value"]));

        using var everything = server.Client();
        Assert.DoesNotContain(JsonNode.Parse(await everything.GetStringAsync(asked, Cancelled))!.AsArray(), a => a!["suppressed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Verb_MakesListsAndRevokes_WhileTheServerRuns()
    {
        var made = JsonNode.Parse(await server.RunAsync("keys", "add", "verb's", "--scope", "read", "--scope", "ingest:shop"))![0]!;
        using var client = server.Client(made["key"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/metrics", Cancelled)).StatusCode);

        var listed = JsonNode.Parse(await server.RunAsync("keys"))!.AsArray().Single(k => k!["name"]!.GetValue<string>() == "verb's")!;
        Assert.Equal("""["read","ingest:shop"]""", listed["scopes"]!.ToJsonString());
        Assert.Null(listed["key"]);

        await server.RunAsync("keys", "revoke", "verb's");
        using var refused = await client.GetAsync("/api/v1/metrics", Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("was revoked at", await refused.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => server.RunAsync("keys", "revoke", "verb's"));
        Assert.Contains("ended with 1", again.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_MakesAKeyThatIsShownOnce_AndRevokesIt()
    {
        var page = await browser.OpenAsync(1440);
        await page.GotoAsync(server.BaseUrl + "/sources");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Keys", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Make a key" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(page.Locator("#key-fault")).ToHaveTextAsync("A key needs a name: say which program is to have it.");

        await page.Locator("#key-scope").SelectOptionAsync("ingest:");
        await page.Locator("#key-name").FillAsync("<b>page's</b>");
        await page.Locator("#key-source").FillAsync("shop");
        await page.Locator("#key-source").PressAsync("Enter");
        await Expect(page.Locator("[data-token]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^cxd_.{8}_.{32}$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        var token = await page.Locator("[data-token]").InnerTextAsync();
        await Expect(page.Locator("[data-keys] tr").Filter(new() { HasText = "<b>page's</b>" })).ToContainTextAsync("ingest:shop");
        Assert.Empty(await Axe.FoundAsync(page));
        using var client = server.Client(token);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/api/v1/metrics", Cancelled)).StatusCode);

        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Expect(page.Locator("[data-token]")).ToHaveCountAsync(0);
        await page.Locator("summary[aria-label=\"Revoke <b>page's</b>\"]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, revoke <b>page's</b>" }).ClickAsync();
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("The key “<b>page's</b>” opens nothing any more.");
        await Expect(page.Locator("[data-keys] tr").Filter(new() { HasText = "<b>page's</b>" })).ToContainTextAsync("revoked");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/metrics", Cancelled)).StatusCode);
        await page.Context.CloseAsync();
    }

    private static string Day(int fromToday) => TimeProvider.System.GetUtcNow().AddDays(fromToday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
