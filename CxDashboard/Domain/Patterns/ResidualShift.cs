using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>Does the counter-metric still follow the metric as it did in the baseline? Source: as of <see cref="CauseSelectingChart"/>.</summary>
/// <param name="Slope">In the counter-metric's unit for one of the metric's.</param>
/// <param name="Lower">Limits of what the counter-metric lies above the line, in its own unit.</param>
/// <param name="Upper">The upper one.</param>
/// <param name="Outside">How many steps since the change lie outside of them on the bad side.</param>
/// <param name="First">Index of the first of those; null without one.</param>
/// <param name="Newest">The newest step's residual; null where it is unknown.</param>
public sealed record ResidualShift(double Slope, double Lower, double Upper, int Outside, int? First, double? Newest)
{
    /// <summary>At least one step since the change lies off the line on the bad side.</summary>
    public bool Signals => Outside > 0;

    /// <summary>The line is fitted to the baseline before the change; null where too few of its steps know both.</summary>
    public static ResidualShift? Of(PatternSeries metric, PatternSeries counter, StepWindow window, bool badIsAbove)
    {
        if (metric.Points.Count != counter.Points.Count || CauseSelectingChart.Of(metric.Values, counter.Values, window.Start..window.End) is not { } chart) return null;
        var residual = chart.Residual;
        int[] outside = [.. Enumerable.Range(0, residual.Values.Count).Where(i =>
            i >= window.Since && residual.Outside[i] && residual.Values[i] > residual.Centre == badIsAbove)];
        return new(chart.Slope, residual.Lower, residual.Upper, outside.Length, outside.Length > 0 ? outside[0] : null, residual.Values[^1]);
    }
}
