using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>How many standard errors a two-sided interval of a level reaches to each side, and the chance beyond so many.</summary>
internal static class Confidence
{
    /// <summary>The level that is meant where none is said.</summary>
    public const double Usual = 0.95;

    /// <summary>Φ⁻¹((1 + level)/2).</summary>
    public static double Z(double level)
    {
        Check(level);
        return level == Usual ? Proportion.Z : Normal.InvCDF(0, 1, Upper(level));
    }

    /// <summary>The same of Student's t; degrees of freedom are above zero and need not be whole.</summary>
    public static double T(double level, double degreesOfFreedom)
    {
        Check(level);
        var n = degreesOfFreedom;
        if (n > 4_000) return LargeT(Z(level), n);

        // t²/(n+t²) is Beta(½, n/2), and n/(n+t²) its complement: of the two the one that does not end near 1.
        if (n < 10 && level > 0.5)
        {
            var x = IncompleteBeta.Quantile(n / 2, 0.5, 1 - level);
            return Math.Sqrt(n * (1 - x) / x);
        }

        var y = IncompleteBeta.Quantile(0.5, n / 2, level);
        return Math.Sqrt(n * y / (1 - y));
    }

    /// <summary>The chance that a normal value lies as far from zero as z, on either side.</summary>
    public static double BeyondZ(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>The same of Student's t.</summary>
    public static double BeyondT(double t, double degreesOfFreedom)
    {
        var n = degreesOfFreedom;
        return t * t < n ? 1 - IncompleteBeta.Cumulative(0.5, n / 2, t * t / (n + (t * t))) : IncompleteBeta.Cumulative(n / 2, 0.5, n / (n + (t * t)));
    }

    /// <summary>The chance below an interval's upper end, (1 + level)/2.</summary>
    public static double Upper(double level) => (1 + level) / 2;

    /// <summary>The chance below an interval's lower end, (1 − level)/2.</summary>
    public static double Lower(double level) => level == Usual ? 0.025 : (1 - level) / 2;

    public static void Check(double level)
    {
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A confidence level lies strictly between 0 and 1.");
    }

    // Fisher and Cornish 1960: four terms in 1/n, of which the fifth would be below rounding.
    private static double LargeT(double z, double n)
    {
        var z2 = z * z;
        var first = (z2 + 1) / 4;
        var second = (3 + (z2 * (16 + (5 * z2)))) / 96;
        var third = (-15 + (z2 * (17 + (z2 * (19 + (3 * z2)))))) / 384;
        var fourth = (-945 + (z2 * (-1920 + (z2 * (1482 + (z2 * (776 + (79 * z2)))))))) / 92160;
        return z * (1 + ((first + ((second + ((third + (fourth / n)) / n)) / n)) / n));
    }
}
