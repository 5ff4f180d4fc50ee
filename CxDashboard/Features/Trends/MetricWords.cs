using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;

namespace CxDashboard.Features.Trends;

/// <summary>A metric's figures in words, in its own unit.</summary>
internal static class MetricWords
{
    /// <summary>"77.2%", "3 h 20", "2,169", "4.12 of 5", "1.72".</summary>
    public static string Value(MetricDefinition metric, double value) => metric.Unit switch
    {
        Unit.Share => Figures.Percent(value),
        Unit.Seconds => Figures.Duration(value),
        Unit.Count => Figures.Count(value),
        Unit.OfFive => Figures.Decimal(value) + " of 5",
        _ => Figures.Decimal(value),
    };

    /// <summary>"73.7–80.4", "2 h 58–3 h 44".</summary>
    public static string Interval(MetricDefinition metric, double low, double high) => metric.Unit switch
    {
        Unit.Share => Figures.PercentRange(low, high),
        Unit.Seconds => Figures.Range(low, high, Figures.Duration),
        Unit.Count => Figures.Range(low, high, Figures.Count),
        _ => Figures.Range(low, high, Figures.Decimal),
    };

    /// <summary>Limits, of whole things where the metric counts such: "1,004–1,354".</summary>
    public static string Limits(MetricDefinition metric, double low, double high) =>
        metric.Unit == Unit.Count ? Interval(metric, Math.Ceiling(low), Math.Floor(high)) : Interval(metric, low, high);

    /// <summary>What one of the n is called beside a missing number: "answers", "issues".</summary>
    public static string Things(MetricDefinition metric) => metric.Of switch
    {
        "ratings" => "answers",
        { } of when of.Contains("issues", StringComparison.Ordinal) => "issues",
        _ => "contacts",
    };
}
