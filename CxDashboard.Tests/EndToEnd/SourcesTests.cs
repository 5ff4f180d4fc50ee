using System.Collections.Concurrent;
using System.Globalization;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The page Sources with real imports: its tables, and the dialog that lists what was set aside.</summary>
public sealed class SourcesTests(RunningServer server, Browser browser) : IClassFixture<RunningServer>, IClassFixture<Browser>
{
    private const string Hostile = "<img src=x onerror=\"document.title='taken'\">";

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task RowsSetAside_OpenByKeyboardAsText_AndEscapeGivesTheFocusBack(ColorScheme theme)
    {
        var file = $"hostile-{theme}.csv".ToLowerInvariant();
        await ImportAsync(file, bad: 2);
        var (page, said) = await OpenAsync(theme);
        var opener = page.GetByRole(AriaRole.Button, new() { Name = $"2 set aside of {file}: show them" });
        await opener.FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Rows set aside" });
        await Expect(dialog.GetByRole(AriaRole.Region)).ToBeFocusedAsync();
        await Expect(dialog.Locator("code").First).ToContainTextAsync("<img src=x onerror=");
        await Expect(dialog.Locator("img")).ToHaveCountAsync(0);
        await Expect(page).ToHaveTitleAsync("Sources · CxDashboard");
        Assert.Empty(await Axe.FoundAsync(page));

        // News that comes meanwhile draws the table behind it anew.
        await ImportAsync($"later-{file}", bad: 0);
        await Expect(page.GetByText($"later-{file}", new() { Exact = false }).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        // It is there a moment before the focus is, which would be taken from the button between its focus and its key.
        await Expect(dialog.GetByRole(AriaRole.Region)).ToBeFocusedAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(opener).ToBeFocusedAsync();
        Assert.Empty(said);
    }

    [Fact]
    public async Task ManyRowsSetAside_AreTurnedPageByPage_AndTabStaysInTheDialog()
    {
        await ImportAsync("many.csv", bad: 120);
        var (page, said) = await OpenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "120 set aside of many.csv: show them" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("1 to 50 of 120");
        await Expect(dialog.GetByRole(AriaRole.Region)).ToBeFocusedAsync();
        for (var press = 0; press < 5; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("document.activeElement.closest('.rz-dialog') !== null"));
        }

        var (earlier, further) = (dialog.GetByText("Earlier rows"), dialog.GetByText("Further rows"));
        await further.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("51 to 100 of 120");
        await Expect(dialog.GetByRole(AriaRole.Region)).ToBeFocusedAsync();
        await further.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("101 to 120 of 120");
        await Expect(further).ToHaveAttributeAsync("aria-disabled", "true");
        await earlier.ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Status)).ToHaveTextAsync("51 to 100 of 120");
        await Expect(dialog.Locator("tbody tr")).ToHaveCountAsync(50);
        Assert.Empty(said);
    }

    [Fact]
    public async Task TableSortedByKeyboard_StaysSortedWhenNewsArrives()
    {
        await ImportAsync("first.csv", bad: 3);
        var (page, said) = await OpenAsync();
        var sort = page.Locator("section[aria-labelledby=imports]").GetByRole(AriaRole.Button, new() { Name = "File", Exact = true });
        await sort.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var sorted = page.Locator("section[aria-labelledby=imports] th[aria-sort=ascending]");
        await Expect(sorted).ToHaveTextAsync("File");

        await ImportAsync("a-newcomer.csv", bad: 0);
        await Expect(page.Locator("section[aria-labelledby=imports] tbody tr").First).ToContainTextAsync("a-newcomer.csv");
        await Expect(sorted).ToHaveTextAsync("File");
        await Expect(sort).ToBeFocusedAsync();
        Assert.Empty(said);
    }

    [Theory]
    [InlineData(390)]
    [InlineData(320)]
    public async Task DialogOnAPhone_DoesNotScrollSideways(int width)
    {
        await ImportAsync($"phone-{width}.csv", bad: 1);
        var (page, _) = await OpenAsync(width: width);
        await page.GetByRole(AriaRole.Button, new() { Name = $"1 set aside of phone-{width}.csv: show them" }).ClickAsync();
        var rows = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Region);
        await Expect(rows.Locator("code")).ToBeVisibleAsync();
        Assert.True(await rows.EvaluateAsync<bool>("e => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().right <= innerWidth"));
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        Assert.Empty(await Axe.FoundAsync(page));
    }

    private async Task<(IPage Page, ConcurrentQueue<string> Said)> OpenAsync(ColorScheme theme = ColorScheme.Light, int width = 1440)
    {
        var page = await browser.OpenAsync(width, theme);
        var said = new ConcurrentQueue<string>();
        page.Console += (_, message) => said.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (request.ResourceType == "font") said.Enqueue($"font: {request.Url}");
        };
        await page.GotoAsync(server.BaseUrl + "/sources");
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-lede]")).ToBeVisibleAsync();
        return (page, said);
    }

    // One good row, and rows whose opening cannot be read.
    private async Task ImportAsync(string name, int bad)
    {
        var file = Path.Combine(server.DataFolder, name);
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var rows = Enumerable.Range(0, bad).Select(i => $"shop,{name}-{i},Nadia,Delivery,Chat,never,\"{Hostile.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        await File.WriteAllLinesAsync(file, ["source,external_id,customer,topic,channel,opened_at,comment", $"shop,{name},Nadia,Delivery,Chat,{now},Where is it?", .. rows], TestContext.Current.CancellationToken);
        await server.RunAsync("import", file);
    }
}
