using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Do a metric and its counter-metric move together? Two series that both trend always seem to: the levels' rank
/// correlations are beside the correlation of the changes from one point to the next, which is what counts. Null is a gap:
/// a point where either is unknown is left out, and so are the changes to and from it. A correlation is null with fewer
/// than three pairs, and where one side does not vary. Source: Spearman 1904, Kendall 1938 and 1975, Pearson 1896.
/// </summary>
public sealed record Divergence
{
    private const int LeastPairs = 3;

    // From here on the normal approximation is as good.
    private const int ManyPairs = 50;

    /// <summary>Points where both are known.</summary>
    public required int Points { get; init; }

    /// <summary>Spearman's ρ of the levels: Pearson's r of their ranks, tied values sharing the mean of theirs. −1 to 1.</summary>
    public required double? SpearmanRho { get; init; }

    /// <summary>Kendall's τ_b of the levels, −1 to 1.</summary>
    public required double? KendallTau { get; init; }

    /// <summary>
    /// The two-sided p of τ = 0: exact below 50 points without ties, else of the normal distribution with the variance that
    /// ties leave. It takes points to be independent, which the points of a trend are not.
    /// </summary>
    public required double? KendallP { get; init; }

    /// <summary>Neighbouring points where both are known at both.</summary>
    public required int Changes { get; init; }

    /// <summary>Pearson's r of the changes, −1 to 1.</summary>
    public required double? ChangesPearson { get; init; }

    /// <summary>The two-sided p of r = 0, from t = r·√((n−2)/(1−r²)) with n−2 degrees of freedom.</summary>
    public required double? ChangesP { get; init; }

    /// <summary>
    /// Of two series of the same points; another length throws <see cref="ArgumentException"/>, a value that is not finite
    /// <see cref="ArgumentOutOfRangeException"/>. The time grows with the square of their length.
    /// </summary>
    public static Divergence Of(IReadOnlyList<double?> metric, IReadOnlyList<double?> counter)
    {
        if (metric.Count != counter.Count) throw new ArgumentException("Every point of one has a point of the other.", nameof(counter));
        foreach (var value in metric.Concat(counter))
            if (!double.IsFinite(value ?? 0)) throw new ArgumentOutOfRangeException(nameof(metric), value, "Values are finite; null is a gap.");
        var known = Enumerable.Range(0, metric.Count).Where(i => metric[i] is not null && counter[i] is not null).ToArray();
        double[] x = [.. known.Select(i => metric[i]!.Value)], y = [.. known.Select(i => counter[i]!.Value)];
        var changes = known.Zip(known.Skip(1)).Where(pair => pair.Second == pair.First + 1).ToArray();
        double[] dx = [.. changes.Select(c => metric[c.Second]!.Value - metric[c.First]!.Value)];
        double[] dy = [.. changes.Select(c => counter[c.Second]!.Value - counter[c.First]!.Value)];
        var r = IsConstant(dx, x) || IsConstant(dy, y) ? null : Pearson(dx, dy);
        var kendall = Kendall(x, y);
        return new Divergence
        {
            Points = x.Length,
            SpearmanRho = IsConstant(x, x) || IsConstant(y, y) ? null : Pearson(Ranks(x), Ranks(y)),
            KendallTau = kendall?.Tau,
            KendallP = kendall?.P,
            Changes = dx.Length,
            ChangesPearson = r,
            ChangesP = r is { } found ? IncompleteBeta.Cumulative((dx.Length - 2) / 2.0, 0.5, (1 - found) * (1 + found)) : null,
        };

        static double? Pearson(double[] a, double[] b)
        {
            if (a.Length < LeastPairs) return null;
            var (meanA, meanB) = (a.Average(), b.Average());
            var (aa, bb, ab) = (0.0, 0.0, 0.0);
            for (var i = 0; i < a.Length; i++)
            {
                aa += (a[i] - meanA) * (a[i] - meanA);
                bb += (b[i] - meanB) * (b[i] - meanB);
                ab += (a[i] - meanA) * (b[i] - meanB);
            }

            return Math.Clamp(ab / Math.Sqrt(aa) / Math.Sqrt(bb), -1, 1);
        }
    }

    // Differences of equal steps are equal on paper only, to the last digit of what they are differences of.
    private static bool IsConstant(double[] values, double[] levels) => values.Length == 0 || values.Max() - values.Min() <= 1e-15 * levels.Max(Math.Abs);

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]];) to++;
            for (var i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
        }

        return ranks;
    }

    private static (double Tau, double P)? Kendall(double[] x, double[] y)
    {
        var n = x.Length;
        if (n < LeastPairs) return null;
        double[] tiesX = Ties(x), tiesY = Ties(y);
        var pairs = n * (n - 1.0) / 2;
        var (pairsX, pairsY) = (pairs - (tiesX.Sum(t => t * (t - 1)) / 2), pairs - (tiesY.Sum(t => t * (t - 1)) / 2));
        if (pairsX == 0 || pairsY == 0) return null;
        var sum = 0L;
        for (var i = 1; i < n; i++)
            for (var j = 0; j < i; j++) sum += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
        var tau = sum / Math.Sqrt(pairsX) / Math.Sqrt(pairsY);
        if (n < ManyPairs && tiesX.Length == n && tiesY.Length == n) return (tau, Exact(n, (int)((pairs - Math.Abs(sum)) / 2)));
        var variance = (((n * (n - 1.0) * ((2 * n) + 5)) - tiesX.Sum(Spread) - tiesY.Sum(Spread)) / 18)
            + (tiesX.Sum(t => t * (t - 1)) * tiesY.Sum(t => t * (t - 1)) / (2.0 * n * (n - 1)))
            + (tiesX.Sum(t => t * (t - 1) * (t - 2)) * tiesY.Sum(t => t * (t - 1) * (t - 2)) / (9.0 * n * (n - 1) * (n - 2)));
        return (tau, Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs(sum) / Math.Sqrt(variance))));

        static double[] Ties(double[] values) => [.. values.CountBy(v => v).Select(group => (double)group.Value)];

        static double Spread(double t) => t * (t - 1) * ((2 * t) + 5);
    }

    // Twice the chance of no more than so many inversions in a random order, whose number is the sum of one uniform on 0 to i−1 for each i.
    private static double Exact(int n, int inversions)
    {
        double[] chances = [1];
        for (var i = 2; i <= n; i++)
        {
            var next = new double[chances.Length + i - 1];
            for (var k = 0; k < chances.Length; k++)
                for (var j = 0; j < i; j++) next[k + j] += chances[k] / i;
            chances = next;
        }

        return Math.Min(1, 2 * chances.Take(inversions + 1).Sum());
    }
}
