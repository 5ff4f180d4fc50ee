using System.Text;
using CxDashboard.Api;
using CxDashboard.CommandLine;
using CxDashboard.Domain.Metrics;
using CxDashboard.Live;
using CxDashboard.Measuring;
using Microsoft.AspNetCore.Mvc;

namespace CxDashboard.Features.Metrics;

/// <summary>
/// The verbs <c>metric</c> and <c>metrics</c> over HTTP: the same questions, the same JSON, the same sentences. A key without
/// the right to see records is told what <c>metric --restricted</c> tells.
/// </summary>
public static class MetricEndpoints
{
    /// <summary>Says that the answer is about the sample year, which a file of JSON has no other place for.</summary>
    public const string SampleHeader = "CxDashboard-Sample";

    private const string Path = ApiPolicies.Root + "/metrics";
    private const string Slice = "slice";
    private const string SplitBy = "split";
    private const string AllVersions = "all-versions";
    private static readonly string[] Parameters = ["by", "from", "to", Slice, "as-of", "known-at", "zone", "version", SplitBy, "top"];
    private static readonly string[] Repeatable = [Slice, SplitBy];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Maps /api/v1/metrics and /api/v1/metrics/{id}.</summary>
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, List).RequireAuthorization(ApiPolicies.Read);
        endpoints.MapGet(Path + "/{id}", AskAsync).RequireAuthorization(ApiPolicies.Read);
        return endpoints;
    }

    private static IResult List(HttpRequest request)
    {
        if (Misread(request.Query, [AllVersions]) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
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
        if (Misread(request.Query, Parameters) is { } fault) return Refuse(StatusCodes.Status400BadRequest, fault);
        try
        {
            var question = Read(id, request.Query, isRestricted: !CurrentKey.Of(request.HttpContext).MayReadRecords).Read();
            if (!await feed.UntilAsync(Topic.Measures, () => measure.State.Version > 0, Patience, clock, ct))
                return Refuse(StatusCodes.Status503ServiceUnavailable, "The records are still being read after the start. Ask again in a minute.");
            var answers = await measure.AskAsync(question, ct);
            if (measure.State.IsSample) request.HttpContext.Response.Headers[SampleHeader] = "yes";
            return Answer(answers, MetricRows.Of);
        }
        catch (Exception e) when (e is VerbRefusedException or QuestionRefusedException)
        {
            return Refuse(StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private static QuestionText Read(string id, IQueryCollection query, bool isRestricted)
    {
        string? Of(string name) => query[name].FirstOrDefault();
        return new QuestionText
        {
            Prefix = "",
            Metric = id,
            By = Of("by"),
            From = Of("from"),
            To = Of("to"),
            Slices = [.. query[Slice].Select(s => s ?? "")],
            AsOf = Of("as-of"),
            KnownAt = Of("known-at"),
            Zone = Of("zone"),
            Version = Of("version"),
            Split = [.. query[SplitBy].Select(s => s ?? "")],
            Top = Of("top"),
            Restricted = isRestricted,
        };
    }

    // A name that is mistyped would be a filter that is silently not there.
    private static string? Misread(IQueryCollection query, IReadOnlyList<string> known)
    {
        if (query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            return $"There is no parameter \"{unknown}\". There are: {string.Join(", ", known)}.";
        return query.FirstOrDefault(p => p.Value.Count > 1 && !Repeatable.Contains(p.Key, StringComparer.OrdinalIgnoreCase)).Key is { } twice
            ? $"{twice} is given more than once. Only {string.Join(" and ", Repeatable)} may be repeated."
            : null;
    }

    private static IResult Answer<T>(IEnumerable<T> things, Func<T, OutputRow> row) =>
        Results.Text(Output.ToJson([.. things.Select(row)]), "application/json", Encoding.UTF8);

    private static IResult Refuse(int status, string sentence) => Results.Problem(sentence, statusCode: status);
}
