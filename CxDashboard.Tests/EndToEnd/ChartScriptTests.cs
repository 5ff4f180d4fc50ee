using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Features.Gallery;
using CxDashboard.Tests.Charts;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>
/// What a chart says at the pointer, the finger and the keys: the page's own drawing, script and style sheets in a real browser, without a server, so that each
/// kind can be asked, and words that nobody would write. <see cref="ChartsInPageTests"/> asks the real page.
/// </summary>
public sealed class ChartScriptTests(Browser browser) : IClassFixture<Browser>
{
    private const string Shown = "#chart-tip:not([hidden])";

    // After the script's own listeners: what is shown at each key and each move, and whether it covers the point or leaves the window.
    private const string Notes = """
        window.walked = [];
        function note() {
          var tip = document.getElementById('chart-tip'), ring = document.querySelector('.c-cross > :last-child');
          if (tip.hidden) { walked.push({ words: '', wrong: '' }); return; }
          var t = tip.getBoundingClientRect(), r = ring.getBoundingClientRect(), wrong = '';
          var x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
          if (x > t.left - 8 && x < t.right + 8 && y > t.top - 8 && y < t.bottom + 8) wrong += 'covers its point ';
          if (t.left < 0 || t.top < 0 || t.right > document.documentElement.clientWidth || t.bottom > innerHeight) wrong += 'leaves the window';
          walked.push({ words: [].map.call(tip.querySelectorAll(':scope > :not([hidden])'), function (line) { return line.textContent; }).join('\n'), wrong: wrong });
        }
        addEventListener('keydown', note);
        addEventListener('pointermove', note);
        addEventListener('pointerdown', note);
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["year", "small", "spark", "ladder", "waiting", "day", "pareto", "waterfall", "distribution", "heat", "comparison"];

    // Both in one page: opening one takes longer than walking through it.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EveryPoint_IsFoundByKeysAndByPointer_AndSaysItsWords(string name)
    {
        var (page, points) = await OpenAsync(ChartSamples.All()[name]);
        await page.Locator("svg.chart").FocusAsync();
        for (var i = 0; i < points.Count; i++) await page.Keyboard.PressAsync("ArrowRight");
        foreach (var key in (string[])["ArrowRight", "Home", "PageDown", "End", "PageUp", "ArrowLeft", "Escape"]) await page.Keyboard.PressAsync(key);

        int[] expected = [.. Enumerable.Range(0, points.Count), points.Count - 1, 0, Math.Min(10, points.Count - 1), points.Count - 1, Math.Max(0, points.Count - 11), Math.Max(0, points.Count - 12)];
        var walked = await WalkedAsync(page);
        Assert.Equal([.. expected.Select(i => Lines(points[i])), ""], walked.Select(w => w.Words));
        Assert.DoesNotContain(walked, w => w.Wrong.Length > 0);
        await Expect(page.Locator(".c-cross")).ToHaveCountAsync(0);

        var asked = points.Where((_, i) => points.Count < 80 || i % 7 == 0).ToList();
        await MoveAsync(page, asked);
        var met = (await WalkedAsync(page)).Skip(walked.Count).ToList();
        Assert.Equal(asked.Select(Lines), met.Select(w => w.Words));
        Assert.DoesNotContain(met, w => w.Wrong.Length > 0);
        await page.Mouse.MoveAsync(5, 5);
        await Expect(page.Locator(Shown)).ToHaveCountAsync(0);
        await Expect(page.Locator(".c-cross")).ToHaveCountAsync(0);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("year")]
    [InlineData("heat")]
    [InlineData("comparison")]
    public async Task Phone_KeepsTheWordsInTheWindow(string name)
    {
        var (page, points) = await OpenAsync(ChartSamples.All()[name], 350, 390);
        await MoveAsync(page, points.Where((_, i) => points.Count < 80 || i % 5 == 0));
        Assert.DoesNotContain(await WalkedAsync(page), w => w.Wrong.Length > 0 || w.Words.Length == 0);
    }

    [Fact]
    public async Task SeveralLines_AreSaidAlike_AndOneValueStandsOut()
    {
        async Task<string[]> Sizes(ChartPicture picture)
        {
            var (page, points) = await OpenAsync(picture);
            await MoveAsync(page, [points[20]]);
            var sizes = await page.Locator(Shown).EvaluateAsync<string[]>("tip => [...tip.children].map(line => getComputedStyle(line).fontSize + getComputedStyle(line).fontWeight)");
            await page.Context.CloseAsync();
            return sizes;
        }

        Assert.Single((await Sizes(GalleryCharts.Kinds.Single(k => k.Id == "lines").Picture(GalleryState.Ordinary))).Distinct());
        Assert.Equal(2, (await Sizes(ChartSamples.Year())).Distinct().Count());
    }

    [Fact]
    public async Task Grid_IsWalkedInRowsToo()
    {
        var (page, points) = await OpenAsync(ChartSamples.All()["heat"]);
        var columns = points.Count(p => p.Y.Equals(points[0].Y));
        await page.Locator("svg.chart").FocusAsync();
        foreach (var key in (string[])["Home", "ArrowDown", "ArrowDown", "ArrowUp"]) await page.Keyboard.PressAsync(key);
        Assert.Equal(new[] { 0, columns, 2 * columns, columns }.Select(i => Lines(points[i])), (await WalkedAsync(page)).Select(w => w.Words));
    }

    [Fact]
    public async Task HeldKey_IsAnnouncedOnce_WhenItRests()
    {
        var (page, points) = await OpenAsync(ChartSamples.Year());
        await page.EvaluateAsync("window.heard = []; new MutationObserver(function () { heard.push(document.getElementById('chart-said').textContent); }).observe(document.getElementById('chart-said'), { childList: true })");
        await page.Locator("svg.chart").FocusAsync();
        // All in one turn of the page, as a held key's presses follow one another: asked for one by one, a busy machine puts a pause between two.
        await page.EvaluateAsync("for (let i = 0; i < 20; i++) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', repeat: i > 0, bubbles: true, cancelable: true }))");
        var words = points[19].Words.Where(w => w.Length > 0).ToList();
        await Expect(page.Locator("#chart-said")).ToHaveTextAsync($"{words[0]}: {string.Join(", ", words.Skip(1))}");
        Assert.Equal(1, await page.EvaluateAsync<int>("heard.length"));
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#chart-said")).ToHaveTextAsync("");
    }

    [Fact]
    public async Task HostileWords_StayWords()
    {
        string[] hostile = ["<img src=x onerror=\"document.title='reached'\">", "\"'><script>document.title='reached'</script>", "مرحبا | ~ = \\ \\! &lt;b&gt;", "=1+1"];
        var rows = hostile.Select(h => new ComparisonRow(h, 0.5, 0.4, 0.6, 100)).ToList();
        var (page, points) = await OpenAsync(new ComparisonSpec { Title = hostile[0], Alternative = hostile[1], Zone = TimeZoneInfo.Utc, AsOf = ChartSamples.AsOf, Unit = Unit.Share, Rows = rows });
        await page.Locator("svg.chart").FocusAsync();
        for (var i = 0; i < hostile.Length; i++) await page.Keyboard.PressAsync("ArrowDown");

        Assert.Equal(hostile, points.Select(p => p.Words[0]));
        Assert.Equal(hostile, (await WalkedAsync(page)).Select(w => w.Words.Split('\n')[0]));
        await Expect(page.Locator("#chart-said")).ToContainTextAsync(hostile[3]);
        Assert.Equal(hostile[1], await page.GetAttributeAsync("svg.chart", "aria-label"));
        await Expect(page.Locator("img, #chart-tip script")).ToHaveCountAsync(0);
        Assert.NotEqual("reached", await page.TitleAsync());
    }

    [Fact]
    public async Task Finger_ShowsAPointAboveItself_AndThePageStillScrolls()
    {
        var (page, points) = await OpenAsync(ChartSamples.Year(), 350, 390, touch: true);
        var box = (await page.Locator("svg.chart").BoundingBoxAsync())!;
        var touch = await page.Context.NewCDPSessionAsync(page);
        async Task Touch(string type, double x, double y) => await touch.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object> { ["type"] = type, ["touchPoints"] = type == "touchEnd" ? Array.Empty<object>() : new object[] { new { x, y } } });

        var (first, later, y) = (points[20], points[40], box.Y + 150);
        // Nothing is waited for in between: a finger that rests for long is another gesture, which ends this one.
        await Touch("touchStart", box.X + first.X, y);
        for (var x = first.X; x <= later.X; x += 4) await Touch("touchMove", box.X + x, y);
        await Touch("touchMove", box.X + later.X, y);
        await Touch("touchEnd", 0, 0);
        await Expect(page.Locator(Shown + " > div").First).ToHaveTextAsync(later.Words[0]);
        Assert.Equal(Lines(first), (await WalkedAsync(page))[0].Words);
        Assert.Equal(0, await page.EvaluateAsync<int>("scrollY"));

        // A finger that goes up takes the page with it, and what was shown goes.
        await Touch("touchStart", box.X + first.X, box.Y + 250);
        for (var up = 0; up <= 160; up += 10) await Touch("touchMove", box.X + first.X, box.Y + 250 - up);
        await Touch("touchEnd", 0, 0);
        await page.WaitForFunctionAsync("scrollY > 50");
        await Expect(page.Locator(Shown)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ChartThatIsDrawnAnew_KeepsFocusAndPlace()
    {
        var (page, points) = await OpenAsync(ChartSamples.Year());
        await page.Locator("svg.chart").FocusAsync();
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("ArrowRight");

        // As Blazor does when records come in: the old drawing goes, a new one comes, here without its first two weeks.
        var shorter = ChartSamples.Year() with { Points = [.. ChartSamples.Year().Points.Skip(2)], Runs = [] };
        await page.EvaluateAsync("svg => { document.getElementById('holder').innerHTML = svg; }", SvgChart.Draw(shorter, ChartTheme.Page, 640, 300));
        await Expect(page.Locator("svg.chart:focus")).ToHaveCountAsync(1);
        await Expect(page.Locator(Shown + " > div").First).ToHaveTextAsync(points[4].Words[0]);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(Shown + " > div").First).ToHaveTextAsync(points[5].Words[0]);
        await page.EvaluateAsync("document.getElementById('holder').replaceChildren()");
        await Expect(page.Locator(Shown)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ChartThatIsChangedInPlace_KeepsFocusAndPlace_AndSaysWhatIsNew()
    {
        var (page, points) = await OpenAsync(ChartSamples.Year());
        await page.Locator("svg.chart").FocusAsync();
        for (var i = 0; i < 5; i++) await page.Keyboard.PressAsync("ArrowRight");
        var there = points[4].Words;
        await Expect(page.Locator(Shown + " > div").First).ToHaveTextAsync(there[0]);

        // As Blazor does when a record comes into an old bucket: the element stays, and what differs in it is exchanged.
        const int Written = 4;
        var other = ChartSamples.Year() with { Points = [.. ChartSamples.Year().Points.Select((p, i) => i == Written ? p with { Value = p.Value * 0.99 } : p)] };
        await page.EvaluateAsync("""
            svg => {
              const next = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, now = document.querySelector('svg.chart');
              for (const a of next.attributes) if (now.getAttribute(a.name) !== a.value) now.setAttribute(a.name, a.value);
              now.querySelector('g').innerHTML = next.querySelector('g').innerHTML;
            }
            """, SvgChart.Draw(other, ChartTheme.Page, 640, 300));
        var moved = SvgReading.Parse(SvgChart.Draw(other, ChartTheme.Page, 640, 300)).Spots()[4];
        Assert.NotEqual(there[1], moved.Words[1]);
        await Expect(page.Locator(Shown + " > div").Nth(1)).ToHaveTextAsync(moved.Words[1]);
        await Expect(page.Locator(Shown + " > div").First).ToHaveTextAsync(there[0]);
        await Expect(page.Locator(".c-cross > .x-circle")).ToHaveAttributeAsync("cy", moved.Y.ToString(CultureInfo.InvariantCulture));
        await Expect(page.Locator("svg.chart:focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Tab_LeavesTheChart_AndTakesItsWordsAlong()
    {
        var (page, _) = await OpenAsync(ChartSamples.Year());
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("svg.chart:focus-visible")).ToHaveCountAsync(1);
        Assert.Equal("2px", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineWidth"));
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(Shown)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("#after")).ToBeFocusedAsync();
        await Expect(page.Locator(Shown)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Paper_HasNeitherCrosshairNorWords()
    {
        var (page, points) = await OpenAsync(ChartSamples.Year());
        await MoveAsync(page, [points[10]]);
        await Expect(page.Locator("#chart-tip")).ToBeVisibleAsync();
        await Expect(page.Locator(".c-cross")).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Locator("#chart-tip")).ToBeHiddenAsync();
        await Expect(page.Locator(".c-cross")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task InForcedColours_CrosshairWordsAndFocusStandOut(ColorScheme machine)
    {
        var (page, _) = await OpenAsync(ChartSamples.Year());
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active, ColorScheme = machine });
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page.Locator(Shown)).ToHaveCountAsync(1);
        foreach (var theme in (string[])["light", "dark"])
        {
            // Our own theme is chosen apart from the machine's, and what is drawn keeps ours.
            await page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);
            var apart = await page.EvaluateAsync<Dictionary<string, double>>("""
                () => {
                  const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                  const rgb = s => { const n = s.match(/[\d.]+/g).map(Number); return n.length > 3 && n[3] === 0 ? null : n.slice(0, 3); };
                  const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; } return rgb(getComputedStyle(document.body.appendChild(Object.assign(document.createElement('i'), { style: 'background: Canvas' }))).backgroundColor); };
                  const apart = (e, what, on) => { const a = light(rgb(getComputedStyle(e)[what])), b = light(ground(on)); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
                  const svg = document.activeElement, tip = document.getElementById('chart-tip');
                  return { line: apart(svg.querySelector('.x-line'), 'stroke', svg), ring: apart(svg.querySelector('.x-circle'), 'stroke', svg), focus: apart(svg, 'outlineColor', svg.parentElement), words: apart(tip.children[1], 'color', tip) / 1.5 };
                }
                """);
            Assert.All(apart, a => Assert.True(a.Value >= 3, $"{theme}: {a.Key} {a.Value:0.0}:1"));
        }
    }

    private async Task<(IPage Page, IReadOnlyList<(double X, double Y, string[] Words)> Points)> OpenAsync(ChartPicture picture, int width = 640, int window = 1000, bool touch = false)
    {
        var page = await browser.OpenAsync(window, touch: touch);
        var svg = SvgChart.Draw(picture, ChartTheme.Page, width, 300);
        var root = Path.Combine(SourceTree.Root, "CxDashboard", "wwwroot");
        var styles = string.Concat(await Task.WhenAll(new[] { "css/tokens.css", "css/base.css", "css/figures.css", "charts.css" }.Select(f => File.ReadAllTextAsync(Path.Combine(root, f), Cancelled))));
        var script = await File.ReadAllTextAsync(Path.Combine(root, "js", "charts.js"), Cancelled);
        await page.SetContentAsync(string.Create(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{styles}</style></head>
            <body><p>Above</p><div id="holder" style="margin: 40px 20px; width: {width}px">{svg}</div><a id="after" href="#x">After</a><div style="height: {(touch ? 2000 : 0)}px"></div>
            <div id="chart-tip" class="chart-tip" aria-hidden="true" hidden></div><p id="chart-said" class="vh" role="status"></p><script>{script}</script><script>{Notes}</script></body></html>
            """));
        return (page, SvgReading.Parse(svg).Spots());
    }

    // A sparkline is shown smaller than it is drawn.
    private static async Task MoveAsync(IPage page, IEnumerable<(double X, double Y, string[] Words)> points)
    {
        var box = (await page.Locator("svg.chart").BoundingBoxAsync())!;
        var scale = box.Width / double.Parse((await page.GetAttributeAsync("svg.chart", "width"))!, CultureInfo.InvariantCulture);
        foreach (var (x, y, _) in points) await page.Mouse.MoveAsync((float)(box.X + (x * scale)), (float)(box.Y + (y * scale)));
    }

    private static string Lines((double X, double Y, string[] Words) point) => string.Join('\n', point.Words.Where(w => w.Length > 0));

    private static async Task<IReadOnlyList<Step>> WalkedAsync(IPage page) => await page.EvaluateAsync<Step[]>("walked");

    private sealed record Step
    {
        public string Words { get; init; } = "";
        public string Wrong { get; init; } = "";
    }
}
