using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Patterns;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Readings as the plain series in which patterns are looked for: final buckets of the newest version only, of all phases (a new baseline
/// does not undo what customers lived through), with their strata where these were asked.</summary>
internal static class ReadSeries
{
    // So much of what is counted may lie in strata of which nothing is known, before their mix says nothing of the whole.
    private const double MostUnknown = 0.05;

    /// <summary>Under the metric's id. Null where a value lies below zero, of which the detectors know nothing.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="field">By which field the strata are told apart.</param>
    /// <param name="split">The same question split by that field; null where it was not asked.</param>
    /// <param name="counts">Which of the final buckets count; null for all.</param>
    public static PatternSeries? Of(Reading reading, string field, IReadOnlyList<MetricAnswer>? split, Func<MetricAnswer, bool>? counts = null)
    {
        var isShare = reading.Metric.Kind == ValueKind.Rate;
        HashSet<int> known = [.. reading.OfAllPhases.Where(i => counts?.Invoke(reading.Answers[i]) != false)];
        SeriesPoint[] points = [.. reading.Answers.Select((a, i) => known.Contains(i) ? Point(a, isShare) : SeriesPoint.Unknown)];
        if (points.Any(p => p.Value < 0)) return null;
        var strata = split is null ? [] : Strata(reading, points, field, split);
        return isShare ? PatternSeries.OfShares(reading.Metric.Id, points, strata) : PatternSeries.OfValues(reading.Metric.Id, points, strata);
    }

    // A number of things has no mix, and the longest wait is one customer's.
    private static IReadOnlyList<Stratum> Strata(Reading reading, SeriesPoint[] points, string field, IReadOnlyList<MetricAnswer> split)
    {
        if (reading.Metric.Kind is ValueKind.Count or ValueKind.Sum or ValueKind.Longest) return [];
        var at = Enumerable.Range(0, points.Length).Where(i => points[i].Value is not null).ToDictionary(i => reading.Answers[i].Bucket!.Start);
        List<Stratum> strata = [];
        var (all, unknown) = (0.0, 0.0);
        foreach (var kind in split.GroupBy(a => a.Slices.LastOrDefault(s => s.Field == field)?.Value))
        {
            var own = new SeriesPoint[points.Length];
            foreach (var answer in kind)
            {
                if (!at.TryGetValue(answer.Bucket!.Start, out var i)) continue;
                own[i] = Point(answer, reading.Metric.Kind == ValueKind.Rate);
                (all, unknown) = (all + answer.N, unknown + (own[i].Value is null ? answer.N : 0));
            }

            strata.Add(new Stratum(kind.Key ?? "", own));
        }

        return unknown > MostUnknown * all || strata.Exists(s => s.Points.Any(p => p.Value < 0)) ? [] : strata;
    }

    private static SeriesPoint Point(MetricAnswer answer, bool isShare) =>
        answer.Value is null ? SeriesPoint.Unknown : isShare ? SeriesPoint.OfShare(answer.Count ?? 0, answer.N) : SeriesPoint.OfValue(answer.Value, answer.N);
}
