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
    /// else weak where w ≥ .30 or w ÷ p &gt; 1.30. A share of 0 is no exception to that, and so weak up to 71, where <see cref="Of"/> has it shown
    /// and reviewed: a dashboard has nobody who reviews, and nothing of fifty is no firmer than one of fifty, which is weak. Throws <see cref="ArgumentOutOfRangeException"/> unless 0 ≤ count ≤ n.
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

    /// <summary>
    /// The whole standard, of a count of n things whose variance is so many times that of independent ones. With n' = n ÷ design effect
    /// (at most n) and w the width of the 95 % Clopper–Pearson interval of p among n': suppressed where n' &lt; 30; else shown where w ≤ .05;
    /// else suppressed where w ≥ .30 or w ÷ p &gt; 1.30; else shown, with a note on the complement where w ÷ (1−p) &gt; 1.30.
    /// A share of 0 or 1 of at least 30 is shown and to be reviewed, where <see cref="IsWeak(double, double)"/> calls the 0 weak.
    /// Throws <see cref="ArgumentOutOfRangeException"/> unless 0 ≤ count ≤ n and the design effect is above zero.
    /// Source: Parker and others 2017, as the CDC's surveytable applies it.
    /// </summary>
    public static Presentation Of(double count, double n, double designEffect = 1)
    {
        if (!(count >= 0 && count <= n)) throw new ArgumentOutOfRangeException(nameof(count), count, "A count lies between zero and n.");
        if (!(designEffect > 0)) throw new ArgumentOutOfRangeException(nameof(designEffect), designEffect, "A design effect is above zero.");
        if (n == 0) return new(PresentationNote.Suppress, 0, null);
        var effective = n / Math.Max(1, designEffect);
        var share = count / n;
        var interval = Proportion.ClopperPearson(share == 1 ? effective : share * effective, effective);
        return new(NoteOf(share, effective, interval.High - interval.Low), effective, interval);
    }

    private static PresentationNote NoteOf(double share, double effectiveN, double width)
    {
        if (effectiveN < LeastN && !Near.Equal(effectiveN, LeastN)) return PresentationNote.Suppress;
        if (share is 0 or 1) return PresentationNote.Review;
        if (width <= 0.05) return PresentationNote.None;
        if (width >= 0.30 || width > 1.30 * share) return PresentationNote.Suppress;
        return width > 1.30 * (1 - share) ? PresentationNote.Complement : PresentationNote.None;
    }

    /// <summary>For means and quantiles: weak below 30 values.</summary>
    public static bool IsWeak(long n) => n < LeastN;
}
