namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Quantiles of values in ascending order, in the values' own unit, and their intervals from order statistics, of 95 % unless another
/// level is asked for.
/// Empty input or p outside 0 to 1 throws <see cref="ArgumentOutOfRangeException"/>; that the values are sorted is the
/// caller's promise and is not checked.
/// </summary>
public static class Quantiles
{
    private const string NoValues = "No values have no quantile.";

    // Four times the distance from 1 to the next number, as R has it.
    private const double Hair = 8.881784197001252e-16;

    /// <summary>
    /// h = (n−1)·p, then linear between the neighbours x[⌊h⌋] and x[⌊h⌋+1]. Source: Hyndman and Fan 1996, type 7.
    /// </summary>
    public static double Type7(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty) throw new ArgumentOutOfRangeException(nameof(sorted), NoValues);
        var (below, part) = Place(sorted.Length, p);
        return part == 0 ? sorted[below] : Between(sorted[below], sorted[below + 1], part);
    }

    /// <summary>The same of whole numbers, of which so many are one unit of the result.</summary>
    public static double Type7(ReadOnlySpan<long> sorted, double p, double perUnit)
    {
        if (sorted.IsEmpty) throw new ArgumentOutOfRangeException(nameof(sorted), NoValues);
        var (below, part) = Place(sorted.Length, p);
        return part == 0 ? sorted[below] / perUnit : Between(sorted[below] / perUnit, sorted[below + 1] / perUnit, part);
    }

    /// <summary>
    /// The smallest value that at least p·n values do not exceed: one of the values, never between two.
    /// Source: Hyndman and Fan 1996, type 1.
    /// </summary>
    public static double Type1(ReadOnlySpan<double> sorted, double p)
    {
        Check(sorted, p);

        // What is whole but for rounding is whole: 0.07·100 is 7, not a hair more.
        var h = p * sorted.Length;
        return sorted[Math.Clamp((int)Math.Ceiling(h - (Hair * Math.Max(1, h))), 1, sorted.Length) - 1];
    }

    /// <summary>
    /// h = (n+1)·p, then linear between the values of ranks ⌊h⌋ and ⌊h⌋+1, of which the first and the last are the outermost:
    /// a value's rank cuts a new value's chances into equal parts. Source: Hyndman and Fan 1996, type 6.
    /// </summary>
    public static double Type6(ReadOnlySpan<double> sorted, double p) => AtRank(sorted, p, 0);

    /// <summary>
    /// The same with h = (n+⅓)·p + ⅓, which is about right for the median of where the quantile may lie, whatever the distribution.
    /// Source: Hyndman and Fan 1996, type 8, which they recommend.
    /// </summary>
    public static double Type8(ReadOnlySpan<double> sorted, double p) => AtRank(sorted, p, 1.0 / 3);

    private static double AtRank(ReadOnlySpan<double> sorted, double p, double offset)
    {
        Check(sorted, p);
        var h = offset + (p * (sorted.Length + 1 - (2 * offset)));
        var below = (int)Math.Floor(h + Hair);
        var part = Math.Abs(h - below) < Hair ? 0 : h - below;
        if (below < 1) return sorted[0];
        if (below >= sorted.Length) return sorted[^1];
        return part == 0 ? sorted[below - 1] : Between(sorted[below - 1], sorted[below], part);
    }

    private static void Check(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty) throw new ArgumentOutOfRangeException(nameof(sorted), NoValues);
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for between 0 and 1.");
    }

    // Of which value from 0, and how much of the way to the next one: nothing where there is none.
    private static (int Below, double Part) Place(int n, double p)
    {
        if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for between 0 and 1.");
        var h = (n - 1) * p;
        var below = (int)Math.Floor(h);
        return (below, below + 1 >= n ? 0 : h - below);
    }

    private static double Between(double a, double b, double part) => a + (part * (b - a));

    /// <summary>
    /// Interval [x₍l₎, x₍u₎] of the p-quantile: with X binomial(n, p) its coverage is P(l ≤ X &lt; u), at least the level.
    /// The median takes the narrowest symmetric ranks, other quantiles those near the binomial quantiles whose coverage is
    /// smallest. An end is null where so few values have no rank for it. p strictly between 0 and 1.
    /// </summary>
    public static (double? Low, double? High) Interval(ReadOnlySpan<double> sorted, double p, double level = Confidence.Usual)
    {
        if (sorted.IsEmpty) throw new ArgumentOutOfRangeException(nameof(sorted), NoValues);
        var n = sorted.Length;
        var (low, high) = p == 0.5 ? MedianRanks(n, level) : Ranks(n, p, level);
        return (low < 1 ? null : sorted[low - 1], high > n ? null : sorted[high - 1]);
    }

    /// <summary>Symmetric ranks l and n+1−l (one-based; 0 and n+1 mean "unbounded") with the largest l that still covers.</summary>
    public static (int Low, int High) MedianRanks(int n, double level = Confidence.Usual)
    {
        Confidence.Check(level);
        var low = new BinomialTable(n, 0.5).Quantile(Confidence.Lower(level));
        return (low, n + 1 - low);
    }

    /// <summary>The pair of ranks within two of the binomial quantiles with the smallest coverage of at least the level.</summary>
    public static (int Low, int High) Ranks(int n, double p, double level = Confidence.Usual)
    {
        Confidence.Check(level);
        var binomial = new BinomialTable(n, p);
        var (lowest, highest) = (binomial.Quantile(Confidence.Lower(level)), binomial.Quantile(Confidence.Upper(level)) + 1);
        (int, int) best = (0, n + 1);
        var bestCoverage = double.PositiveInfinity;
        for (var low = Math.Max(0, lowest - 2); low <= lowest + 2; low++)
        {
            for (var high = Math.Max(low + 1, highest - 2); high <= Math.Min(n + 1, highest + 2); high++)
            {
                var coverage = (high > n ? 1 : binomial.AtMost(high - 1)) - (low < 1 ? 0 : binomial.AtMost(low - 1));

                // Mirror images cover alike; of two the higher is taken, which makes no wait look shorter than it may be.
                if (coverage < level || coverage > bestCoverage + 1e-12) continue;
                (best, bestCoverage) = ((low, high), coverage);
            }
        }

        return best;
    }
}
