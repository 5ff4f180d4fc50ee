using System.Globalization;
using System.Text;
using CxDashboard.Charts;
using Microsoft.AspNetCore.Mvc;

namespace CxDashboard.Features.Trends;

/// <summary>The charts of Trends as files: the same picture and the same numbers as the page shows at that address.</summary>
public static class TrendsEndpoints
{
    private const int DefaultWidth = 1200;
    private const int DefaultHeight = 675;

    /// <summary>How a file is to look; the question itself is in the query, as on the page.</summary>
    internal sealed record Look(string? Theme, int? Width, int? Height);

    /// <summary>Maps /charts/{metric}.{svg|png|pdf|csv}.</summary>
    public static IEndpointRouteBuilder MapTrends(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/charts/{file}", AnswerAsync);
        return endpoints;
    }

    private static async Task<IResult> AnswerAsync(
        string file, HttpRequest request, [AsParameters] Look look, [FromServices] TrendsQuery query, CancellationToken ct)
    {
        var (metric, format) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file).TrimStart('.').ToLowerInvariant());
        if (!ChartFormats.All.Contains(format)) return Refuse(StatusCodes.Status404NotFound, $"A chart can be saved as {string.Join(", ", ChartFormats.All)}, not as \"{format}\".");
        if (SizeFault(look) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
        if (await query.ChartAsync(metric, AddressOf(request.Query), format == "csv", ct) is not { } chart)
            return Refuse(StatusCodes.Status404NotFound, $"There is no metric \"{metric}\", or no record yet.");
        try
        {
            return File(chart, format, look);
        }
        catch (ChartExportUnavailableException e)
        {
            return Refuse(StatusCodes.Status501NotImplemented, e.Message);
        }
    }

    private static IResult File(ChartSpec chart, string format, Look look)
    {
        var name = FileName(chart, format);
        if (format == "csv") return Results.File(Encoding.UTF8.GetBytes(ChartCsv.Write(chart)), "text/csv; charset=utf-8", name);
        var svg = SvgChart.Draw(chart, look.Theme == "dark" ? ChartTheme.Dark : ChartTheme.Light, look.Width ?? DefaultWidth, look.Height ?? DefaultHeight);
        return format switch
        {
            "png" => Results.File(ChartExport.Png(svg), "image/png", name),
            "pdf" => Results.File(ChartExport.Pdf(svg, chart.AsOf), "application/pdf", name),
            _ => Results.File(Encoding.UTF8.GetBytes(svg), "image/svg+xml", name),
        };
    }

    // "held-rate-7d by week to 2026-05-10.svg", told apart in a folder of many.
    private static string FileName(ChartSpec chart, string format)
    {
        var until = chart.Points.Count == 0 ? "" : " to " + TimeZoneInfo.ConvertTime((chart.Points[^1].End - TimeSpan.FromMilliseconds(1)).ToDateTimeOffset(), chart.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{(chart.Sample ? "sample " : "")}{chart.Definition} by {chart.Step}{until}.{format}";
    }

    private static string? SizeFault(Look look) =>
        look.Width is < 200 or > SvgChart.MaxWidth || look.Height is < 120 or > SvgChart.MaxHeight
            ? $"A file is 200 to {SvgChart.MaxWidth} wide and 120 to {SvgChart.MaxHeight} high." : null;

    private static TrendsAddress AddressOf(IQueryCollection query)
    {
        string? Of(string key) => query[key].FirstOrDefault();
        return new TrendsAddress
        {
            Period = Of("period"), By = Of("by"), Window = Of("window"), Channel = Of("channel"), Topic = Of("topic"), Product = Of("product"),
            Region = Of("region"), Team = Of("team"), Segment = Of("segment"), Source = Of("source"),
        };
    }

    private static IResult Refuse(int status, string sentence) => Results.Text(sentence, "text/plain", Encoding.UTF8, status);
}
