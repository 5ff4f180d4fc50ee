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
        var (limits, values) = (new List<double>(3 * spec.Points.Count), new List<double>(spec.Points.Count));
        foreach (var p in spec.Points) Gather(p, values, limits);
        var intervals = limits.Count == 0;
        foreach (var p in spec.Points)
        {
            if (!intervals || p.Drawn is null) continue;
            if (p.Low is { } least) values.Add(least);
            if (p.High is { } most) values.Add(most);
        }

        return Of(spec.Unit, values, limits, intervals, (top, bottom), (freeTop, freeBottom));
    }

    /// <summary>One axis for several lines. Their intervals would cover each other and are not part of the picture.</summary>
    public static ValueScale Of(LinesSpec lines, double top, double bottom, double freeTop, double freeBottom)
    {
        var (limits, values) = (new List<double>(), new List<double>(lines.Series.Count * lines.Buckets));
        foreach (var series in lines.Series)
            foreach (var p in series.Points) Gather(p, values, limits);
        return Of(lines.Unit, values, limits, intervals: false, (top, bottom), (freeTop, freeBottom));
    }

    /// <summary>The pixel of a value, never outside of the plot.</summary>
    public double Y(double value) => Math.Clamp(_top + ((_bottom - _top) * (High - value) / (High - Low)), _top, _bottom);

    /// <summary>Whether a value lies beyond what the axis shows.</summary>
    public bool IsBeyond(double value) => value > High + ((High - Low) * 1e-9) || value < Low - ((High - Low) * 1e-9);

    private static void Gather(ChartPoint p, List<double> values, List<double> limits)
    {
        if (p.Lower is { } lower) limits.Add(lower);
        if (p.Upper is { } upper) limits.Add(upper);
        if (p.Centre is { } centre) limits.Add(centre);
        if (p.Drawn is { } value) values.Add(value);
    }

    private static ValueScale Of(Unit unit, List<double> values, List<double> limits, bool intervals, (double Top, double Bottom) edge, (double Top, double Bottom) free)
    {
        var (low, high) = Reach(unit, values, limits);
        if (high - low < 1e-12)
        {
            // One value, or all the same: give it a surrounding, so that it stands in the middle of something.
            var around = unit == Unit.Share ? 0.05 : Math.Abs(high) < 1e-6 ? 1 : Math.Abs(high) * 0.1;
            if (unit == Unit.Count) around = Math.Max(1, around);
            (low, high) = (low - around, high + around);
        }

        var scale = (high - low) / Math.Max(1, edge.Bottom - edge.Top - free.Top - free.Bottom);
        (low, high) = (low - (scale * free.Bottom), high + (scale * free.Top));
        return new ValueScale(low, high, edge.Top, edge.Bottom) { HasIntervals = intervals };
    }

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
