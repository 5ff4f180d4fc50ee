namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Intervals of one share x of n, of 95 % unless another level is asked for. Shares are 0 to 1, n is above zero, 0 ≤ x ≤ n and
/// the level lies between 0 and 1; anything else throws <see cref="ArgumentOutOfRangeException"/>. Counts need not be whole:
/// they may be effective ones. Where n is zero there is no share and so no interval: do not ask.
/// Source: Brown, Cai and DasGupta 2001.
/// </summary>
public static class Proportion
{
    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Never leaves 0 to 1.
    /// </summary>
    public static (double Low, double High) Wilson(double count, double n) => Wilson(count, n, Confidence.Usual);

    /// <inheritdoc cref="Wilson(double, double)"/>
    public static (double Low, double High) Wilson(double count, double n, double level)
    {
        Check(count, n);
        var z = Confidence.Z(level);

        // At the edges the formula is exactly 0 or 1 and only rounding says otherwise.
        var low = count == 0 ? 0 : Math.Max(0, WilsonEnd(count / n, n, -z));
        var high = count == n ? 1 : Math.Min(1, WilsonEnd(count / n, n, z));
        return (low, high);
    }

    /// <summary>
    /// Wilson's interval with continuity correction: its lower end is that of x − ½ and its upper end that of x + ½, 0 and 1
    /// where these leave 0 to n. Where x is just n/2 nothing is corrected, as in R's prop.test: the correction is no more than
    /// |x − n/2|. Source: Newcombe 1998, Statistics in Medicine 17:857–872, method 4.
    /// </summary>
    public static (double Low, double High) WilsonCorrected(double count, double n, double level = Confidence.Usual)
    {
        Check(count, n);
        var z = Confidence.Z(level);
        var correction = Math.Min(0.5, Math.Abs(count - (n / 2)));
        var (below, above) = (count - correction, count + correction);
        return (below <= 0 ? 0 : Math.Max(0, WilsonEnd(below / n, n, -z)), above >= n ? 1 : Math.Min(1, WilsonEnd(above / n, n, z)));
    }

    /// <summary>
    /// p̃ ± z·√(p̃(1−p̃)/ñ) with x̃ = x + z²/2 and ñ = n + z². Holds Wilson's interval; may reach beyond 0 and 1 and is not clipped.
    /// Source: Agresti and Coull 1998.
    /// </summary>
    public static (double Low, double High) AgrestiCoull(double count, double n, double level = Confidence.Usual)
    {
        Check(count, n);
        var z = Confidence.Z(level);
        var all = n + (z * z);
        var p = (count + (z * z / 2)) / all;
        var half = z * Math.Sqrt(p * (1 - p) / all);
        return (p - half, p + half);
    }

    /// <summary>
    /// The middle of Beta(x + ½, n − x + ½), what Jeffreys' prior makes of the counts, with equal chances on both sides. Its lower
    /// end is 0 where nothing counts and its upper end 1 where everything does, so that it holds its share there as well.
    /// </summary>
    public static (double Low, double High) Jeffreys(double count, double n, double level = Confidence.Usual)
    {
        var (low, high) = JeffreysEqualTailed(count, n, level);
        return (count == 0 ? 0 : low, count == n ? 1 : high);
    }

    /// <summary>The same without the exception at the edges: of a share of 0 or 1 it does not hold the share.</summary>
    public static (double Low, double High) JeffreysEqualTailed(double count, double n, double level = Confidence.Usual)
    {
        Check(count, n);
        Confidence.Check(level);
        return (IncompleteBeta.Quantile(count + 0.5, n - count + 0.5, Confidence.Lower(level)), BetaUpper(count + 0.5, n - count + 0.5, level));
    }

    /// <summary>
    /// Clopper and Pearson's interval, from the beta distribution: [Beta⁻¹(.025; x, n−x+1), Beta⁻¹(.975; x+1, n−x)], with
    /// 0 and 1 at the edges. Wider than it need be, which is what the presentation standard wants.
    /// </summary>
    public static (double Low, double High) ClopperPearson(double count, double n) => ClopperPearson(count, n, Confidence.Usual);

    /// <inheritdoc cref="ClopperPearson(double, double)"/>
    public static (double Low, double High) ClopperPearson(double count, double n, double level)
    {
        Check(count, n);
        Confidence.Check(level);
        var low = count == 0 ? 0 : IncompleteBeta.Quantile(count, n - count + 1, Confidence.Lower(level));
        var high = count == n ? 1 : BetaUpper(count + 1, n - count, level);
        return (low, high);
    }

    internal static void Check(double count, double n)
    {
        if (!(n > 0) || double.IsInfinity(n)) throw new ArgumentOutOfRangeException(nameof(n), n, "A share needs at least one thing to be a share of.");
        if (!(count >= 0 && count <= n)) throw new ArgumentOutOfRangeException(nameof(count), count, "A count lies between zero and n.");
    }

    private static double BetaUpper(double a, double b, double level) => IncompleteBeta.Quantile(a, b, Confidence.Upper(level));

    private static double WilsonEnd(double p, double n, double z)
    {
        var middle = p + (z * z / (2 * n));
        return (middle + (z * Math.Sqrt((p * (1 - p) / n) + (z * z / (4 * n * n))))) / (1 + (z * z / n));
    }
}
