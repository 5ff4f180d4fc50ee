using CxDashboard.Charts;
using CxDashboard.Kit;

namespace CxDashboard.Features.Trends;

/// <summary>What is worth a look, in words, with what the counter-metric does meanwhile.</summary>
internal static class TrendsSignals
{
    /// <summary>
    /// Numbers that part from their counter-metric first, then runs, then single points. Numbers that part from the same
    /// counter-metric are one thing, told once.
    /// </summary>
    public static IReadOnlyList<TrendSignal> Of(IReadOnlyList<Reading> readings, MetricChart.Context context)
    {
        var told = readings.Where(r => r.Signal != Signal.None).Select(r => (Reading: r, Counter: CounterOf(r, readings))).ToList();
        return
        [
            .. told.GroupBy(t => IsAtTheCustomersCost(t.Reading, t.Counter) ? t.Counter!.Metric.Id : t.Reading.Metric.Id + " alone")
                .Select(group => Tell([.. group], context))
                .OrderByDescending(s => s.Signal == Signal.Diverging).ThenByDescending(s => s.Signal == Signal.Run),
        ];
    }

    private static TrendSignal Tell(IReadOnlyList<(Reading Reading, Reading? Counter)> group, MetricChart.Context context)
    {
        // A run says more than a point: it is told, and the others are named.
        var (reading, counter) = group.OrderByDescending(t => t.Reading.Signal == Signal.Run).First();
        var (after, why) = TrendsWords.Told(reading, context.Span.StepWord);
        var apart = IsAtTheCustomersCost(reading, counter);
        return new TrendSignal(
            reading.Metric.Id,
            reading.Metric.Name,
            apart ? Signal.Diverging : reading.Signal,
            after,
            apart ? "The number looks better; customers are not." : null,
            why + (counter is null ? "" : TrendsWords.Counter(counter)),
            [.. group.Where(t => t.Reading != reading).Select(t => (t.Reading.Metric.Id, t.Reading.Metric.Name))],
            MetricChart.Of(reading, context, ChartKind.Spark));
    }

    private static Reading? CounterOf(Reading reading, IReadOnlyList<Reading> readings) =>
        readings.FirstOrDefault(r => r.Metric.Id == reading.Metric.CounterMetric);

    // The measure moved the way one would want, its counter-metric the way one would not.
    private static bool IsAtTheCustomersCost(Reading reading, Reading? counter) =>
        counter is not null && TrendsWords.Wanted(reading.Metric) is { } wanted && TrendsWords.Wanted(counter.Metric) is { } counterWanted
        && reading.Above == wanted && counter.Above is { } above && above != counterWanted;
}
