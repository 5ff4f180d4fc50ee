namespace CxDashboard.Domain.Statistics;

/// <summary>Means, their intervals and their differences, in the values' own unit; 95 % unless another level is asked for.</summary>
public static class Means
{
    // The quantile is searched for, and groups of a few values come again and again. 0 is not looked up yet.
    private static readonly double[] Remembered = new double[4096];

    private static double RememberedT(int n) => Remembered[n] is > 0 and var t ? t : Remembered[n] = Confidence.T(Confidence.Usual, n - 1);

    /// <summary>
    /// x̄ ± t(.975; n−1)·s/√n, with s the sample standard deviation (divided by n−1). Null where n is below two: one value
    /// says nothing about its spread. A negative n or s throws <see cref="ArgumentOutOfRangeException"/>.
    /// Source: Student 1908.
    /// </summary>
    public static (double Low, double High)? Interval(long n, double mean, double standardDeviation) =>
        Interval(n, mean, standardDeviation, Confidence.Usual);

    /// <inheritdoc cref="Interval(long, double, double)"/>
    public static (double Low, double High)? Interval(long n, double mean, double standardDeviation, double level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        Confidence.Check(level);
        if (n < 2) return null;
        var t = level == Confidence.Usual && n < Remembered.Length ? RememberedT((int)n) : Confidence.T(level, n - 1);
        var half = t * standardDeviation / Math.Sqrt(n);
        return (mean - half, mean + half);
    }

    /// <summary>n, x̄ and s = √(Σ(x−x̄)²/(n−1)) of values. Null where there are none.</summary>
    public static MeanSummary? Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) return null;
        double sum = 0, squares = 0, rest = 0;
        foreach (var x in values) sum += x;
        var mean = sum / values.Length;
        foreach (var x in values)
        {
            squares += (x - mean) * (x - mean);
            rest += x - mean;
        }

        // What rounding of the mean leaves over is taken off again.
        mean += rest / values.Length;
        squares -= rest * rest / values.Length;
        return new(values.Length, mean, values.Length < 2 ? null : Math.Sqrt(Math.Max(0, squares) / (values.Length - 1)));
    }

    /// <summary>
    /// The same of ratings that were counted: how many gave the lowest, how many one more, and so on. Null where nobody rated;
    /// a negative count throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static MeanSummary? OfCounts(ReadOnlySpan<long> counts, int lowest = 1)
    {
        var (n, sum) = (0L, 0L);
        for (var i = 0; i < counts.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[i], nameof(counts));
            n += counts[i];
            sum += i * counts[i];
        }

        if (n == 0) return null;
        var mean = (double)sum / n;
        var squares = 0.0;
        for (var i = 0; i < counts.Length; i++) squares += counts[i] * (i - mean) * (i - mean);
        return new(n, lowest + mean, n < 2 ? null : Math.Sqrt(squares / (n - 1)));
    }

    /// <summary>
    /// The difference x̄₁ − x̄₂ of two independent groups whose spreads may differ: its standard error is √(s₁²/n₁ + s₂²/n₂) and its
    /// degrees of freedom (s₁²/n₁ + s₂²/n₂)² ÷ ((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1)). Null where a group has fewer than two values or
    /// neither group varies. Source: Welch 1947.
    /// </summary>
    public static MeanDifference? Welch(MeanSummary first, MeanSummary second, double level = Confidence.Usual)
    {
        Confidence.Check(level);
        if (first.StandardDeviation is not { } s1 || second.StandardDeviation is not { } s2) return null;
        var (v1, v2) = (s1 * s1 / first.N, s2 * s2 / second.N);
        if (!(v1 + v2 > 0)) return null;

        // As parts of their sum, so that the squares of tiny spreads stay above zero.
        var (part1, part2) = (v1 / (v1 + v2), v2 / (v1 + v2));
        var freedom = 1 / ((part1 * part1 / (first.N - 1)) + (part2 * part2 / (second.N - 1)));
        var (difference, error) = (first.Mean - second.Mean, Math.Sqrt(v1 + v2));
        var half = Confidence.T(level, freedom) * error;
        return new(difference, error, freedom, difference - half, difference + half, Confidence.BeyondT(difference / error, freedom));
    }
}
