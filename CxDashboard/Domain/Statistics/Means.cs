using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>95 % interval of a mean, in the values' own unit.</summary>
public static class Means
{
    // The library searches for each quantile, and groups of a few values come again and again. 0 is not looked up yet.
    private static readonly double[] Remembered = new double[4096];

    private static double RememberedT(int n) => Remembered[n] is > 0 and var t ? t : Remembered[n] = StudentT.InvCDF(0, 1, n - 1, 0.975);

    /// <summary>
    /// x̄ ± t(.975; n−1)·s/√n, with s the sample standard deviation (divided by n−1). Null where n is below two: one value
    /// says nothing about its spread. A negative n or s throws <see cref="ArgumentOutOfRangeException"/>.
    /// Source: Student 1908.
    /// </summary>
    public static (double Low, double High)? Interval(long n, double mean, double standardDeviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(standardDeviation);
        if (n < 2) return null;

        // Above a million the t and the normal quantile agree to six digits, and the library's search gets slow and rough.
        var t = n > 1_000_000 ? Proportion.Z : n < Remembered.Length ? RememberedT((int)n) : StudentT.InvCDF(0, 1, n - 1, 0.975);
        var half = t * standardDeviation / Math.Sqrt(n);
        return (mean - half, mean + half);
    }
}
