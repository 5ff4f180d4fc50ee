using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>Charts of how a measure is spread: over its values, and over the hours of the week.</summary>
internal sealed class ValueCharts(Measure measure)
{
    /// <summary>All single values of a metric of durations. Null while there are no records.</summary>
    public async Task<DistributionSpec?> DistributionAsync(MetricQuestion question, CancellationToken ct)
    {
        if (ViewFrame.Of(question with { By = BucketSize.Week }, measure)?.Context is not { } context) return null;
        question = question with { From = context.Span.From, To = context.Span.To };
        var metric = Metric(question);
        if (await measure.ValuesAsync(question, ct) is not { } values) return null;
        return new DistributionSpec
        {
            // "First reply, median" is one figure of it.
            Title = metric.Name.Split(',')[0],
            Zone = context.Zone,
            AsOf = context.AsOf,
            N = values.Seconds.Count + values.Waiting,
            Unit = metric.Unit,
            Values = values.Seconds,
            Unknown = values.Waiting,
            Counted = metric.Of,
            Notes = values.Waiting > 0 ? ["Not known: still waiting. The percentiles are of those that are over, so they are too low."] : [],
        }.Told(metric, context);
    }

    /// <summary>A count or a share by local hour and weekday. Null while there are no records.</summary>
    public async Task<HeatSpec?> HeatAsync(MetricQuestion question, CancellationToken ct)
    {
        if (ViewFrame.Of(question with { By = BucketSize.Hour }, measure)?.Context is not { } context) return null;
        var answers = await measure.AskAsync(question with { By = BucketSize.Hour, From = context.Span.From, To = context.Span.To }, ct);
        var metric = Metric(question);
        return new HeatSpec
        {
            Title = metric.Name + ", by hour and weekday",
            Zone = context.Zone,
            AsOf = context.AsOf,
            N = answers.Sum(a => a.N),
            Unit = metric.Unit,
            HidesSmall = false, // of openings, and for whoever owns the records
            Cells = [.. answers.GroupBy(a => (a.Bucket!.From.DayOfWeek, a.Bucket.From.Hour)).Select(g => Cell(metric, g.Key, g))],
        }.Told(metric, context);
    }

    private static HeatCell Cell(MetricDefinition metric, (DayOfWeek Day, int Hour) at, IEnumerable<MetricAnswer> answers)
    {
        var known = answers.Where(a => a.Value is not null).ToList();
        var n = known.Sum(a => a.N);
        double? value = metric.Kind == ValueKind.Rate ? (n == 0 ? null : known.Sum(a => a.Count ?? 0) / n) : known.Count == 0 ? null : known.Sum(a => a.Value!.Value);
        return new HeatCell(at.Day, at.Hour, value, n);
    }

    private MetricDefinition Metric(MetricQuestion question) => measure.Catalogue.Versions(question.Metric) is var versions && question.Version is { } version ? versions[version - 1] : versions[^1];
}
