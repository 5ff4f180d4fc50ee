using System.Globalization;
using System.Text;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Features.Metrics;

/// <summary>The page docs/metrics.md, written from the definitions themselves.</summary>
public static class MetricGuide
{
    public static string Write()
    {
        var text = new StringBuilder("""
            # Metrics

            Written from the definitions by a test, which fails when this page is out of date. [issues.md](issues.md) has the rules exactly; [glossary.md](glossary.md) the words.
            Rates are cohorts by the day the issue opened, in the workspace's zone. Durations are seconds of the calendar.

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

            """);
        foreach (var family in MetricCatalogue.All.GroupBy(m => m.Family).OrderBy(g => g.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {family.Key}\n\n| id | name | what it says | n | final after | counter-metric |\n|---|---|---|---|---|---|\n");
            foreach (var m in family)
            {
                var window = m.WindowDays is { } days ? $"{days} days" : "";
                text.Append(CultureInfo.InvariantCulture, $"| `{m.Id}` v{m.Version} | {m.Name} | {m.Wording} | {m.Of} | {window} | {(m.CounterMetric is { } counter ? $"`{counter}`" : "")} |\n");
            }
        }

        return text.ToString();
    }
}
