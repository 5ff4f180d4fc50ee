using System.Globalization;
using CxDashboard.Charts;
using CxDashboard.Domain.Metrics;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>A metric's figures in words, in its own unit. Money is in the currency whose ISO 4217 code is given.</summary>
internal sealed class MetricWords(MetricDefinition metric, string? currency)
{
    /// <summary>"77.2%", "3 h 20", "2,169", "4.12 of 5", "1.72", "€ 11.54", "+31", "2.4 in 100".</summary>
    public string Value(double value) => metric.Unit switch
    {
        Unit.Share => Figures.Percent(value),
        Unit.Seconds => Figures.Duration(value),
        Unit.Count => Figures.Count(value),
        Unit.OfFive => Figures.Decimal(value) + " of 5",
        Unit.Money => Cost(value),
        Unit.Points => Points(value),
        Unit.PerHundredIssues => Hundredth(value) + " in 100",
        _ => Figures.Decimal(value),
    };

    /// <summary>"73.7–80.4", "2 h 58–3 h 44", "+24 to +38".</summary>
    public string Interval(double low, double high) => metric.Unit switch
    {
        Unit.Share => Figures.PercentRange(low, high),
        Unit.Seconds => Figures.Range(low, high, Figures.Duration),
        Unit.Count => Figures.Range(low, high, Figures.Count),
        Unit.Money => Figures.Range(low, high, Cost),
        // A dash between signs would read as another sign.
        Unit.Points => $"{Points(low)} to {Points(high)}",
        Unit.PerHundredIssues => Figures.Range(low, high, Hundredth),
        _ => Figures.Range(low, high, Figures.Decimal),
    };

    /// <summary>Limits, of whole things where the metric counts such: "1,004–1,354".</summary>
    public string Limits(double low, double high) =>
        metric.Unit == Unit.Count ? Interval(Math.Ceiling(low), Math.Floor(high)) : Interval(low, high);

    /// <summary>A difference of two values: "+2.1 points", "−24 min", "+31".</summary>
    public string Move(double difference) => Sign(difference) + metric.Unit switch
    {
        Unit.Share => (100 * Math.Abs(difference)).ToString("0.0", CultureInfo.InvariantCulture) + " points",
        Unit.Points => Math.Abs(difference).ToString("0", CultureInfo.InvariantCulture) + " points",
        _ => Value(Math.Abs(difference)),
    };

    /// <summary>A difference with its interval: "+2.1 points [+0.8, +3.4]".</summary>
    public string MoveWithin(double difference, double low, double high)
    {
        const string Unit = " points";
        return $"{Move(difference)} [{Bare(low)}, {Bare(high)}]";

        string Bare(double limit) => Move(limit) is var text && text.EndsWith(Unit, StringComparison.Ordinal) ? text[..^Unit.Length] : text;
    }

    /// <summary>How far, without the way: "20 min [15 min, 26 min]", "2.1 points [0.8, 3.4]".</summary>
    public string MoveBy(double difference, double low, double high)
    {
        var (least, most) = difference < 0 ? (-high, -low) : (low, high);
        return MoveWithin(Math.Abs(difference), least, most).Replace("+", "", StringComparison.Ordinal);
    }

    /// <summary>What one of the n is called beside a missing number: "answers", "issues".</summary>
    public static string Things(MetricDefinition metric) => metric.Of switch
    {
        "ratings" => "answers",
        { } of when of.StartsWith("answers", StringComparison.Ordinal) => "answers",
        { } of when of.StartsWith("customers", StringComparison.Ordinal) => "customers",
        { } of when of.Contains("issues", StringComparison.Ordinal) => "issues",
        _ => "contacts",
    };

    private static string Sign(double difference) => difference < 0 ? "\u2212" : difference > 0 ? "+" : "";

    private string Cost(double value) => Money.Write(value, currency, CultureInfo.InvariantCulture);

    private static string Points(double value) => value.ToString("+0;\u22120;0", CultureInfo.InvariantCulture);

    private static string Hundredth(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
