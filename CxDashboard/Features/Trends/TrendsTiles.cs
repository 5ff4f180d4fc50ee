using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>A reading as a tile.</summary>
internal static class TrendsTiles
{
    public static TrendTile Of(Reading reading, MetricChart.Context context)
    {
        var (metric, newest, step) = (reading.Metric, reading.NewestAnswer, reading.StepWord);
        var drawn = reading.Standings.Any(s => s is BucketStanding.Final or BucketStanding.Maturing);
        return new TrendTile
        {
            Id = metric.Id,
            Name = metric.Name,
            Wording = metric.Wording,
            Value = reading.HasNumber ? reading.Words.Value(newest!.Value!.Value) : null,
            N = reading.HasNumber ? (metric.Kind == ValueKind.Count ? null : $"n {Figures.Count(newest!.N)}") : newest is null ? "nothing final yet" : $"n {Figures.Count(newest.N)}",
            Interval = reading.HasNumber && newest is { Low: { } low, High: { } high } ? reading.Words.Interval(low, high) : null,
            Instead = ReadingWords.Instead(reading, step),
            Says = ReadingWords.Says(reading, step) + (reading.Step == context.Span.Step ? "" : $"; by {step}, for a {context.Span.StepWord} has too few"),
            Signal = reading.Signal,
            Chart = drawn ? MetricChart.Of(reading, context, ChartKind.Small) : null,
            Spark = drawn ? MetricChart.Of(reading, context, ChartKind.Spark) : null,
        };
    }
}
