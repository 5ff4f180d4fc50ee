using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Readings;

/// <summary>
/// How far a measure moved: its level since a signal began less its level in the baseline before, in the metric's own unit, with a 95 % interval. Where the signal
/// begins was chosen because it stands out, so the size is rather too large than too small; the effect of a change whose day was noted beforehand has no such bias.
/// </summary>
/// <param name="Value">Since less before.</param>
/// <param name="Low">Of the interval.</param>
/// <param name="High">Of the interval.</param>
/// <param name="Before">The level of the baseline's final buckets that lie before the signal.</param>
/// <param name="Since">The level of the final buckets since.</param>
/// <param name="StepsBefore">How many buckets made the one.</param>
/// <param name="StepsSince">How many made the other.</param>
internal sealed record SignalSize(double Value, double Low, double High, double Before, double Since, int StepsBefore, int StepsSince)
{
    /// <summary>Of what stands out of a reading; null where nothing does, or too little lies before it.</summary>
    public static SignalSize? Of(Reading reading)
    {
        int[] before = [.. reading.Known.Take(Reading.Baseline).Where(i => i < reading.Since)], after = [.. reading.Standing];
        if (before.Length < ProcessChart.LeastPoints || after.Length == 0 || !reading.Limits.HasLimits) return null;
        return reading.Metric.Kind == ValueKind.Rate ? OfRates(reading, before, after) : OfValues(reading, before, after);
    }

    // Newcombe's interval of so many issues as would vary by chance as much as these weeks do.
    private static SignalSize? OfRates(Reading reading, int[] before, int[] after)
    {
        var (x0, n0, x1, n1) = (Counts(before), Numbers(before), Counts(after), Numbers(after));
        if (n0 == 0 || n1 == 0) return null;
        var widened = Math.Max(1, reading.Limits.SigmaZ ?? 1);
        var effective = 1 / (widened * widened);
        var (low, high) = ProportionDifference.Newcombe(x1 * effective, n1 * effective, x0 * effective, n0 * effective);
        var scale = reading.Metric.Unit == Unit.PerHundredIssues ? 100 : 1;
        var (p0, p1) = (x0 / n0, x1 / n1);
        return new SignalSize(scale * (p1 - p0), scale * low, scale * high, scale * p0, scale * p1, before.Length, after.Length);

        double Counts(int[] at) => at.Sum(i => reading.Answers[i].Count ?? 0);
        double Numbers(int[] at) => at.Sum(i => (double)reading.Answers[i].N);
    }

    private static SignalSize? OfValues(Reading reading, int[] before, int[] after)
    {
        if (Sigma(reading.Limits) is not { } sigma || reading.Limits.SigmaFreedom is not { } freedom) return null;
        var (m0, m1) = (before.Average(Value), after.Average(Value));
        var half = Confidence.T(Confidence.Usual, freedom) * sigma * Math.Sqrt((1.0 / before.Length) + (1.0 / after.Length));
        return new SignalSize(m1 - m0, m1 - m0 - half, m1 - m0 + half, m0, m1, before.Length, after.Length);

        double Value(int i) => reading.Limits.Values[i]!.Value;
    }

    /// <summary>What one sigma of a chart of values is, in their unit: any point that does not lie on the centre tells it. Null where none does.</summary>
    public static double? Sigma(ProcessLimits limits)
    {
        for (var i = 0; i < limits.Values.Count; i++)
        {
            if (limits.Distance[i] is { } distance && Math.Abs(distance) > 1e-6) return (limits.Values[i]!.Value - limits.Centre!.Value) / distance;
        }

        return null;
    }
}
