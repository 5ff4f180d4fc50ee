using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>The process limits of a measure: Laney's P′ for rates, an individuals chart for everything else.</summary>
internal static class ReadingLimits
{
    /// <summary>In the metric's own unit. Buckets that are not <paramref name="known"/> have none.</summary>
    public static ProcessLimits Of(MetricDefinition metric, IReadOnlyList<MetricAnswer> answers, IReadOnlySet<int> known, Range baseline)
    {
        if (metric.Kind == ValueKind.Rate)
        {
            var limits = ProcessChart.PPrime(
                [.. answers.Select((a, i) => known.Contains(i) ? a.Count ?? 0 : 0)],
                [.. answers.Select((a, i) => known.Contains(i) ? (double)a.N : 0)],
                baseline);
            return metric.Unit == Unit.PerHundredIssues ? Times(limits, 100) : limits;
        }

        double?[] values = [.. answers.Select((a, i) => known.Contains(i) ? a.Value : null)];
        // The longest wait is one customer's: it grows by itself until somebody answers, so nothing is routine for it.
        if (metric.Kind == ValueKind.Longest) baseline = 0..0;
        var (least, most) = Reach(metric);
        // A source may know of costs or waits below zero: a limit must not cut off what there is.
        if (values.Any(v => v < least)) least = null;
        return ProcessChart.Xmr(values, baseline, least, most);
    }

    // Which values nothing can pass. An issue has one contact at least.
    private static (double? Least, double? Most) Reach(MetricDefinition metric) => metric.Unit switch
    {
        Unit.OfFive => (1, 5),
        Unit.Points => (-100, 100),
        Unit.PerIssue when metric.Id == "contacts-per-issue" => (1, null),
        _ => (0, null),
    };

    // P′ is of shares; a number for each hundred is the same on another scale.
    private static ProcessLimits Times(ProcessLimits limits, double scale) => limits with
    {
        Values = [.. limits.Values.Select(v => v * scale)],
        Centre = limits.Centre * scale,
        Lower = [.. limits.Lower.Select(v => v * scale)],
        Upper = [.. limits.Upper.Select(v => v * scale)],
        LowerWarning = [.. limits.LowerWarning.Select(v => v * scale)],
        UpperWarning = [.. limits.UpperWarning.Select(v => v * scale)],
    };
}
