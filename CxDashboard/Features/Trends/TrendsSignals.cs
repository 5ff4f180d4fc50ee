using CxDashboard.Charts;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>What is worth a look, in words, with what the counter-metric does meanwhile.</summary>
internal static class TrendsSignals
{
    public static IReadOnlyList<TrendSignal> Of(IReadOnlyList<MetricSignal> signals, MetricChart.Context context) => [.. signals.Select(signal =>
    {
        var (after, why) = SignalWords.Told(signal);
        return new TrendSignal(
            signal.Reading.Metric.Id,
            signal.Reading.Metric.Name,
            signal.Kind,
            after,
            SignalWords.Strong(signal),
            why,
            [.. signal.Also.Select(r => (r.Metric.Id, r.Metric.Name))],
            MetricChart.Of(signal.Reading, context, ChartKind.Spark))
        {
            Pattern = signal.Pattern?.Pattern.Id,
            Evidence = EvidenceWords.Of(signal),
        };
    })];
}
