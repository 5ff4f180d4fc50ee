using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;

namespace CxDashboard.Readings;

/// <summary>What every picture of a metric says of itself, whatever its kind.</summary>
internal static class MetricPicture
{
    /// <summary>The same picture with what is counted, over which days, by which definition, and whether it is invented.</summary>
    /// <param name="picture">The figures, with a title.</param>
    /// <param name="metric">The definition they are by.</param>
    /// <param name="context">What stands around all pictures of one question.</param>
    /// <param name="step">"week" of a picture over time; null of one of the whole span.</param>
    public static T Told<T>(this T picture, MetricDefinition metric, MetricChart.Context context, string? step = null)
        where T : ChartPicture => (T)((ChartPicture)picture with
        {
            Subtitle = $"{metric.Of}, {(step is null ? "" : $"by {step}, ")}{MetricChart.Days(context)}",
            Of = metric.Of,
            Definition = metric.Id,
            Version = metric.Version,
            Sample = context.Sample,
        });
}
