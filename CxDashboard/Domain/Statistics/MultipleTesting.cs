namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Chances adjusted for having looked at many things at once: what is adjusted to at most q is a finding at q. All take the m unadjusted
/// chances, in any order, and answer in the same order; none for none. A chance that is not from 0 to 1 (an unknown one is no chance:
/// leave it out) throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public static class MultipleTesting
{
    /// <summary>
    /// min over j ≥ i of m·p₍ⱼ₎/j, at most 1, of chances in ascending order: keeps the share of false ones among the findings to q where
    /// the tests are independent or go together. Source: Benjamini and Hochberg 1995.
    /// </summary>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> chances) => StepUp(chances, 1);

    /// <summary>The same times 1 + 1/2 + … + 1/m, which holds however the tests depend on each other. Source: Benjamini and Yekutieli 2001.</summary>
    public static double[] BenjaminiYekutieli(ReadOnlySpan<double> chances)
    {
        var harmonic = 0.0;
        for (var i = chances.Length; i > 0; i--) harmonic += 1.0 / i;
        return StepUp(chances, harmonic);
    }

    /// <summary>
    /// max over j ≤ i of (m−j+1)·p₍ⱼ₎, at most 1: keeps the chance of any false finding to q. Source: Holm 1979.
    /// </summary>
    public static double[] Holm(ReadOnlySpan<double> chances)
    {
        var order = Order(chances);
        var adjusted = new double[order.Length];
        var most = 0.0;
        for (var i = 0; i < order.Length; i++) adjusted[order[i]] = most = Math.Max(most, Math.Min(1, (order.Length - i) * chances[order[i]]));
        return adjusted;
    }

    /// <summary>m·p, at most 1: the same promise as Holm's, kept with less power. Source: Dunn 1961.</summary>
    public static double[] Bonferroni(ReadOnlySpan<double> chances)
    {
        Check(chances);
        var adjusted = new double[chances.Length];
        for (var i = 0; i < adjusted.Length; i++) adjusted[i] = Math.Min(1, adjusted.Length * chances[i]);
        return adjusted;
    }

    private static double[] StepUp(ReadOnlySpan<double> chances, double factor)
    {
        var order = Order(chances);
        var adjusted = new double[order.Length];
        var least = 1.0;
        for (var i = order.Length; i > 0; i--) adjusted[order[i - 1]] = least = Math.Min(least, factor * order.Length / i * chances[order[i - 1]]);
        return adjusted;
    }

    private static int[] Order(ReadOnlySpan<double> chances)
    {
        Check(chances);
        var keys = chances.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(keys, order);
        return order;
    }

    private static void Check(ReadOnlySpan<double> chances)
    {
        foreach (var p in chances)
        {
            if (!(p >= 0 && p <= 1)) throw new ArgumentOutOfRangeException(nameof(chances), p, "A chance lies between 0 and 1.");
        }
    }
}
