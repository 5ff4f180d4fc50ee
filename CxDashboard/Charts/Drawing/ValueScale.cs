using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// The value axis of a process chart: from which value to which, and where a value stands. Values far beyond everything else are
/// kept at the edge, so that one of them does not flatten all others; <see cref="IsBeyond"/> tells them.
/// </summary>
internal sealed class ValueScale
{
    private readonly double _top, _bottom;

    private ValueScale(double low, double high, double top, double bottom)
    {
        (Low, High, _top, _bottom) = (low, high, top, bottom);
    }

    /// <summary>Whether intervals are part of the picture: only where there are no limits.</summary>
    public required bool HasIntervals { get; init; }

    public double Low { get; }
    public double High { get; }

    /// <summary>Top and bottom in CSS pixels, and how much to leave free inside of each for marks and words.</summary>
    public static ValueScale Of(ChartSpec spec, double top, double bottom, double freeTop, double freeBottom)
    {
        var limits = spec.Points.SelectMany(p => new[] { p.Lower, p.Upper, p.Centre }).OfType<double>().ToList();
        var values = spec.Points.Select(p => p.Drawn).OfType<double>().ToList();
        var intervals = limits.Count == 0;
        if (intervals) values.AddRange(spec.Points.Where(p => p.Drawn is not null).SelectMany(p => new[] { p.Low, p.High }).OfType<double>());
        var (low, high) = Reach(spec.Unit, values, limits);
        if (high - low < 1e-12)
        {
            // One value, or all the same: give it a surrounding, so that it stands in the middle of something.
            var around = spec.Unit == Unit.Share ? 0.05 : Math.Abs(high) < 1e-6 ? 1 : Math.Abs(high) * 0.1;
            if (spec.Unit == Unit.Count) around = Math.Max(1, around);
            (low, high) = (low - around, high + around);
        }

        var scale = (high - low) / Math.Max(1, bottom - top - freeTop - freeBottom);
        (low, high) = (low - (scale * freeBottom), high + (scale * freeTop));
        return new ValueScale(low, high, top, bottom) { HasIntervals = intervals };
    }

    /// <summary>The pixel of a value, never outside of the plot.</summary>
    public double Y(double value) => Math.Clamp(_top + ((_bottom - _top) * (High - value) / (High - Low)), _top, _bottom);

    /// <summary>Whether a value lies beyond what the axis shows.</summary>
    public bool IsBeyond(double value) => value > High + ((High - Low) * 1e-9) || value < Low - ((High - Low) * 1e-9);

    private static (double Low, double High) Reach(Unit unit, List<double> values, List<double> limits)
    {
        if (values.Count == 0 && limits.Count == 0) return (0, 1);
        var (low, high) = (values.Concat(limits).Min(), values.Concat(limits).Max());
        if (unit is Unit.Share or Unit.OfFive || values.Count < 3) return (low, high);

        // The usual span: the limits, or else the middle half of the values; three times as far again is still shown.
        var sorted = values.Order().ToList();
        var (a, b) = limits.Count > 0 ? (limits.Min(), limits.Max()) : (sorted[sorted.Count / 4], sorted[sorted.Count * 3 / 4]);
        var reach = (b - a) * (limits.Count > 0 ? 3 : 6);
        if (reach <= 0) return (low, high);
        var kept = values.Where(v => v >= a - reach && v <= b + reach).Concat(limits).ToList();
        return kept.Count == 0 ? (low, high) : (kept.Min(), kept.Max());
    }
}
