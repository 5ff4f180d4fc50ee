using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Charts.Drawing;
using CxDashboard.Charts.Native;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Charts;

/// <summary>What our measure of words says, compared with a font of this machine: as librsvg draws them, and as Chromium does.</summary>
public sealed class RealFontTests(Browser browser) : IClassFixture<Browser>
{
    // The widest of the fonts that stand in for one another: which of them a machine has must not decide.
    private const string Widest = "'DejaVu Sans', sans-serif";

    public static TheoryData<string, double, int> Labels() => new()
    {
        { "Share of issues held within 7 days of our last claim", 12, 400 },
        { "9 weeks above centre: carrier strike", 12, 600 },
        { "centre 75.6%, limits 70.1–80.4%", 11, 400 },
        { "0123456789 −12.5% € 1,400 n 593 · so far…", 12, 600 },
        { "Definition held-rate-7d, versions 1 and 2. As of 14 May 2026, 14:31 (Europe/Amsterdam).", 11, 400 },
        { "Return label in the FIRST reply & \"quotes\" [brackets]", 17, 600 },
        { "Übergrößenträger, œuvre, Ærø, Łódź", 12, 400 },
        { "поддержка клиентов, Жалобы", 12, 600 },
        { "שירות לקוחות", 12, 400 },
        { "خدمة العملاء والشكاوى", 12, 600 },
    };

    [Theory]
    [MemberData(nameof(Labels))]
    public void Estimate_CoversWhatLibrsvgDrawsAndIsNotFarBeyond(string words, double size, int weight)
    {
        Require();
        const double Scale = 4;
        var svg = SvgText.Write(new SvgNode("svg", [("xmlns", "http://www.w3.org/2000/svg"), ("width", "1200"), ("height", "40"), ("font-family", Widest)],
        [
            new SvgNode("rect", [("width", "1200"), ("height", "40"), ("fill", "#ffffff")], []),
            new SvgNode("text", [("x", "20"), ("y", "26"), ("font-size", Pen.Number(size)), ("font-weight", weight.ToString(CultureInfo.InvariantCulture))], [], words),
        ]));

        var pixels = Pixels.OfPng(ChartExport.Png(svg, Scale));
        var inked = Enumerable.Range(0, pixels.Width).Where(x => Enumerable.Range(0, pixels.Height).Any(y => pixels.Grey[(y * pixels.Width) + x] < 200)).ToList();
        var drawn = (inked[^1] + 1 - inked[0]) / Scale;

        // Ink has no bearings, which are a tenth of the size or so at each end. Arabic letters are narrower where they join: there the estimate is generous.
        Assert.InRange(TextWidth.Of(words, size, weight), drawn - 0.25, words.All(c => c < 0x250) ? (drawn * 1.13) + 3 : drawn * 2.2);
    }

    [Fact]
    public async Task InChromium_NoWordCoversAnotherOrLeavesTheFrame()
    {
        var page = await browser.OpenAsync(2500);
        var faults = new List<string>();
        for (var number = 0; number < 30; number++)
        {
            var (picture, width, height) = RandomPictures.Of(7001 + (number * 5));
            await page.SetContentAsync($"<style>svg {{ font-family: {Widest} !important }}</style>" + SvgChart.Draw(picture, ChartTheme.Light, width, height));

            // Width by the font; of the height the letters' own square, without the leading of the line.
            var boxes = await page.EvaluateAsync<double[][]>("""
                () => [...document.querySelectorAll('text')].map(t => {
                  const b = t.getBBox(), size = +t.getAttribute('font-size'), y = +t.getAttribute('y');
                  return [b.x, y - 0.75 * size, b.x + b.width, y + 0.2 * size];
                })
                """);
            var words = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('text')].map(t => t.textContent)");
            var size = await page.EvaluateAsync<double[]>("() => { const s = document.querySelector('svg'); return [+s.getAttribute('width'), +s.getAttribute('height')]; }");
            var frame = new Box(-0.5, -0.5, size[0] + 0.5, size[1] + 0.5);
            for (var i = 0; i < boxes.Length; i++)
            {
                var box = new Box(boxes[i][0], boxes[i][1], boxes[i][2], boxes[i][3]);
                if (!frame.Holds(box)) faults.Add($"{number}: “{words[i]}” leaves the frame: {box}");
                for (var j = i + 1; j < boxes.Length; j++)
                    if (box.Meets(new Box(boxes[j][0], boxes[j][1], boxes[j][2], boxes[j][3]), -0.5)) faults.Add($"{number}: “{words[i]}” meets “{words[j]}”");
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(20))}");
    }

    [Theory]
    [InlineData("year")]
    [InlineData("ladder")]
    [InlineData("waiting")]
    [InlineData("day")]
    public async Task Png_IsWhatABrowserShowsOfTheSvg(string name)
    {
        Require();
        var svg = SvgChart.Draw(ChartSamples.All()[name], ChartTheme.Light, 640, 400);
        var page = await browser.OpenAsync(1000);
        await page.SetContentAsync("<body style='margin:0'>" + svg);
        var shown = Pixels.OfPng(await page.Locator("svg").ScreenshotAsync());
        var png = Pixels.OfPng(ChartExport.Png(svg, 1));

        Assert.Equal((png.Width, png.Height), (shown.Width, shown.Height));
        Assert.InRange(png.Unlike(shown, 90), 0, 0.002);
        Assert.InRange(shown.Unlike(png, 90), 0, 0.002);
    }

    private static void Require()
    {
        try
        {
            ChartLibraries.Require();
        }
        catch (ChartExportUnavailableException missing)
        {
            Assert.Skip(missing.Message);
        }
    }
}
