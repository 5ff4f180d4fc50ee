using CxDashboard.Api;
using CxDashboard.Charts;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using Microsoft.AspNetCore.Mvc;

namespace CxDashboard.Features.Trends;

/// <summary><c>GET /api/v1/charts/ID.svg</c> and the like: the verb <c>chart</c> over HTTP, with its options as parameters.</summary>
public static class ChartEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] Parameters = [.. QuestionQuery.Parameters, "kind", "before", "theme", "size", "width", "height", "scale"];

    /// <summary>How the picture is to look.</summary>
    internal sealed record Look(string? Kind, string? Before, string? Theme, int? Width, int? Height, string? Size, int? Scale);

    /// <summary>Maps /api/v1/charts/{metric}.{svg|png|pdf|csv|xlsx|tsv}.</summary>
    public static void MapCharts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(ApiPolicies.Root + "/charts/{file}", AnswerAsync).RequireAuthorization(ApiPolicies.Read);

    private static async Task<IResult> AnswerAsync(
        string file, HttpRequest request, [AsParameters] Look look, [FromServices] Measure measure, [FromServices] LiveFeed feed, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        var (metric, format) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file).TrimStart('.').ToLowerInvariant());
        if (!ChartFormats.All.Contains(format)) return Refuse(StatusCodes.Status404NotFound, $"A chart can be saved as {string.Join(", ", ChartFormats.All)}, not as \"{format}\".");
        if (MetricCatalogue.Default.Versions(metric).Count == 0) return Refuse(StatusCodes.Status404NotFound, QuestionText.NoSuchMetric(metric));
        try
        {
            var (question, kind, before, size) = Read(metric, request, look);
            if (!await feed.UntilAsync(Topic.Measures, () => measure.State.Version > 0, Patience, clock, ct))
                return Refuse(StatusCodes.Status503ServiceUnavailable, "The records are still being read after the start. Ask again in a minute.");
            if (await ChartCommand.DrawAsync(measure, kind, question, before, ChartFormats.IsTable(format), ct) is not { } chart)
                return Refuse(StatusCodes.Status404NotFound, "There are no records yet, so there is nothing to draw.");
            var bytes = await ChartFormats.MakeAsync(chart, format, look.Theme == "dark" ? ChartTheme.Dark : ChartTheme.Light, size, look.Scale ?? ChartFormats.DefaultScale, ct);
            return Results.File(bytes, ChartFormats.ContentType(format), $"{metric}.{format}");
        }
        catch (Exception e) when (e is VerbRefusedException or QuestionRefusedException)
        {
            return Refuse(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (ChartExportUnavailableException e)
        {
            return Refuse(StatusCodes.Status501NotImplemented, e.Message);
        }
    }

    private static (MetricQuestion Question, string Kind, (DateOnly From, DateOnly To)? Before, ChartSize Size) Read(string metric, HttpRequest request, Look look)
    {
        void RefuseWhere(string? fault)
        {
            // The verb's sentences name its options.
            if (fault is not null) throw new VerbRefusedException(fault.Replace("--", "", StringComparison.Ordinal));
        }

        RefuseWhere(QuestionQuery.Misread(request.Query, Parameters));
        var (kind, by) = (look.Kind ?? "behaviour", request.Query["by"].FirstOrDefault());
        if (!ChartKinds.All.Contains(kind)) throw new VerbRefusedException($"There is no kind \"{kind}\". There are {string.Join(", ", ChartKinds.All)}.");
        if (look.Theme is not (null or "light" or "dark")) throw new VerbRefusedException($"theme is \"{look.Theme}\". Write light or dark.");
        var overTime = kind is "behaviour" or "small" or "lines";
        var question = (QuestionQuery.Read(metric, request.Query, !CurrentKey.Of(request.HttpContext).MayReadRecords) with { By = by ?? (overTime ? "week" : null) }).Read();
        var before = ChartCommand.ReadBefore(look.Before);
        var versions = MetricCatalogue.Default.Versions(metric);
        RefuseWhere(ChartKinds.Fault(kind, versions[(question.Version ?? versions.Count) - 1], question, by is not null, before is not null));
        var (size, wrong) = ChartFormats.Size(look.Size, look.Width, look.Height);
        RefuseWhere(wrong ?? ChartFormats.ScaleFault(look.Scale));
        return (question, kind, before, size);
    }

    private static IResult Refuse(int status, string sentence) => Results.Problem(sentence, statusCode: status);
}
