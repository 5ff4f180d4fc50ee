using System.Globalization;
using System.Text.RegularExpressions;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The page of one metric in a real browser: from a signal to the records behind a point, and back by the address.</summary>
[Collection(SampleServer.Name)]
public sealed class MetricPageTests(RunningServer server, Browser browser)
{
    private async Task<IPage> OpenAsync(string path)
    {
        var page = await browser.OpenAsync(1440, ColorScheme.Light);
        await page.GotoAsync(server.BaseUrl + path);
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-lede]")).ToBeVisibleAsync();
        return page;
    }

    [Fact]
    public async Task NameOfAMeasure_LeadsToItsPage_WithTheSameSlices()
    {
        var page = await OpenAsync("/trends?channel=Chat");
        await page.Locator("#held-rate-7d .name a").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Held within 7 days");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + "/metric/held-rate-7d?channel=Chat");
        await Expect(page.Locator("#definition")).ToBeVisibleAsync();
        await Expect(page.Locator("#counter")).ToBeVisibleAsync();
        await page.CloseAsync();
    }

    [Fact]
    public async Task RecordsBehindAPoint_AddUp_AndAreReachedByTheAddressAlone()
    {
        var page = await OpenAsync("/metric/held-rate-7d");
        var options = page.Locator("select[name=point] option");
        var week = (await options.Nth(10).GetAttributeAsync("value"))!;
        await page.Locator("select[name=point]").SelectOptionAsync(week);
        await Expect(page).ToHaveURLAsync(server.BaseUrl + $"/metric/held-rate-7d?point={week}");
        var monday = DateTimeOffset.Parse(week, CultureInfo.InvariantCulture);
        await Expect(page.Locator("h2#behind")).ToContainTextAsync($"Behind the point: week of {monday.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}");

        var chips = await page.Locator(".chips .chip .tn").AllInnerTextsAsync();
        var numbers = chips.Select(c => int.Parse(c.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(numbers[^1], numbers[..^1].Sum());
        var chip = page.GetByRole(AriaRole.Button, new() { Name = "Did not hold" });
        var chosen = await chip.Locator(".tn").InnerTextAsync();
        await chip.ClickAsync();
        await Expect(page).ToHaveURLAsync(server.BaseUrl + $"/metric/held-rate-7d?point={week}&only=DidNotHold");
        await Expect(page.Locator("table.recs tbody tr")).ToHaveCountAsync(6);
        // The address comes before the rows, and the rows before may begin with one that did not hold either: the count tells which are there.
        await Expect(page.Locator("[data-note]")).ToContainTextAsync($"of {chosen} issues shown");
        await Expect(page.Locator("table.recs tbody tr .stands").First).ToContainTextAsync("did not hold");

        var said = await page.Locator("table.recs").InnerTextAsync();
        await page.CloseAsync();
        page = await OpenAsync($"/metric/held-rate-7d?point={week}&only=DidNotHold");
        Assert.Equal(said, await page.Locator("table.recs").InnerTextAsync());
        await page.CloseAsync();
    }

    [Fact]
    public async Task AllRecords_ComeInPages()
    {
        var page = await OpenAsync("/metric/held-rate-7d");
        await page.Locator("[data-all]").ClickAsync();
        await Expect(page.Locator("table.recs tbody tr")).ToHaveCountAsync(50);
        // As it stands in the page: laid out, a row has other spaces, and is another text than the same row.
        var first = (await page.Locator("table.recs tbody tr").First.TextContentAsync())!;
        await Expect(page.Locator("table.recs tbody tr").First).ToHaveTextAsync(first);
        await page.Locator("[data-next]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?rows=all&after=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator("table.recs tbody tr").First).Not.ToHaveTextAsync(first);
        await page.CloseAsync();
    }

    [Fact]
    public async Task ChangeOfTheWork_IsAskedInTheForm_AndReachedByTheAddress()
    {
        var page = await OpenAsync("/metric/held-rate-7d?topic=Delivery");
        var day = (await page.Locator("select[name=point] option").Nth(18).GetAttributeAsync("value"))!;
        await page.Locator("#change-since").FillAsync(day);
        await page.Locator("#change-control").SelectOptionAsync("topic");
        await page.Locator("#change-expect").FillAsync("8");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(page.Locator("[data-finding]")).ToContainTextAsync("against topic not Delivery since");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + $"/metric/held-rate-7d?topic=Delivery&since={day}&control=topic&expect=8");
        await Expect(page.Locator("svg.chart .c-flag").First).ToBeAttachedAsync();

        var said = await page.Locator("[data-finding]").InnerTextAsync();
        await page.ReloadAsync();
        await Expect(page.Locator("[data-finding]")).ToHaveTextAsync(said);
        await page.CloseAsync();
    }

    [Fact]
    public async Task NoSuchMetric_IsSaidInOneSentence()
    {
        var page = await OpenAsync("/metric/happiness<b>");
        await Expect(page.Locator("[data-lede]")).ToContainTextAsync("There is no metric “happiness<b>”.");
        await page.CloseAsync();
    }
}
