namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Whether a figure carries a conclusion. Weak figures are said to be weak; this hides nothing.
/// Source: National Center for Health Statistics' presentation standards for proportions (Parker and others 2017,
/// Vital and Health Statistics 2(175)).
/// </summary>
public static class PresentationStandard
{
    /// <summary>The number of values below which nothing is concluded.</summary>
    public const int LeastN = 30;

    /// <summary>
    /// For a share, with w the width of its 95 % Clopper–Pearson interval: weak where n &lt; 30; else not where w ≤ .05;
    /// else weak where w ≥ .30 or w ÷ p &gt; 1.30. Throws <see cref="ArgumentOutOfRangeException"/> unless 0 ≤ count ≤ n.
    /// </summary>
    public static bool IsWeak(double count, double n)
    {
        if (!(count >= 0 && count <= n)) throw new ArgumentOutOfRangeException(nameof(count), count, "A count lies between zero and n.");
        if (n < LeastN) return true;
        var (low, high) = Proportion.ClopperPearson(count, n);
        var width = high - low;
        if (width <= 0.05) return false;

        // Of a share of zero the relative width is infinite, so it is weak unless the interval is narrow in itself.
        return width >= 0.30 || width > 1.30 * (count / n);
    }

    /// <summary>For means and quantiles: weak below 30 values.</summary>
    public static bool IsWeak(long n) => n < LeastN;
}
