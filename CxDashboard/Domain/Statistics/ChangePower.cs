using MathNet.Numerics;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// What a before/after comparison can see. Weeks follow each other without gaps; the noise has standard deviation σ (the values' unit) and
/// correlates from week to week by ρ, both taken as known. The change's standard error σ·√((X′R⁻¹X)⁻¹) is exact then, and so is the chance by
/// the noncentral t; that ρ must be estimated too makes the true chance at few weeks a little lower. Source: Zhang, Wagner and Ross-Degnan 2011;
/// Lenth 1989 (noncentral t).
/// </summary>
public static class ChangePower
{
    private const int MostWeeks = 520;

    /// <summary>
    /// The chance, 0 to 1, that a change of the level shows (two-sided, p below <paramref name="significance"/>) with so many weeks before and after it.
    /// <paramref name="withTrend"/> as the comparison has it: true without a control series, false with one. σ above zero, −1 &lt; ρ &lt; 1,
    /// 0 &lt; significance &lt; 1 and at least one week on each side, else <see cref="ArgumentOutOfRangeException"/>. Null where no degree of freedom is
    /// left or trend and change cannot be told apart.
    /// </summary>
    public static double? Chance(double change, int before, int after, double sigma, double rho = 0, bool withTrend = true, double significance = 0.05)
    {
        Check(change, before, sigma, rho, significance);
        ArgumentOutOfRangeException.ThrowIfLessThan(after, 1);
        var df = before + after - (withTrend ? 3 : 2);
        if (df < 1 || StandardError(before, after, rho, withTrend) is not { } error) return null;
        return Beyond(Math.Abs(change) / (sigma * error), df, Confidence.T(1 - significance, df));
    }

    /// <summary>
    /// The fewest weeks after the change, from the least that a comparison has, at which it shows with at least the chance asked for; null where ten years
    /// would not do. Refuses what <see cref="Chance"/> refuses, and a chance outside 0 to 1.
    /// </summary>
    public static int? WeeksNeeded(
        double change, int before, double sigma, double rho = 0, double chance = 0.8, bool withTrend = true, double significance = 0.05, int least = BeforeAfter.LeastWeeks)
    {
        Check(change, before, sigma, rho, significance);
        if (!(chance > 0 && chance < 1)) throw new ArgumentOutOfRangeException(nameof(chance), chance, "A chance lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        var (low, high) = (least, Math.Max(least, MostWeeks));
        if (!Enough(high)) return null;

        // A week more never makes the change less certain.
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Enough(middle)) high = middle;
            else low = middle + 1;
        }

        return low;

        bool Enough(int after) => Chance(change, before, after, sigma, rho, withTrend, significance) >= chance;
    }

    private static void Check(double change, int before, double sigma, double rho, double significance)
    {
        if (!double.IsFinite(change)) throw new ArgumentOutOfRangeException(nameof(change), change, "A change is a finite number.");
        ArgumentOutOfRangeException.ThrowIfLessThan(before, 1);
        if (!(sigma > 0 && double.IsFinite(sigma))) throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "Noise has a standard deviation above zero.");
        if (!(rho > -1 && rho < 1)) throw new ArgumentOutOfRangeException(nameof(rho), rho, "A correlation lies between -1 and 1.");
        if (!(significance > 0 && significance < 1)) throw new ArgumentOutOfRangeException(nameof(significance), significance, "A significance lies between 0 and 1.");
    }

    private static double? StandardError(int before, int after, double rho, bool withTrend)
    {
        var n = before + after;
        int[] times = [.. Enumerable.Range(0, n)];
        List<double[]> columns = [[.. times.Select(_ => 1.0)], [.. times.Select(t => t < before ? 0.0 : 1)]];
        if (withTrend) columns.Insert(1, [.. times.Select(t => (double)t)]);
        var whitened = columns.Select(_ => new double[n]).ToArray();
        var whitening = new Whitening(times);
        whitening.By(rho);
        for (var j = 0; j < columns.Count; j++) whitening.Apply(columns[j], whitened[j]);
        if (OrthogonalFactors.Of(whitened, new double[n]) is not { } factors) return null;
        return Math.Sqrt(factors.Inverse()[columns.Count - 1, columns.Count - 1]);
    }

    // P(|T| > t) of the noncentral t with noncentrality d ≥ 0.
    private static double Beyond(double d, int df, double t) => 1 - Below(d, df, t) + Below(-d, df, t, negative: true);

    // P(T ≤ t) for t > 0: Φ(−d) + ½Σ[pⱼ·I(j+½, df/2) + qⱼ·I(j+1, df/2)] at x = t² ÷ (df+t²), pⱼ = e^(−h)·h^j ÷ Γ(j+1) and
    // qⱼ = d ÷ √2 · e^(−h)·h^j ÷ Γ(j+1½) with h = d² ÷ 2. Of the mirror image (noncentrality −d) the chance above t is asked for instead.
    private static double Below(double d, int df, double t, bool negative = false)
    {
        if (Math.Abs(d) > 300) return 0;
        var (half, x) = (d * d / 2, t * t / (df + (t * t)));

        // The weights are next to nothing twelve deviations away from h.
        var width = 12 * Math.Sqrt(half + 1);
        double sum = 0;
        for (var j = (int)Math.Max(0, half - width); j <= half + width + 12; j++)
        {
            var log = (j == 0 ? 0 : j * Math.Log(half)) - half;
            sum += Math.Exp(log - SpecialFunctions.GammaLn(j + 1)) * IncompleteBeta.Cumulative(j + 0.5, df / 2.0, x);
            sum += d / Math.Sqrt(2) * Math.Exp(log - SpecialFunctions.GammaLn(j + 1.5)) * IncompleteBeta.Cumulative(j + 1, df / 2.0, x);
        }

        var below = (SpecialFunctions.Erfc(d / Math.Sqrt(2)) / 2) + (sum / 2);
        return negative ? Math.Max(0, 1 - below) : Math.Min(1, below);
    }
}
