using System.Text;
using CxDashboard.Api;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Live;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using Microsoft.AspNetCore.Mvc;

namespace CxDashboard.Features.Metrics;

/// <summary>
/// The verbs <c>metric</c>, <c>metrics</c> and <c>signals</c> over HTTP: the same questions, the same JSON, the same sentences. A key
/// without the right to see records is told what <c>metric --restricted</c> tells.
/// </summary>
public static class MetricEndpoints
{
    /// <summary>Says that the answer is about the sample year, which a file of JSON has no other place for.</summary>
    public const string SampleHeader = "CxDashboard-Sample";

    private const string Path = ApiPolicies.Root + "/metrics";
    private const string AllVersions = "all-versions";
    private const string MetricNames = "metric";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Maps /api/v1/metrics, /api/v1/metrics/{id} and /api/v1/signals.</summary>
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, List).RequireAuthorization(ApiPolicies.Read);
        endpoints.MapGet(Path + "/{id}", AskAsync).RequireAuthorization(ApiPolicies.Read);
        endpoints.MapGet(ApiPolicies.Root + "/signals", SignalsAsync).RequireAuthorization(ApiPolicies.Read);
        return endpoints;
    }

    private static IResult List(HttpRequest request)
    {
        if (QuestionQuery.Misread(request.Query, [AllVersions]) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
        return request.Query[AllVersions].FirstOrDefault() switch
        {
            null or "no" => Answer(MetricCatalogue.All, MetricRows.Of),
            "yes" => Answer(MetricCatalogue.Default.AllVersions, MetricRows.Of),
            var other => Refuse(StatusCodes.Status400BadRequest, $"{AllVersions} is \"{other}\". Write yes or no."),
        };
    }

    private static async Task<IResult> AskAsync(
        string id, HttpRequest request, [FromServices] Measure measure, [FromServices] LiveFeed feed, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        if (MetricCatalogue.Find(id) is null) return Refuse(StatusCodes.Status404NotFound, QuestionText.NoSuchMetric(id));
        if (QuestionQuery.Misread(request.Query, QuestionQuery.Parameters) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
        return await MeasuredAsync(request, measure, feed, clock, ct, async () =>
            Answer(await measure.AskAsync(QuestionQuery.Read(id, request.Query, IsRestricted(request)).Read(), ct), MetricRows.Of));
    }

    private static async Task<IResult> SignalsAsync(
        HttpRequest request, [FromServices] Measure measure, [FromServices] LiveFeed feed, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        if (QuestionQuery.Misread(request.Query, ["by", "from", "to", "slice", MetricNames], MetricNames) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
        string[] asked = [.. request.Query[MetricNames].Select(m => m ?? "")];
        if (asked.FirstOrDefault(id => MetricCatalogue.Default.Versions(id).Count == 0) is { } unknown) return Refuse(StatusCodes.Status404NotFound, QuestionText.NoSuchMetric(unknown));
        return await MeasuredAsync(request, measure, feed, clock, ct, async () =>
        {
            var by = request.Query["by"].FirstOrDefault();
            if (by is not (null or "day" or "week" or "month" or "quarter")) throw new VerbRefusedException($"by is \"{by}\". There are day, week, month and quarter.");
            var question = (QuestionQuery.Read("claimed-rate", request.Query, IsRestricted(request)) with { By = by ?? "week" }).Read();
            if (await new SignalsQuery(measure).RunAsync(question, asked, by is null, ct) is not { } answer) return Refuse(StatusCodes.Status404NotFound, "There are no records yet, so there is nothing to read.");
            IReadOnlyList<MetricSignal> told = asked.Length == 0 ? answer.Signals : [.. answer.Signals.Where(s => s.Told.Any(r => asked.Contains(r.Metric.Id)))];
            return Results.Text(Output.ToJson(SignalRows.Of(answer, told)), "application/json", Encoding.UTF8);
        });
    }

    private static async Task<IResult> MeasuredAsync(HttpRequest request, Measure measure, LiveFeed feed, TimeProvider clock, CancellationToken ct, Func<Task<IResult>> ask)
    {
        try
        {
            if (!await feed.UntilAsync(Topic.Measures, () => measure.State.Version > 0, Patience, clock, ct))
                return Refuse(StatusCodes.Status503ServiceUnavailable, "The records are still being read after the start. Ask again in a minute.");
            if (measure.State.IsSample) request.HttpContext.Response.Headers[SampleHeader] = "yes";
            return await ask();
        }
        catch (Exception e) when (e is VerbRefusedException or QuestionRefusedException)
        {
            return Refuse(StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static bool IsRestricted(HttpRequest request) => !CurrentKey.Of(request.HttpContext).MayReadRecords;

    private static IResult Answer<T>(IEnumerable<T> things, Func<T, OutputRow> row) =>
        Results.Text(Output.ToJson([.. things.Select(row)]), "application/json", Encoding.UTF8);

    private static IResult Refuse(int status, string sentence) => Results.Problem(sentence, statusCode: status);
}
