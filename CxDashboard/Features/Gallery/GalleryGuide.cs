using System.Text;
using CxDashboard.Charts;

namespace CxDashboard.Features.Gallery;

/// <summary>The page docs/charts.md and its pictures, written from the same list that /gallery shows.</summary>
public static class GalleryGuide
{
    private const string Opening = """
        # Charts

        Written by a test from the gallery's own list, and the test fails when this page is out of date. Each kind stands here as on an ordinary day, with invented figures. The server in development shows it in both themes, with
        one point, none, all unknown, one huge outlier, 10,000 points, long labels and right-to-left names too:

        ```sh
        ASPNETCORE_ENVIRONMENT=Development dotnet run --project CxDashboard
        ```

        and then http://127.0.0.1:5080/gallery.

        Labels stand at the marks. Bars start at zero, points need not. Nothing has two value axes, and no colour judges. What is not known is drawn as not known, never as zero.
        """;

    /// <summary>The page.</summary>
    public static string Write()
    {
        var page = new StringBuilder(Opening.ReplaceLineEndings("\n")).Append('\n');
        foreach (var kind in GalleryCharts.Kinds)
        {
            page.Append("\n## ").Append(kind.Name).Append("\n\n").Append(kind.What).Append("\n\n");
            page.Append("![").Append(ChartWords.Alternative(kind.Picture(GalleryState.Ordinary)).Replace('\u00A0', ' ')).Append("](charts/").Append(kind.Id).Append(".svg)\n");
        }

        return page.ToString();
    }

    /// <summary>File names and texts of its pictures.</summary>
    public static IEnumerable<(string File, string Svg)> Pictures() =>
        GalleryCharts.Kinds.Select(k => (k.Id + ".svg", SvgChart.Draw(k.Picture(GalleryState.Ordinary), ChartTheme.Light, GalleryKind.Width, k.Height)));
}
