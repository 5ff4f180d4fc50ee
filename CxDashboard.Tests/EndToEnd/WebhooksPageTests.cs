using System.Net;
using CxDashboard.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>An unknown system is given an address, its messages are kept, somebody says what their fields mean, and from then on they are records.</summary>
public sealed class WebhooksPageTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnknownSystem_IsReceivedKeptExplainedAndRead()
    {
        var page = await browser.OpenAsync(1280);
        await page.GotoAsync(server.BaseUrl + "/webhooks");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make its address" }).ClickAsync();
        await Expect(page.Locator("#fault")).ToHaveTextAsync("Signing secret is missing: Zendesk signs every message with it.");
        await page.Locator("#kind").SelectOptionAsync("other");
        await Expect(page.Locator("#name")).ToHaveValueAsync("other");
        await page.Locator("#name").FillAsync("till");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make its address" }).ClickAsync();
        var address = await page.Locator("[data-token]").InnerTextAsync();
        Assert.StartsWith(server.BaseUrl + "/hooks/till/", address, StringComparison.Ordinal);
        Assert.Empty(await Axe.FoundAsync(page));

        for (var i = 1; i <= 6; i++) await SendAsync(address, Message(i, i % 2 == 0 ? "done" : "new", hour: 9));
        await Expect(page.Locator("[data-webhook=till]")).ToContainTextAsync("Another system");
        await Expect(page.Locator("[data-webhook=till] td").Nth(4)).ToHaveTextAsync("6");
        await page.Locator("[data-webhook=till] a").ClickAsync();
        await Expect(page.Locator("[data-kept=Unmapped] .message")).ToHaveCountAsync(6);
        await Expect(page.Locator("[data-kept=Unmapped] .message").First).ToContainTextAsync("sale.case");

        // The messages are told as text, whatever is in them.
        await page.Locator("[data-kept=Unmapped] .message").First.Locator("summary").ClickAsync();
        await Expect(page.Locator("[data-kept=Unmapped] pre").First).ToContainTextAsync("<script>alert(1)</script>");
        Assert.Empty(await Axe.FoundAsync(page));
        await page.Locator("#as-of").SelectOptionAsync("case.changed");
        await Expect(page.Locator("[data-said]")).ToContainTextAsync("what its field “case.changed” says");

        await page.Locator("[data-say]").ClickAsync();
        await Expect(page.Locator("[data-trial=ready]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-use-for-webhook]")).ToHaveTextAsync("Use it for the webhook “till”");
        Assert.Empty(await Axe.FoundAsync(page));
        await page.Locator("[data-use-for-webhook]").ClickAsync();
        await Expect(page.Locator("[data-types]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-kept=Unmapped]")).ToHaveCountAsync(0);
        Assert.Equal("6|3|3", Ask("SELECT count(*), sum(claimed), count(DISTINCT customer) FROM interaction i JOIN source s ON s.id = i.source_id WHERE s.name = 'till'"));

        // Later ones are read as they come, and what came late changes nothing.
        await SendAsync(address, Message(1, "done", hour: 12));
        await SendAsync(address, Message(1, "new", hour: 10));
        Assert.Equal("6|4|3", Ask("SELECT count(*), sum(claimed), count(DISTINCT customer) FROM interaction i JOIN source s ON s.id = i.source_id WHERE s.name = 'till'"));
        await SendAsync(address, """{"event":"sale.case","case":{"number":9,"created_at":"the day before"}}""");
        await Expect(page.Locator("[data-kept=SetAside] .why")).ToContainTextAsync("is not a date and time");
        Assert.Empty(await Axe.FoundAsync(page));

        // Another token, and gone.
        await page.GetByRole(AriaRole.Button, new() { Name = "Make another token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Really make another token" }).ClickAsync();
        await Expect(page.Locator("[data-made]")).ToBeVisibleAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(address, Message(1, "new", hour: 13)));
        await page.Locator("[data-remove]").ClickAsync();
        await page.Locator("[data-remove]").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Webhooks");
        await Expect(page.Locator("[data-webhook]")).ToHaveCountAsync(0);
        Assert.Equal("6|0", Ask("SELECT (SELECT count(*) FROM interaction i JOIN source s ON s.id = i.source_id WHERE s.name = 'till'), (SELECT count(*) FROM delivery)"));
        Assert.DoesNotContain(address.Split('/')[^1], server.Log, StringComparison.Ordinal);
        await page.CloseAsync();
    }

    [Fact]
    public async Task MessageThroughATunnel_IsTakenByWhateverNameItComes_AndNothingElseIs()
    {
        using var client = new HttpClient();
        async Task<HttpStatusCode> AskAsync(HttpMethod method, string path)
        {
            using var call = new HttpRequestMessage(method, server.BaseUrl + path) { Content = method == HttpMethod.Post ? new StringContent("{}") : null };
            call.Headers.Host = "hooks.example.org";
            using var answer = await client.SendAsync(call, Token);
            return answer.StatusCode;
        }

        // Not proven, and so no more than that.
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(HttpMethod.Post, "/hooks/nobody/abc"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(HttpMethod.Head, "/hooks/nobody"));
        foreach (var path in (string[])["/", "/webhooks", "/api/v1/metrics", "/_blazor", "/hooks", "/hooks/a/b/c"]) Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(HttpMethod.Get, path));
    }

    private static string Message(int number, string state, int hour) => $$"""
        {"event":"sale.case","case":{"number":{{number}},"status":"{{state}}","customer_email":"buyer{{number % 3}}@example.org","channel":"till","created_at":"2026-03-0{{number}}T09:00:00Z","changed":"2026-03-0{{number}}T{{hour:00}}:30:00Z","note":"<script>alert(1)</script>"} }
        """;

    private static async Task SendAsync(string address, string body) => Assert.Equal(HttpStatusCode.OK, await StatusAsync(address, body));

    private static async Task<HttpStatusCode> StatusAsync(string address, string body)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri(address), new StringContent(body), Token);
        return answer.StatusCode;
    }

    private string Ask(string sql)
    {
        using var connection = CxDashboard.Data.Store.OpenReader(new CxDashboard.Data.DataFolder(server.DataFolder).StorePath);
        using var command = new SqliteCommand(sql, connection);
        using var row = command.ExecuteReader();
        row.Read();
        return string.Join('|', Enumerable.Range(0, row.FieldCount).Select(row.GetValue));
    }
}
