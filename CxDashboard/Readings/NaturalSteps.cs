using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>In which steps a measure of a slice is read where nobody says so: by week, and by month where a week has too few answers for a number.</summary>
internal static class NaturalSteps
{
    /// <summary>The questions, each in the step that is natural for it, cut at whole steps.</summary>
    /// <param name="questions">By week.</param>
    /// <param name="weekly">What each came to.</param>
    /// <param name="weekStart">The workspace's.</param>
    public static IReadOnlyList<MetricQuestion> Of(IReadOnlyList<MetricQuestion> questions, IReadOnlyList<Reading> weekly, DayOfWeek weekStart)
    {
        var thin = weekly.Where(IsThin).Select(r => r.Metric.Id).ToHashSet(StringComparer.Ordinal);

        // What is held against another measure has the steps of that one.
        foreach (var (metric, of) in PatternReader.Beside.Where(b => weekly.Any(r => r.Metric.Id == b.Of)))
        {
            if (thin.Contains(of)) thin.Add(metric);
            else thin.Remove(metric);
        }

        return [.. questions.Select(q => thin.Contains(q.Metric) ? ByMonth(q, weekStart) : q)];
    }

    // More weeks with too few answers than with enough.
    private static bool IsThin(Reading reading) =>
        reading.Step == BucketSize.Week && reading.Metric.Kind is not ValueKind.Longest && reading.Standings.Count(s => s == BucketStanding.TooFew) > reading.OfAllPhases.Count;

    private static MetricQuestion ByMonth(MetricQuestion question, DayOfWeek weekStart)
    {
        if (question is not { From: { } from, To: { } to }) return question with { By = BucketSize.Month };
        var span = ViewSpan.Whole(from, to, BucketSize.Month, weekStart);
        return question with { By = BucketSize.Month, From = span.From, To = span.To };
    }
}
