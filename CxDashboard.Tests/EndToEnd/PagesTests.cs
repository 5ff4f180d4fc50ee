using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The pages in a real browser against the built server, as a reader meets them.</summary>
[Collection(SampleServer.Name)]
public sealed class PagesTests(RunningServer server, Browser browser) : IAsyncDisposable
{
    private const string Interactive = "[data-interactive=true]";
    private readonly List<IPage> _opened = [];

    /// <summary>A page that stays open would be drawn anew at all news of the other tests.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in _opened) await page.Context.CloseAsync();
    }

    private async Task<(IPage Page, ConcurrentQueue<string> Said)> OpenAsync(string path, int width = 1440, ColorScheme theme = ColorScheme.Light)
    {
        var page = await browser.OpenAsync(width, theme);
        _opened.Add(page);
        var said = new ConcurrentQueue<string>();
        page.Console += (_, message) => said.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => said.Enqueue(error);
        page.RequestFailed += (_, request) => said.Enqueue($"failed: {request.Url}");
        // The library's icon font alone weighs more than everything else: nothing may ask for it.
        page.Request += (_, request) =>
        {
            if (request.ResourceType == "font") said.Enqueue($"font: {request.Url}");
        };
        await page.GotoAsync(server.BaseUrl + path);
        await Expect(page.Locator(Interactive)).ToBeAttachedAsync();
        await Expect(page.Locator("[data-lede]")).ToBeVisibleAsync();
        return (page, said);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/trends")]
    [InlineData("/trends?by=month&topic=Delivery")]
    [InlineData("/sources")]
    [InlineData("/metric/held-rate-7d")]
    [InlineData("/metric/first-reply-median?by=month&channel=Chat")]
    [InlineData("/metric/interactions")]
    public async Task Page_BecomesInteractiveWithAQuietConsole(string path)
    {
        var (page, said) = await OpenAsync(path);
        await Expect(page.Locator("[data-sample]")).ToHaveTextAsync("Sample data");

        // Before it closes, which cuts off the word of farewell to the server.
        Assert.Empty(said);
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/trends", ColorScheme.Light)]
    [InlineData("/trends", ColorScheme.Dark)]
    [InlineData("/sources", ColorScheme.Light)]
    [InlineData("/sources", ColorScheme.Dark)]
    [InlineData("/metric/held-rate-7d", ColorScheme.Light)]
    [InlineData("/metric/first-reply-median", ColorScheme.Dark)]
    public async Task Page_HasNothingForAxe(string path, ColorScheme theme)
    {
        var (page, _) = await OpenAsync(path, theme: theme);
        Assert.Equal(theme == ColorScheme.Dark ? "dark" : "light", await page.GetAttributeAsync("html", "data-theme"));
        Assert.Empty(await Axe.FoundAsync(page));
    }

    [Theory]
    [InlineData("/", 390)]
    [InlineData("/trends", 390)]
    [InlineData("/", 320)]
    [InlineData("/trends", 320)]
    [InlineData("/sources", 320)]
    [InlineData("/trends", 800)]
    [InlineData("/metric/held-rate-7d", 320)]
    [InlineData("/metric/held-rate-7d", 800)]
    public async Task NarrowScreen_DoesNotScrollSideways(string path, int width)
    {
        var (page, _) = await OpenAsync(path, width);
        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
    }

    [Fact]
    public async Task PhoneMenu_LeadsToTheOtherPage()
    {
        var (page, said) = await OpenAsync("/", 390);
        await page.GetByText("Menu", new() { Exact = true }).ClickAsync();
        await page.Locator("details.menu a", new() { HasTextString = "Trends" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Trends · CxDashboard");
        await Expect(page.Locator("details.menu[open]")).ToHaveCountAsync(0);
        Assert.Empty(said);
    }

    [Fact]
    public async Task ThemeSwitch_IsKeptForTheNextVisit()
    {
        var (page, _) = await OpenAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Light / dark" }).First.ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    [Fact]
    public async Task Choice_GoesIntoTheAddressAndTheFigures()
    {
        var (page, said) = await OpenAsync("/trends");
        var before = await page.Locator("#interactions [data-value]").TextContentAsync();
        await page.Locator("select[name=topic]").SelectOptionAsync("Delivery");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + "/trends?topic=Delivery");
        await Expect(page.Locator("#interactions [data-value]")).Not.ToHaveTextAsync(before!);
        await page.GoBackAsync();
        await Expect(page.Locator("#interactions [data-value]")).ToHaveTextAsync(before!);
        Assert.Empty(said);
    }

    [Fact]
    public async Task EverythingBut_StaysInTheAddressWhileOthersAreChosen_AndCanBeTakenBack()
    {
        var (page, said) = await OpenAsync("/trends?channel!=Chat");
        await Expect(page.Locator(".pick", new() { HasTextString = "not Chat" })).ToBeVisibleAsync();
        var without = await page.Locator("#interactions [data-value]").TextContentAsync();
        await page.Locator("select[name=topic]").SelectOptionAsync("Delivery");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + "/trends?topic=Delivery&channel!=Chat");
        await Expect(page.Locator("#interactions [data-value]")).Not.ToHaveTextAsync(without!);
        var delivery = await page.Locator("#interactions [data-value]").TextContentAsync();
        await page.Locator("select[name='channel!']").SelectOptionAsync("");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + "/trends?topic=Delivery");
        await Expect(page.Locator("#interactions [data-value]")).Not.ToHaveTextAsync(delivery!);
        Assert.Empty(said);
    }

    [Fact]
    public async Task Trends_HasEveryFamily_InTheOrderInWhichTheyAreRead()
    {
        var (page, _) = await OpenAsync("/trends");
        Assert.Equal(
            ["Worth a look", "The ladder", "Resolution", "Delight and effort", "The time customers lived", "Flow", "Recovery", "Frugality", "More measures"],
            await page.Locator("main h2").AllTextContentsAsync());
        await Expect(page.Locator("#cost-per-held-issue [data-value]")).ToContainTextAsync("€");
    }

    [Fact]
    public async Task UnknownValues_AreAnsweredKindly()
    {
        var (page, _) = await OpenAsync("/trends?by=fortnight&channel=Carrier+pigeon");
        await Expect(page.GetByText("There is no step “fortnight”.")).ToBeVisibleAsync();
        await Expect(page.GetByText("No record has the channel “Carrier pigeon”; all are shown.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keyboard_ReachesAChartsMenuAndSavesIt()
    {
        var (page, _) = await OpenAsync("/trends");
        var menu = page.Locator("#held-rate-7d details.pop summary");
        await menu.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#held-rate-7d a:focus")).ToHaveTextAsync("Save as SVG");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.StartsWith("sample held-rate-7d by week to ", saved.SuggestedFilename, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync((await saved.PathAsync())!, TestContext.Current.CancellationToken), StringComparison.Ordinal);

        // What was chosen has closed the menu.
        await Expect(page.Locator("details.pop[open]")).ToHaveCountAsync(0);
        await menu.PressAsync("Enter");
        await Expect(page.Locator("details.pop[open]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("details.pop[open]")).ToHaveCountAsync(0);
        await Expect(menu).ToBeFocusedAsync();
    }

    [Fact]
    public async Task EachMeasure_IsReadAsNameNumberPictureSentenceAndWhatMayBeDone()
    {
        var (page, _) = await OpenAsync("/trends");
        await page.EvaluateAsync("() => document.querySelectorAll('.tile details').forEach(d => d.open = true)");
        var tree = await AccessibilityTree.OfAsync(page);
        var tiles = tree.Of("article").ToList();
        Assert.InRange(tiles.Count, 15, 60);
        var seen = 0;
        foreach (var tile in tiles)
        {
            var read = tree.Beneath(tile).Where(n => n.Role is "heading" or "image" or "application" or "DisclosureTriangle" or "link" or "button").ToList();
            Assert.Equal([("heading", tile.Name), ("link", tile.Name)], read.Take(2).Select(n => (n.Role, n.Name)));
            var pictures = read.Where(n => n.Role is "image" or "application" && n.Name.StartsWith(tile.Name, StringComparison.OrdinalIgnoreCase)).ToList();
            seen += pictures.Count;
            Assert.All(pictures, p => Assert.Equal(2, read.IndexOf(p)));
            Assert.All(pictures, p => Assert.Empty(tree.Beneath(p)));
            var menu = read.FindIndex(n => n.Role == "DisclosureTriangle");
            Assert.Equal("What to do with " + tile.Name, read[menu].Name);
            Assert.All(read.Skip(2).Take(menu - 2), n => Assert.True(n.Role is "image" or "application"));
            Assert.Equal(["Save as SVG", "Copy picture", "Copy as SVG", "Copy table", "Copy link"], read.Skip(menu + 1).Select(n => n.Name).Where(n => n.StartsWith("Copy", StringComparison.Ordinal) || n == "Save as SVG"));
        }

        Assert.InRange(seen, 1, tiles.Count);
        Assert.DoesNotContain(tree.Nodes, n => n.Role is "button" or "link" or "DisclosureTriangle" or "image" && n.Name.Length == 0);
    }

    [Fact]
    public async Task FirstTab_SkipsToThePage()
    {
        var (page, _) = await OpenAsync("/trends?by=month");
        await page.Locator("body").FocusAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("a.skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("/trends\\?by=month#main$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task AddressOfNoPage_SaysSo()
    {
        var page = await browser.OpenAsync();
        _opened.Add(page);
        var answer = await page.GotoAsync(server.BaseUrl + "/nowhere");
        Assert.Equal(404, answer!.Status);
        await Expect(page.GetByText("There is no page at this address.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task PageWithoutScript_StillSaysWhatIsSo()
    {
        using var client = new HttpClient();
        var html = await client.GetStringAsync(server.BaseUrl + "/trends", TestContext.Current.CancellationToken);
        Assert.Contains("data-lede", html, StringComparison.Ordinal);
        Assert.Contains("measures", html, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
    }
}
