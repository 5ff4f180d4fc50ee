using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The charts of the real page: what they say of their figures without asking the server, and what their menus put on the clipboard.</summary>
[Collection(SampleServer.Name)]
public sealed class ChartsInPageTests(RunningServer server, Browser browser)
{
    private const string Tile = "#held-rate-7d";
    private const string Chart = Tile + " .wide svg.chart";
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PointOfATile_SaysTheFigureOfItsTable()
    {
        var page = await OpenAsync("/trends");
        var rows = (await TableAsync()).Skip(1).ToList();
        await page.Locator(Chart).FocusAsync();
        foreach (var row in rows)
        {
            await page.Keyboard.PressAsync("ArrowRight");
            if (row[8] != "final") continue;
            var words = await page.Locator("#chart-tip > div:not([hidden])").AllTextContentsAsync();
            Assert.Equal((row[2], Percent(row[3]) + "%", $"n\u00A0{row[6]}", $"95% interval {Percent(row[4])}–{Percent(row[5])}%"), (words[0], words[1], words[2].Replace(",", "", StringComparison.Ordinal), words[3]));
            Assert.Equal(row[12] == "true", words.Contains("outside the limits"));
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task PointerOverCharts_AsksNothingOfTheServer()
    {
        var page = await OpenAsync("/trends");
        await page.Locator(Chart).ScrollIntoViewIfNeededAsync();
        var box = (await page.Locator(Chart).BoundingBoxAsync())!;
        var network = await page.Context.NewCDPSessionAsync(page);
        var (sent, heard) = (new ConcurrentQueue<string>(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        void Hear(string what)
        {
            // A live page greets its server every few seconds and confirms what it drew.
            if (what.Length <= 3 || what.Contains("OnRenderCompleted", StringComparison.Ordinal)) return;
            sent.Enqueue(what);
            heard.TrySetResult();
        }

        network.Event("Network.webSocketFrameSent").OnEvent += (_, e) => Hear(Frame(e));
        network.Event("Network.requestWillBeSent").OnEvent += (_, e) => Hear(e?.ToString() ?? "a request");
        await network.SendAsync("Network.enable");
        for (var i = 0; i < 200; i++) await page.Mouse.MoveAsync((float)(box.X + (box.Width * (i % 100) / 100)), (float)(box.Y + 20 + (i % 40)));
        await Expect(page.Locator("#chart-tip")).ToBeVisibleAsync();

        // What is heard comes in the order in which it was sent, if a moment later: the first of it is what the page does handle, a choice.
        await page.Locator("select[name=topic]").SelectOptionAsync("Delivery");
        await Expect(page).ToHaveURLAsync(server.BaseUrl + "/trends?topic=Delivery");
        await heard.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System, Cancelled);
        Assert.Contains("Delivery", sent.First(), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Today_SaysWhoWaitsAndWhatTheDayBrought()
    {
        var page = await OpenAsync("/", 390);
        await Expect(page.Locator("svg.chart[data-at]:visible")).ToHaveCountAsync(2);
        foreach (var chart in await page.Locator("svg.chart[data-at]:visible").AllAsync())
        {
            await chart.FocusAsync();
            await page.Keyboard.PressAsync("End");
            var tip = (await page.Locator("#chart-tip").BoundingBoxAsync())!;
            Assert.InRange(tip.X + tip.Width, 1, 390);
            Assert.True(tip.X >= 0, "The words leave the window.");
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task CopyPicture_IsAPngOfTheChartsSize()
    {
        var page = await MenuAsync("Copy picture", "Picture copied.");
        var read = await page.EvaluateAsync<string>("""
            async () => {
              const item = (await navigator.clipboard.read())[0], blob = await item.getType('image/png'), picture = await createImageBitmap(blob);
              const bytes = new Uint8Array(await blob.arrayBuffer());
              return item.types.join() + ' ' + Array.from(bytes.slice(0, 8)).join() + ' ' + picture.width + ' ' + picture.height;
            }
            """);
        using var client = new HttpClient();
        var served = await client.GetByteArrayAsync(server.BaseUrl + "/charts/held-rate-7d.png", Cancelled);
        var (width, height) = (Big(served, 16), Big(served, 20));
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"image/png 137,80,78,71,13,10,26,10 {width} {height}"), read);
        Assert.True(width >= 1200, $"The picture is {width} pixels wide.");
        await page.Context.CloseAsync();

        static int Big(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
    }

    [Fact]
    public async Task CopySvg_IsAWholeDrawingWithoutThePagesData()
    {
        var page = await MenuAsync("Copy as SVG", "SVG copied.");
        var svg = XDocument.Parse(await page.EvaluateAsync<string>("navigator.clipboard.readText()")).Root!;
        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.Name.ToString());
        Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "path");
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), a => a.Name.LocalName.StartsWith("data-", StringComparison.Ordinal) || a.Name.LocalName == "tabindex");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task CopyTable_IsTheTable()
    {
        var page = await MenuAsync("Copy table", "Table copied.");
        var text = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.TrimEnd('\r').Split('\t')).ToList();
        Assert.Equal((await TableAsync()).Select(r => string.Join('\n', r)), rows.Select(r => string.Join('\n', r)));
        await page.Context.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string path, int width = 1440)
    {
        var page = await browser.OpenAsync(width);
        await page.GotoAsync(server.BaseUrl + path);
        await Expect(page.Locator("[data-interactive=true]")).ToBeAttachedAsync();
        await Expect(page.Locator("[data-lede]")).ToBeVisibleAsync();
        return page;
    }

    private async Task<IPage> MenuAsync(string button, string said)
    {
        var page = await OpenAsync("/trends");
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.Locator(Tile + " details.pop summary").ClickAsync();
        await page.Locator(Tile + " details.pop button", new() { HasTextString = button }).ClickAsync();
        await Expect(page.Locator("#toast")).ToHaveTextAsync(said);
        return page;
    }

    // No label of a week has a comma in it.
    private async Task<IReadOnlyList<string[]>> TableAsync()
    {
        using var client = new HttpClient();
        var csv = await client.GetStringAsync(server.BaseUrl + "/charts/held-rate-7d.csv", Cancelled);
        return [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split(','))];
    }

    private static string Percent(string share) => (double.Parse(share, CultureInfo.InvariantCulture) * 100).ToString("0.0", CultureInfo.InvariantCulture);

    // MessagePack, but the names of what is called are plain letters in it.
    private static string Frame(JsonElement? e) => Encoding.Latin1.GetString(Convert.FromBase64String(e!.Value.GetProperty("response").GetProperty("payloadData").GetString()!));
}
