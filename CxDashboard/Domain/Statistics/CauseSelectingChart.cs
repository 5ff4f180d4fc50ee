namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Does the counter-metric still follow the metric as it did? The line counter = a + b·metric is fitted to a baseline, and
/// what the counter-metric deviates from it is charted: a metric that is pushed up without its counter-metric following
/// shows there, even where neither's own chart shows anything. Limits are of individuals: x̄ ± 3·mR/1.128, mR being the mean
/// moving range of the baseline after dropping once those of at least 3.267 times it. Source: Zhang 1984; Wade and Woodall
/// 1993, Journal of Quality Technology 25; Nelson 1982 for the limits.
/// </summary>
public sealed record CauseSelectingChart
{
    /// <summary>a, in the counter-metric's unit.</summary>
    public required double Intercept { get; init; }

    /// <summary>b, in the counter-metric's unit for one of the metric's.</summary>
    public required double Slope { get; init; }

    /// <summary>What the counter-metric is above the line, in its own unit.</summary>
    public required CauseSelectingSeries Residual { get; init; }

    /// <summary>The metric's own chart.</summary>
    public required CauseSelectingSeries Metric { get; init; }

    /// <summary>The counter-metric's own chart.</summary>
    public required CauseSelectingSeries Counter { get; init; }

    /// <summary>
    /// Of two series of the same points, with a line and limits from the baseline (indexes of points; all of them where none is
    /// set). Null is a gap; moving ranges go from one known point to the next. Null where fewer than 8 points of the baseline
    /// have both, and where the metric does not vary there. Series of different length throw
    /// <see cref="ArgumentException"/>, values that are not finite and a baseline outside of them
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static CauseSelectingChart? Of(IReadOnlyList<double?> metric, IReadOnlyList<double?> counter, Range? baseline = null)
    {
        if (metric.Count != counter.Count) throw new ArgumentException("Every point of one has a point of the other.", nameof(counter));
        foreach (var value in metric.Concat(counter))
            if (!double.IsFinite(value ?? 0)) throw new ArgumentOutOfRangeException(nameof(metric), value, "Values are finite; null is a gap.");
        var range = baseline ?? Range.All;
        var (offset, length) = range.GetOffsetAndLength(metric.Count);
        var known = Enumerable.Range(offset, length).Where(i => metric[i] is not null && counter[i] is not null).ToArray();
        if (known.Length < ProcessChart.LeastPoints) return null;
        var (meanX, meanY) = (known.Average(i => metric[i]!.Value), known.Average(i => counter[i]!.Value));
        var spread = known.Sum(i => (metric[i]!.Value - meanX) * (metric[i]!.Value - meanX));
        if (known.All(i => Near.Equal(metric[i]!.Value, metric[known[0]]!.Value))) return null;
        var slope = known.Sum(i => (metric[i]!.Value - meanX) * (counter[i]!.Value - meanY)) / spread;
        return new CauseSelectingChart
        {
            Intercept = meanY - (slope * meanX),
            Slope = slope,
            Residual = Chart([.. metric.Zip(counter, (x, y) => x is { } a && y is { } b ? Above(a, b) : null)], range),
            Metric = Chart(metric, range),
            Counter = Chart(counter, range),
        };

        double? Above(double x, double y)
        {
            var rise = slope * (x - meanX);
            var above = y - meanY - rise;

            // A point on the line is on it in spite of rounding: where all of them are, limits of rounding errors would signal.
            return Math.Abs(above) <= 1e-13 * (Math.Abs(y) + Math.Abs(meanY) + Math.Abs(rise)) ? 0 : above;
        }
    }

    private static CauseSelectingSeries Chart(IReadOnlyList<double?> values, Range baseline)
    {
        var (offset, length) = baseline.GetOffsetAndLength(values.Count);
        double[] known = [.. values.Skip(offset).Take(length).OfType<double>()];
        var (centre, lower, upper) = BaselineLimits.Individuals(known);
        return new CauseSelectingSeries(values, centre, lower, upper, [.. values.Select(v => v is { } x && (Near.Above(x, upper) || Near.Above(lower, x)))]);
    }
}
