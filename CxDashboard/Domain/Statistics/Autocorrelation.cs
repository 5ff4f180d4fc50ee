using MathNet.Numerics;

namespace CxDashboard.Domain.Statistics;

/// <summary>Whether a value tells something about the next one.</summary>
public static class Autocorrelation
{
    /// <summary>
    /// r₁ = Σ(xᵢ−x̄)(xᵢ₊₁−x̄) / Σ(xᵢ−x̄)², −1 to 1; zero where the values do not vary but for rounding. Fewer than two values throw
    /// <see cref="ArgumentOutOfRangeException"/>. Source: Box and Jenkins 1970.
    /// </summary>
    public static double LagOne(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2, nameof(values));
        var mean = values.Average();
        var (spread, together, before) = (0.0, 0.0, 0.0);
        foreach (var value in values)
        {
            // The first one has none before it, and adds nothing.
            var off = value - mean;
            (spread, together, before) = (spread + (off * off), together + (off * before), off);
        }

        return spread == 0 || values.All(x => Near.Equal(x, values[0])) ? 0 : together / spread;
    }

    /// <summary>
    /// rₖ = Σ(xᵢ−x̄)(xᵢ₊ₖ−x̄) / Σ(xᵢ−x̄)² for k = 1 to a lag. Null where no more values than lags are there, or the values do not
    /// vary. A lag below 1 throws <see cref="ArgumentOutOfRangeException"/>. Source: Box and Jenkins 1970.
    /// </summary>
    public static IReadOnlyList<double>? UpTo(IReadOnlyList<double> values, int lag)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lag, 1);
        if (values.Count <= lag) return null;
        var mean = values.Average();
        var off = values.Select(x => x - mean).ToArray();
        var spread = off.Sum(x => x * x);
        return values.All(x => x == values[0]) || spread == 0 ? null : [.. Enumerable.Range(1, lag).Select(k => off.Zip(off.Skip(k), (a, b) => a * b).Sum() / spread)];
    }

    /// <summary>
    /// Do the first lags together tell more than chance? Q = n(n+2)·Σ rₖ²/(n−k), and the chance of at least Q where values are
    /// independent, χ² with as many degrees of freedom as lags. Null, and what it throws, as <see cref="UpTo"/>. Source: Ljung and Box 1978.
    /// </summary>
    public static (double Statistic, double P)? LjungBox(IReadOnlyList<double> values, int lag)
    {
        if (UpTo(values, lag) is not { } r) return null;
        var n = (double)values.Count;
        var q = n * (n + 2) * r.Select((x, i) => x * x / (n - i - 1)).Sum();
        return (q, SpecialFunctions.GammaUpperRegularized(lag / 2.0, q / 2));
    }

    /// <summary>r₁ above 2/√n: more than chance explains.</summary>
    public static bool NeighboursDepend(IReadOnlyList<double> values) =>
        values.Count >= 2 && LagOne(values) > MostOfChance(values.Count);

    /// <summary>2/√n: about twice r₁'s standard deviation where n values are independent.</summary>
    public static double MostOfChance(int n) => 2 / Math.Sqrt(n);
}
