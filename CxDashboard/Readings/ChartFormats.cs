using System.Text;
using CxDashboard.Charts;

namespace CxDashboard.Readings;

/// <summary>What a chart can be saved as, and how.</summary>
internal static class ChartFormats
{
    public const int DefaultWidth = 1200;
    public const int DefaultHeight = 675;
    public const int DefaultScale = 2;
    private const int LeastWidth = 200;
    private const int LeastHeight = 120;

    /// <summary>The endings of the files.</summary>
    public static readonly IReadOnlyList<string> All = ["svg", "png", "pdf", "csv", "xlsx", "tsv"];

    /// <summary>Those that a page offers as files; tabs are for pasting into a table.</summary>
    public static readonly IReadOnlyList<string> Saved = ["svg", "png", "pdf", "csv", "xlsx"];

    /// <summary>The file's bytes. A table has neither theme nor size.</summary>
    /// <param name="chart">What is saved.</param>
    /// <param name="format">One of <see cref="All"/>.</param>
    /// <param name="theme">Colours of a picture.</param>
    /// <param name="size">How large a picture is.</param>
    /// <param name="scale">Of a PNG: device pixels to a CSS pixel.</param>
    /// <param name="cancellation">Gives up waiting for a turn to draw.</param>
    /// <exception cref="ChartExportUnavailableException">PNG and PDF need libraries that this machine lacks.</exception>
    public static async Task<byte[]> MakeAsync(ChartPicture chart, string format, ChartTheme theme, ChartSize size, int scale, CancellationToken cancellation)
    {
        if (format == "csv") return Encoding.UTF8.GetBytes(ChartCsv.Write(chart));
        if (format == "tsv") return Encoding.UTF8.GetBytes(ChartCsv.Write(chart, '\t'));
        if (format == "xlsx") return ChartXlsx.Write(chart);
        var svg = SvgChart.Draw(chart, theme, size);
        return format switch
        {
            "png" => await ChartExport.PngAsync(svg, scale, cancellation),
            "pdf" => await ChartExport.PdfAsync(svg, chart.AsOf, cancellation),
            _ => Encoding.UTF8.GetBytes(svg),
        };
    }

    public static string ContentType(string format) => format switch
    {
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "png" => "image/png",
        "pdf" => "application/pdf",
        _ => "image/svg+xml",
    };

    /// <summary>The figures as the metric has them, or as a picture shows them.</summary>
    public static bool IsTable(string format) => format is "csv" or "xlsx" or "tsv";

    /// <summary>The size of a name (<see cref="ChartSize.Named"/>), or of width and height; a fault is said as a sentence.</summary>
    public static (ChartSize Size, string? Fault) Size(string? name, int? width, int? height)
    {
        if (name is not null)
        {
            if (!ChartSize.Named.TryGetValue(name, out var named)) return (default, $"A chart has the size {string.Join(", ", ChartSize.Named.Keys)}, not \"{name}\".");
            return width is null && height is null ? (named, null) : (default, "A chart takes a size by name, or width and height, not both.");
        }

        return (new ChartSize(width ?? DefaultWidth, height ?? DefaultHeight), SizeFault(width, height));
    }

    /// <summary>What is wrong with a PNG's scale, as a sentence; null for a good one.</summary>
    public static string? ScaleFault(int? scale) => scale is null or 1 or 2 or 3 ? null : "A PNG has one, two or three device pixels to a pixel: scale 1, 2 or 3.";

    /// <summary>What is wrong with a size, as a sentence; null for a good one.</summary>
    private static string? SizeFault(int? width, int? height) =>
        width is < LeastWidth or > SvgChart.MaxWidth || height is < LeastHeight or > SvgChart.MaxHeight
            ? $"A chart is {LeastWidth} to {SvgChart.MaxWidth} wide and {LeastHeight} to {SvgChart.MaxHeight} high." : null;
}
