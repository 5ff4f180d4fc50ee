using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>Ids are joined, separated and said to be shared on their page, and figures follow.</summary>
public sealed class CustomersPageTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    [Fact]
    public async Task Ids_AreJoinedSeparatedAndShared_ByKeyboard()
    {
        var file = Path.Combine(server.DataFolder, "who.csv");
        await File.WriteAllLinesAsync(file, ["source,external_id,customer,topic,opened_at", "shop,1,ann,Billing,2026-03-02T09:00:00Z", "shop,2,ann@example.com,Billing,2026-03-03T09:00:00Z"], TestContext.Current.CancellationToken);
        await server.RunAsync("import", file);
        var page = await browser.OpenAsync(1280);
        await page.GotoAsync(server.BaseUrl + "/customers");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();

        await page.Locator("#alias").FillAsync("ann@example.com");
        await page.Locator("#into").FillAsync("ann");
        await page.Locator("#into").PressAsync("Enter");
        await Expect(page.Locator("[data-aliases] li")).ToHaveTextAsync("ann@example.com is ann" + "Separate");
        await Expect(page.Locator("[data-said]")).ToHaveTextAsync("It is said, and counts from now on.");

        // The reverse cannot be.
        await page.Locator("#alias").FillAsync("ann");
        await page.Locator("#into").FillAsync("ann@example.com");
        await page.Locator("#into").PressAsync("Enter");
        await Expect(page.Locator("#said-fault")).ToContainTextAsync("is another id of \"ann\" already");

        await page.GetByRole(AriaRole.Button, new() { Name = "Separate ann@example.com" }).PressAsync("Enter");
        await Expect(page.Locator("[data-aliases] li")).ToHaveCountAsync(0);

        await page.Locator("#shared-id").FillAsync("guest");
        await page.Locator("#shared-id").PressAsync("Enter");
        await Expect(page.Locator("[data-shared] li")).ToHaveCountAsync(1);
        Assert.Empty(await Axe.FoundAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "guest is one person" }).ClickAsync();
        await Expect(page.Locator("[data-shared] li")).ToHaveCountAsync(0);
        await page.CloseAsync();
    }
}
