using System.Globalization;
using System.Text;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Features.Metrics;

/// <summary>The page docs/metrics.md, written from the definitions themselves.</summary>
public static class MetricGuide
{
    private const string Opening = """
        # Metrics

        Written from the definitions by a test, which fails when this page is out of date. [issues.md](issues.md) has the rules in full (T, K, F, k, Q and the windows), [glossary.md](glossary.md) the words,
        [worked-issues.md](worked-issues.md) ten histories with what help desks and this dashboard make of them.

        Rates are cohorts by the day the issue opened, in the workspace's zone, so numerator and denominator are the same issues. Metrics of interactions count by each interaction's own opening. “By T” is what had happened
        by the as-of instant. Durations are seconds, in calendar hours unless the metric says business hours; everything else knows the calendar only.

        A **counter-metric** is the one that gets worse when its partner is improved at the customer's cost: read both.

        ## Versions

        A changed rule is a new version beside the old one, in force from its first day on, and both can be computed from the records.

        - Without a version asked, each bucket is answered by the version that was in force on its first local day; the bucket “all” by the newest. Nothing that was already shown changes silently.
        - Each answer names its version, and charts mark where one begins.
        - `--version N` (`version=N` in the API) computes one version over the whole history.
        - Days before the first version's date are computed by the first version.

        ## Ratings

        Each rating keeps its own scale. Delighted is the top box only.

        | scale | values | delighted | satisfied | unhappy | on the scale of five |
        |---|---|---|---|---|---|
        | 2 | 0–1 | ≥ 1 | ≥ 1 | ≤ 0 | 1 + 4·r |
        | 3 | 1–3 | ≥ 3 | ≥ 3 | ≤ 1 | 1 + 4·(r − 1)/2 |
        | 5 | 1–5 | ≥ 5 | ≥ 4 | ≤ 2 | r |
        | 7 | 1–7 | ≥ 7 | ≥ 6 | ≤ 3 | 1 + 4·(r − 1)/6 |
        | 10 | 0–10 | ≥ 9 | ≥ 7 | ≤ 4 | 1 + 4·r/10 |
        | 100 | 0–100 | ≥ 90 | ≥ 75 | ≤ 40 | 1 + 4·r/100 |

        """;

    /// <summary>The whole page.</summary>
    public static string Write()
    {
        var text = new StringBuilder(Opening);
        foreach (var family in MetricCatalogue.Default.AllVersions.GroupBy(m => m.Family).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Title(family.Key)}\n");
            foreach (var metric in family) Append(text, metric);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MetricDefinition metric)
    {
        string?[] facts =
        [
            $"`{metric.Id}`",
            string.Create(CultureInfo.InvariantCulture, $"version {metric.Version} since {metric.Since:yyyy-MM-dd}"),
            MetricRows.UnitName(metric.Unit),
            metric.Unit == Unit.Seconds ? (metric.Clock == MetricClock.Business ? "business hours" : "calendar hours") : null,
            metric.WindowDays is { } days ? $"final after {days} days" : null,
            metric.CounterMetric is { } counter ? $"counter-metric `{counter}`" : null,
        ];
        text.Append(CultureInfo.InvariantCulture, $"\n### {metric.Name}\n\n{string.Join(" · ", facts.Where(f => f is not null))}\n\n{metric.Wording}\n\n- **Rule:** {metric.Rule}\n- **n:** {metric.Of}\n");
        if (metric.DiffersFrom is { } differs) text.Append(CultureInfo.InvariantCulture, $"- **Differs from others:** {differs}\n");
    }

    private static string Title(Family family) => family switch
    {
        Family.Time => "The time the customer lived",
        Family.Delight => "Delight and effort",
        _ => family.ToString(),
    };
}
