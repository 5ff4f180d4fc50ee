using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How many values a <see cref="Cusum"/> takes on average up to and with its first signal, when they are independent and
/// normal, their deviation is known, and their mean lies a steady shift of standard deviations above the centre (below: negative).
/// Without a shift it says how rare false alarms are, with one how long finding it takes. k and h as in <see cref="Cusum"/>:
/// k ≥ 0, h &gt; 0, finite, else <see cref="ArgumentOutOfRangeException"/>. Infinite where a double cannot hold it.
/// </summary>
public static class CusumRunLength
{
    /// <summary>
    /// Of the upper sum alone: L(0) of L(z) = 1 + L(0)·Φ(k−z−μ) + ∫₀ʰ L(x)·φ(x+k−z−μ) dx, on Gauss and Legendre's points.
    /// The lower sum's is that of the opposite shift. Relative error under 1e-9; time grows with h³ (a millisecond at h = 5).
    /// Source: Page 1954; Brook and Evans 1972 for the chain; Grassmann, Taksar and Heyman 1985 for its solution.
    /// </summary>
    public static double OneSided(double k, double h, double shift)
    {
        ThrowIfNoScheme(k, h);
        if (!double.IsFinite(shift)) throw new ArgumentOutOfRangeException(nameof(shift), shift, "A shift is a finite number of standard deviations.");

        // Points 0.4 apart already integrate a normal density to rounding.
        var rule = new GaussLegendreRule(0, h, 30 + (int)Math.Ceiling(4 * h));
        double[] at = [0, .. rule.Abscissas];
        var moves = new double[at.Length][];
        var signals = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            var off = k - at[i] - shift;
            moves[i] = new double[at.Length];
            moves[i][0] = Above(-off);
            for (var j = 1; j < at.Length; j++) moves[i][j] = rule.GetWeight(j - 1) * Density(at[j] + off);
            signals[i] = Above(h + off);
        }

        return StepsFromFirst(moves, signals);
    }

    /// <summary>
    /// Of both sums, whichever signals first: 1/L = 1/L⁺ + 1/L⁻, which is exact, for when one sum of equal k and h signals
    /// the other is zero. Source: Kemp 1961; Van Dobben de Bruyn 1968.
    /// </summary>
    public static double TwoSided(double k, double h, double shift) => 1 / ((1 / OneSided(k, h, shift)) + (1 / OneSided(k, h, -shift)));

    internal static void ThrowIfNoScheme(double k, double h)
    {
        if (!(k >= 0 && double.IsFinite(k))) throw new ArgumentOutOfRangeException(nameof(k), k, "An allowance is not negative.");
        if (!(h > 0 && double.IsFinite(h))) throw new ArgumentOutOfRangeException(nameof(h), h, "A decision interval is positive.");
    }

    // Takes one state after the other out of the chain, the last one first, and gives its time to those that lead to it. A
    // state's chance to stay is what its other chances leave: nothing is subtracted, so that even 1e200 steps come out right.
    private static double StepsFromFirst(double[][] moves, double[] ends)
    {
        var steps = new double[ends.Length];
        Array.Fill(steps, 1);
        for (var last = ends.Length - 1; last > 0; last--)
        {
            var leaves = ends[last];
            for (var j = 0; j < last; j++) leaves += moves[last][j];
            for (var i = 0; i < last; i++)
            {
                var passes = moves[i][last] / leaves;
                for (var j = 0; j < last; j++) moves[i][j] += passes * moves[last][j];
                ends[i] += passes * ends[last];
                steps[i] += passes * steps[last];
            }
        }

        return steps[0] / ends[0];
    }

    private static double Above(double z) => SpecialFunctions.Erfc(z / Constants.Sqrt2) / 2;

    private static double Density(double z) => Math.Exp(-z * z / 2) * Constants.InvSqrt2Pi;
}
