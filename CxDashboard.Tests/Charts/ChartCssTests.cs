using CxDashboard.Charts;
using Xunit;

namespace CxDashboard.Tests.Charts;

public sealed class ChartCssTests
{
    [Fact]
    public void StyleSheetOfThePage_IsWrittenFromTheSameTableAsFiles()
    {
        var path = Path.Combine(Folder(), "CxDashboard", "wwwroot", "charts.css");
        if (Environment.GetEnvironmentVariable("WRITE_CHARTS_CSS") == "1") File.WriteAllText(path, ChartCss.Write());

        Assert.True(File.ReadAllText(path) == ChartCss.Write(), "wwwroot/charts.css is out of step. Run this test with WRITE_CHARTS_CSS=1 to write it anew.");
    }

    [Fact]
    public void EveryClassInAPage_HasARule()
    {
        var rules = ChartCss.Write();
        foreach (var picture in ChartSamples.All().Values)
            foreach (var look in SvgReading.Parse(SvgChart.Draw(picture, ChartTheme.Page, 860, 420)).Descendants().Select(e => (string?)e.Attribute("class")).OfType<string>())
                Assert.Contains($".chart .{look} {{", rules, StringComparison.Ordinal);
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CxDashboard.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not stand inside the solution.");
    }
}
