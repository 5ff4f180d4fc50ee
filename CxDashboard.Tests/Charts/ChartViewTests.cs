using CxDashboard.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class ChartViewTests
{
    [Fact]
    public async Task HostileTitle_IsTextInThePage()
    {
        var html = await Html<ChartView>(ChartSamples.Year() with { Title = "<b onclick=x>&", Alternative = "\"<i>\"" });

        Assert.DoesNotContain("<b", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"&quot;&lt;i", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task View_RendersTheSameElementsAsTheFileWriter()
    {
        var html = await Html<ChartView>(ChartSamples.Year());

        var written = SvgReading.Parse(SvgChart.Draw(ChartSamples.Year(), ChartTheme.Page, 300, 112));
        var rendered = SvgReading.Parse(html);
        foreach (var empty in rendered.Descendants().Where(e => !e.Nodes().Any())) empty.RemoveNodes(); // <a></a> is <a />
        Assert.Equal(written.ToString(), rendered.ToString());
    }

    [Fact]
    public async Task Figure_DrawsForThreeColumnWidths()
    {
        var html = await Html<ChartFigure>(ChartSamples.Year());

        foreach (var part in new[] { "class=\"fig-l\"", "class=\"fig-m\"", "class=\"fig-s\"" }) Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("<svg").Length - 1);
    }

    [Fact]
    public void NextDrawing_HasMostPiecesAsTheyWere()
    {
        var year = ChartSamples.Year();
        var before = SharedDrawings.Of(year, 860, 420);

        // One in the middle of the scale, which stays.
        const int Corrected = 40;
        var after = SharedDrawings.Of(year with { Points = [.. year.Points.Select((p, i) => i == Corrected ? p with { Value = p.Value * 0.99 } : p)] }, 860, 420);

        Assert.Equal(before.Pieces.Count, after.Pieces.Count);
        var (all, others) = (before.Pieces.Sum(p => p.Length), before.Pieces.Zip(after.Pieces).Where(p => p.First != p.Second).Sum(p => p.First.Length));
        Assert.InRange(others, 1, all / 2);
    }

    private static async Task<string> Html<T>(ChartPicture picture) where T : IComponent
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Spec"] = picture }))).ToHtmlString());
    }
}
