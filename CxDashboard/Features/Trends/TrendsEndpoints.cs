using System.Globalization;
using System.Text;
using CxDashboard.Charts;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using Microsoft.AspNetCore.Mvc;

namespace CxDashboard.Features.Trends;

/// <summary>The charts of Trends as files: the same picture and the same numbers as the page shows at that address.</summary>
public static class TrendsEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>How a file is to look; the question itself is in the query, as on the page.</summary>
    internal sealed record Look(string? Theme, int? Width, int? Height, string? Size, int? Scale);

    /// <summary>Maps /charts/{metric}.{svg|png|pdf|csv|xlsx|tsv}.</summary>
    public static IEndpointRouteBuilder MapTrends(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/charts/{file}", AnswerAsync);
        return endpoints;
    }

    private static async Task<IResult> AnswerAsync(
        string file, HttpRequest request, [AsParameters] Look look,
        [FromServices] TrendsQuery query, [FromServices] Measure measure, [FromServices] LiveFeed feed, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        var (metric, format) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file).TrimStart('.').ToLowerInvariant());
        if (!ChartFormats.All.Contains(format)) return Refuse(StatusCodes.Status404NotFound, $"A chart can be saved as {string.Join(", ", ChartFormats.All)}, not as \"{format}\".");
        // The second of two would be a filter that is silently not there.
        if (request.Query.FirstOrDefault(p => p.Value.Count > 1).Key is { } twice) return Refuse(StatusCodes.Status400BadRequest, $"{twice} is given more than once. A chart takes one value of each.");
        var (size, wrong) = ChartFormats.Size(look.Size, look.Width, look.Height);
        if ((wrong ?? ChartFormats.ScaleFault(look.Scale)) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);

        // A file that is asked for right after the start waits for the first measuring; without it, it says that nothing is there.
        await feed.UntilAsync(Topic.Measures, () => measure.State.Version > 0, Patience, clock, ct);
        try
        {
            if (await query.ChartAsync(metric, AddressOf(request.Query), ChartFormats.IsTable(format), ct) is not { } chart)
                return Refuse(StatusCodes.Status404NotFound, $"There is no metric \"{metric}\", or no record yet.");
            var bytes = await ChartFormats.MakeAsync(chart, format, look.Theme == "dark" ? ChartTheme.Dark : ChartTheme.Light, size, look.Scale ?? ChartFormats.DefaultScale, ct);
            return Results.File(bytes, ChartFormats.ContentType(format), FileName(chart, format, AddressOf(request.Query)));
        }
        catch (QuestionRefusedException e)
        {
            return Refuse(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (ChartExportUnavailableException e)
        {
            return Refuse(StatusCodes.Status501NotImplemented, e.Message);
        }
    }

    // "held-rate-7d Chat by week to 2026-05-10.svg", told apart in a folder of many.
    private static string FileName(ChartSpec chart, string format, ViewAddress address)
    {
        var until = chart.Points.Count == 0 ? "" : " to " + TimeZoneInfo.ConvertTime((chart.Points[^1].End - TimeSpan.FromMilliseconds(1)).ToDateTimeOffset(), chart.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var slices = string.Concat(address.Slices().Select(s => (s.Not ? " not " : " ") + string.Concat((s.Value ?? "").Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-'))));
        return $"{(chart.Sample ? "sample " : "")}{chart.Definition}{slices} by {chart.Step}{until}.{format}";
    }

    private static ViewAddress AddressOf(IQueryCollection query)
    {
        string? Of(string key) => query[key].FirstOrDefault();
        return new ViewAddress
        {
            Period = Of("period"),
            By = Of("by"),
            Window = Of("window"),
            Channel = Of("channel"),
            Topic = Of("topic"),
            Product = Of("product"),
            Region = Of("region"),
            Team = Of("team"),
            Segment = Of("segment"),
            Source = Of("source"),
            NotChannel = Of("channel!"),
            NotTopic = Of("topic!"),
            NotProduct = Of("product!"),
            NotRegion = Of("region!"),
            NotTeam = Of("team!"),
            NotSegment = Of("segment!"),
            NotSource = Of("source!"),
        };
    }

    private static IResult Refuse(int status, string sentence) => Results.Text(sentence, "text/plain", Encoding.UTF8, status);
}
