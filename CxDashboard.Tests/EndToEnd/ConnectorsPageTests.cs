using System.Text.Json.Nodes;
using CxDashboard.Tests.Ingest.Connectors;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A system is tried, added, asked again, paused and removed on the page, and its records are in the store.</summary>
public sealed class ConnectorsPageTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    [Fact]
    public async Task ASystem_IsTriedAddedAskedPausedAndRemoved()
    {
        await using var zendesk = await FakeZendesk.StartAsync();
        zendesk.Put(Ticket(1));
        zendesk.Put(Ticket(2));
        var page = await browser.OpenAsync(1280);
        await page.GotoAsync(server.BaseUrl + "/connectors");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();

        await page.Locator("#account").FillAsync("not an account");
        await page.Locator("#mail").FillAsync(FakeZendesk.Mail);
        await page.Locator("#token").FillAsync("wrong");
        await page.Locator("#try").ClickAsync();
        await Expect(page.Locator("#fault")).ToHaveTextAsync("The account is a name of letters, digits and hyphens, as in acme.zendesk.com.");
        await page.Locator("#account").FillAsync(zendesk.Address);
        await page.Locator("#try").ClickAsync();
        await Expect(page.Locator("#fault")).ToHaveTextAsync("127.0.0.1 does not accept the e-mail address and the token. Give others.");
        await page.Locator("#token").FillAsync(FakeZendesk.Token);
        await page.Locator("#try").ClickAsync();
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("It answers: 2 records on the first page, the first opened at 2026-11-01.");

        await page.Locator("#token").PressAsync("Enter");
        await Expect(page.Locator("[data-connector=zendesk]")).ToContainTextAsync("2 taken.");
        await Expect(page.Locator("#token")).ToHaveValueAsync("");
        Assert.DoesNotContain(FakeZendesk.Token, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await Axe.FoundAsync(page));

        zendesk.Put(Ticket(3));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask now: zendesk" }).ClickAsync();
        await Expect(page.Locator("[data-connector=zendesk]")).ToContainTextAsync("3 taken.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause: zendesk" }).ClickAsync();
        await Expect(page.Locator("[data-connector=zendesk]")).ToContainTextAsync("Paused. 3 taken.");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: zendesk" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Really remove: zendesk" }).ClickAsync();
        await Expect(page.Locator("[data-said]")).ToContainTextAsync("Its records stay.");
        await Expect(page.Locator("[data-connector]")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }

    private static JsonObject Ticket(long id) => new() { ["id"] = id, ["status"] = "open", ["created_at"] = "2026-11-01T10:00:00Z", ["generated_timestamp"] = 1_793_527_200 + id };
}
