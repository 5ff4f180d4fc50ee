using System.Text;
using CxDashboard.Charts;

namespace CxDashboard.Features.Trends;

/// <summary>What a chart can be saved as, and how.</summary>
internal static class ChartFormats
{
    public const int DefaultWidth = 1200;
    public const int DefaultHeight = 675;
    private const int LeastWidth = 200;
    private const int LeastHeight = 120;

    /// <summary>The endings of the files.</summary>
    public static readonly IReadOnlyList<string> All = ["svg", "png", "pdf", "csv"];

    /// <summary>The file's bytes. A CSV has neither theme nor size.</summary>
    /// <exception cref="ChartExportUnavailableException">PNG and PDF need libraries that this machine lacks.</exception>
    public static byte[] Make(ChartSpec chart, string format, ChartTheme theme, int width, int height)
    {
        if (format == "csv") return Encoding.UTF8.GetBytes(ChartCsv.Write(chart));
        var svg = SvgChart.Draw(chart, theme, width, height);
        return format switch
        {
            "png" => ChartExport.Png(svg),
            "pdf" => ChartExport.Pdf(svg, chart.AsOf),
            _ => Encoding.UTF8.GetBytes(svg),
        };
    }

    public static string ContentType(string format) => format switch
    {
        "csv" => "text/csv; charset=utf-8",
        "png" => "image/png",
        "pdf" => "application/pdf",
        _ => "image/svg+xml",
    };

    /// <summary>What is wrong with a size, as a sentence; null for a good one.</summary>
    public static string? SizeFault(int? width, int? height) =>
        width is < LeastWidth or > SvgChart.MaxWidth || height is < LeastHeight or > SvgChart.MaxHeight
            ? $"A chart is {LeastWidth} to {SvgChart.MaxWidth} wide and {LeastHeight} to {SvgChart.MaxHeight} high." : null;
}
