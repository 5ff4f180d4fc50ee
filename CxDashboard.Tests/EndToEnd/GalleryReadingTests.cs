using CxDashboard.Charts;
using CxDashboard.Features.Gallery;
using CxDashboard.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace CxDashboard.Tests.EndToEnd;

/// <summary>The gallery for who does not see it: by axe, and by the tree that Chromium hands to a screen reader.</summary>
public sealed class GalleryReadingTests(DevelopmentServer server, Browser browser) : IClassFixture<DevelopmentServer>, IClassFixture<Browser>
{
    public static TheoryData<string> Kinds => [.. GalleryCharts.Kinds.Select(k => k.Id)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task EachState_IsReadAsNameFindingContextAndTable_AndHasNothingForAxe(string kind)
    {
        var page = await browser.SharedAsync();
        await page.GotoAsync($"{server.BaseUrl}/gallery?kind={kind}");

        // Read with open tables, of which the first rows are enough: the others are like them.
        await page.EvaluateAsync("() => { document.querySelectorAll('figure details').forEach(d => d.open = true); document.querySelectorAll('tbody tr:nth-child(n + 4)').forEach(r => r.remove()); }");
        var tree = await AccessibilityTree.OfAsync(page);
        var figures = tree.Of("figure").ToList();
        Assert.Equal(Enum.GetValues<GalleryState>().Length, figures.Count);
        foreach (var (figure, state) in figures.Zip([GalleryState.Ordinary, GalleryState.OnePoint, GalleryState.None, GalleryState.AllUnknown, GalleryState.OneHuge, GalleryState.TenThousand, GalleryState.LongLabels, GalleryState.RightToLeft]))
        {
            var (picture, read) = (GalleryCharts.Kinds.Single(k => k.Id == kind).Picture(state), tree.Beneath(figure).ToList());
            Assert.Contains(tree.Of("heading"), h => h.Name == figure.Name);

            // One picture, whose words are all that is heard of it, then what it is of, then its numbers.
            // Where it has points to walk through it is something to operate, and says by which keys.
            var image = Assert.Single(read, n => n.Role is "image" or "application");
            if (image.Role == "application") Assert.Contains("walk the points", image.Description, StringComparison.Ordinal);
            Assert.StartsWith(Heard(ChartWords.Alternative(picture)), Heard(image.Name), StringComparison.Ordinal);
            Assert.Empty(tree.Beneath(image));
            Assert.Equal([image.Role, "Figcaption", "group"], tree.Children(figure).Select(n => n.Role));
            Assert.Equal(Heard(string.Join(' ', ChartWords.Footer(picture))), Heard(string.Concat(tree.Beneath(tree.Children(figure).ElementAt(1)).Where(n => n.Role == "StaticText").Select(n => n.Name))));

            var summary = Assert.Single(read, n => n.Role == "DisclosureTriangle");
            Assert.Equal("The numbers", summary.Name);
            var table = Assert.Single(read, n => n.Role == "table");
            Assert.True(read.IndexOf(image) < read.IndexOf(summary) && read.IndexOf(summary) < read.IndexOf(table));
            Assert.Equal(GalleryTable.Of(picture).Columns, tree.Beneath(table).Where(n => n.Role == "columnheader").Select(n => n.Name));
        }

        // What is hidden from a reader must not be where the keys lead.
        Assert.Equal(0, await page.Locator("[aria-hidden=true] [tabindex]:not([inert] *)").CountAsync());
        Assert.DoesNotContain(tree.Nodes, n => n.Role is "button" or "link" or "DisclosureTriangle" or "image" or "application" && n.Name.Length == 0);
        Assert.Empty(await FoundByAxeAsync(page));
    }

    [Fact]
    public async Task InTheDarkTheme_ThereIsNothingForAxe()
    {
        var page = await browser.SharedAsync(ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = Media.Screen, ForcedColors = ForcedColors.None, ColorScheme = ColorScheme.Dark });
        await page.GotoAsync($"{server.BaseUrl}/gallery?kind=spark");
        Assert.Equal("dark", await page.GetAttributeAsync("html", "data-theme"));
        Assert.Empty(await FoundByAxeAsync(page));
    }

    [Theory]
    [InlineData(Media.Print, ForcedColors.None)]
    [InlineData(Media.Screen, ForcedColors.Active)]
    public async Task OnPaperAndInForcedColours_WordsStandOutFromTheGroundTheyAreOn(Media media, ForcedColors forced)
    {
        var page = await browser.SharedAsync(ColorScheme.Dark);
        await page.EmulateMediaAsync(new() { Media = media, ForcedColors = forced, ColorScheme = ColorScheme.Dark });
        await page.GotoAsync(server.BaseUrl + "/gallery?kind=comparison");

        // What is behind a word is the nearest ground that is painted.
        var worst = await page.EvaluateAsync<double>("""
            () => {
              const light = c => { const [r, g, b] = c.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const rgb = s => { const n = s.match(/[\d.]+/g).map(Number); return n.length > 3 && n[3] === 0 ? null : n.slice(0, 3); };
              const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c) return c; } return [255, 255, 255]; };
              return Math.min(...[...document.querySelectorAll('svg.chart text')].filter(t => t.getClientRects().length).map(t => {
                const a = light(rgb(getComputedStyle(t).fill)), b = light(ground(t));
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              }));
            }
            """);

        // Without any words the least of nothing would be infinite.
        Assert.InRange(worst, 4.5, 21.1);
    }

    // Each picture stands on a light and on a dark ground, so a page has both themes: what is for eyes only must stand out as well. Of what is
    // within a picture axe measures nothing and takes its time; the colours there have tests of their own.
    private static async Task<IEnumerable<string>> FoundByAxeAsync(IPage page)
    {
        await page.EvaluateAsync("() => { document.querySelectorAll('svg.chart > g, tbody tr:nth-child(n + 4)').forEach(e => e.remove()); document.querySelectorAll('figure [aria-hidden], figure [inert]').forEach(e => { e.removeAttribute('aria-hidden'); e.inert = false; }); }");
        return await Axe.FoundAsync(page);
    }

    // Chromium writes spaces that do not break as it finds them; who listens hears no difference.
    private static string Heard(string words) => words.Replace('\u00A0', ' ').Trim();
}
