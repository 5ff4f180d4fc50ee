using CxDashboard.Tests.Support;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>A page that is open while records come in; a server of its own, because what comes in stays.</summary>
public sealed class LiveTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    [Fact]
    public async Task RecordOfAnotherProcess_ChangesTheOpenPageInPlace()
    {
        var page = await browser.OpenAsync();
        await page.GotoAsync(server.BaseUrl + "/");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-sample]")).ToBeVisibleAsync();
        await page.EvaluateAsync("window.stayed = true");

        await ImportAsync("one", "Nadia");
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("One person");
        await Expect(page.Locator("[data-sample]")).ToHaveCountAsync(0);
        await ImportAsync("two", "Oskar");
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("Two people");
        await Expect(page.GetByText("<b>Where</b> is it?").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("window.stayed === true"));
    }

    private async Task ImportAsync(string id, string customer)
    {
        var file = Path.Combine(server.DataFolder, id + ".csv");
        var opened = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(file, $"source,external_id,customer,topic,channel,opened_at,comment\nshop,{id},{customer},Delivery,Chat,{opened},<b>Where</b> is it?\n", TestContext.Current.CancellationToken);
        await server.RunAsync("import", file);
    }
}
