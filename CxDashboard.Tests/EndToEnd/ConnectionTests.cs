using CxDashboard.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A page whose server is gone.</summary>
public sealed class ConnectionTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    [Fact]
    public async Task ServerThatIsGone_IsSaidInOurWords()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(server.BaseUrl + "/");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-good-as-of]")).ToBeVisibleAsync();
        await server.KillAsync();
        await Expect(page.GetByText("The connection is gone")).ToBeVisibleAsync();
        await Expect(page.GetByText("You see the numbers of ")).ToBeVisibleAsync();
        await Expect(page.Locator(".lost button:focus")).ToHaveTextAsync("Try now");
        await Expect(page.GetByText("Not connected.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Live. Data good")).ToBeHiddenAsync();
    }
}
