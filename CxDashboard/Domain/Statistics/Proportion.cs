namespace CxDashboard.Domain.Statistics;

/// <summary>
/// 95 % intervals of one share x of n. Shares are 0 to 1, n is above zero, 0 ≤ x ≤ n; anything else throws
/// <see cref="ArgumentOutOfRangeException"/>. Where n is zero there is no share and so no interval: do not ask.
/// Source: Brown, Cai and DasGupta 2001.
/// </summary>
public static class Proportion
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Never leaves 0 to 1.
    /// </summary>
    public static (double Low, double High) Wilson(double count, double n)
    {
        Check(count, n);
        var p = count / n;
        var z2 = Z * Z;
        var middle = p + (z2 / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4 * n * n)));
        var scale = 1 + (z2 / n);

        // At the edges the formula is exactly 0 or 1 and only rounding says otherwise.
        var low = count == 0 ? 0 : Math.Max(0, (middle - half) / scale);
        var high = count == n ? 1 : Math.Min(1, (middle + half) / scale);
        return (low, high);
    }

    /// <summary>
    /// Clopper and Pearson's interval, from the beta distribution: [Beta⁻¹(.025; x, n−x+1), Beta⁻¹(.975; x+1, n−x)], with
    /// 0 and 1 at the edges. Wider than it need be, which is what the presentation standard wants.
    /// </summary>
    public static (double Low, double High) ClopperPearson(double count, double n)
    {
        Check(count, n);
        var low = count == 0 ? 0 : IncompleteBeta.Quantile(count, n - count + 1, 0.025);
        var high = count == n ? 1 : IncompleteBeta.Quantile(count + 1, n - count, 0.975);
        return (low, high);
    }

    private static void Check(double count, double n)
    {
        if (!(n > 0) || double.IsInfinity(n)) throw new ArgumentOutOfRangeException(nameof(n), n, "A share needs at least one thing to be a share of.");
        if (!(count >= 0 && count <= n)) throw new ArgumentOutOfRangeException(nameof(count), count, "A count lies between zero and n.");
    }
}
