using CxDashboard.Charts;
using CxDashboard.Kit;

namespace CxDashboard.Features.Trends;

/// <summary>What is worth a look, in words, with what the counter-metric does meanwhile.</summary>
internal static class TrendsSignals
{
    /// <summary>Pairs that move apart first, then runs, then single points.</summary>
    public static IReadOnlyList<TrendSignal> Of(IReadOnlyList<Reading> readings, MetricChart.Context context) =>
    [
        .. readings.Where(r => r.Signal != Signal.None).Select(r => Tell(r, readings, context))
            .OrderByDescending(s => s.Signal == Signal.Diverging).ThenByDescending(s => s.Signal == Signal.Run),
    ];

    private static TrendSignal Tell(Reading reading, IReadOnlyList<Reading> readings, MetricChart.Context context)
    {
        var (after, why) = TrendsWords.Told(reading, context.Span.StepWord);
        var counter = readings.FirstOrDefault(r => r.Metric.Id == reading.Metric.CounterMetric);
        var apart = counter is not null && IsAtTheCustomersCost(reading, counter);
        return new TrendSignal(
            reading.Metric.Id,
            reading.Metric.Name,
            apart ? Signal.Diverging : reading.Signal,
            "",
            after,
            apart ? "The number looks better; customers are not." : null,
            why + (counter is null ? "" : TrendsWords.Counter(counter)),
            MetricChart.Of(reading, context, ChartKind.Spark));
    }

    // The measure moved the way one would want, its counter-metric the way one would not.
    private static bool IsAtTheCustomersCost(Reading reading, Reading counter) =>
        TrendsWords.Wanted(reading.Metric) is { } wanted && TrendsWords.Wanted(counter.Metric) is { } counterWanted
        && reading.Above == wanted && counter.Above is { } above && above != counterWanted;
}
