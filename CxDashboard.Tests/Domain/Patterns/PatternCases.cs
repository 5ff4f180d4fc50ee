using CxDashboard.Domain.Patterns;

namespace CxDashboard.Tests.Domain.Patterns;

/// <summary>
/// Series of which every figure can be worked by hand: 24 steps of baseline, then 12 that lie elsewhere. The wiggle +1, −1, +2, −2 sums to zero over each four
/// steps, and its 23 moving ranges (2, 3, 4 and 3 by turns) have the mean 3 and keep neighbours apart.
/// </summary>
internal static class PatternCases
{
    public const int Before = 24, After = 12;
    private static readonly int[] Wiggle = [1, -1, 2, -2];

    /// <summary>Counts before and after of <paramref name="n"/> a step, four times the wiggle around them.</summary>
    public static SeriesPoint[] Counts(double before, double after, double n = 600, double scale = 4) =>
        [.. Steps().Select(i => SeriesPoint.OfShare((i < Before ? before : after) + (scale * Wiggle[i % 4]), n))];

    public static PatternSeries Shares(double before, double after, double n = 600) => PatternSeries.OfShares("share", Counts(before, after, n));

    /// <summary>Values before and after, each with two hundredths of itself as wiggle, the other way up so that a fall begins at its first step.</summary>
    public static SeriesPoint[] Points(double before, double after, double n = 100) =>
        [.. Steps().Select(i => (i < Before ? before : after) * (1 - (0.02 * Wiggle[i % 4]))).Select(v => SeriesPoint.OfValue(v, n))];

    public static PatternSeries Values(double before, double after) => PatternSeries.OfValues("value", Points(before, after));

    /// <summary>Strata of counts without a wiggle.</summary>
    public static Stratum Stratum(string name, double before, double nBefore, double after, double nAfter) =>
        new(name, [.. Steps().Select(i => i < Before ? SeriesPoint.OfShare(before, nBefore) : SeriesPoint.OfShare(after, nAfter))]);

    /// <summary>Strata of values without a wiggle.</summary>
    public static Stratum OfValues(string name, double before, double nBefore, double after, double nAfter) =>
        new(name, [.. Steps().Select(i => i < Before ? SeriesPoint.OfValue(before, nBefore) : SeriesPoint.OfValue(after, nAfter))]);

    /// <summary>The same without what is known of these steps.</summary>
    public static SeriesPoint[] Without(this SeriesPoint[] points, params int[] unknown) => [.. points.Select((p, i) => unknown.Contains(i) ? SeriesPoint.Unknown : p)];

    private static IEnumerable<int> Steps() => Enumerable.Range(0, Before + After);
}
