using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Quantiles of the gamma distribution for shapes as large as our counts, where the library's are rough. Source: the series
/// and the continued fraction DLMF 8.7.1 and 8.9.2; Loader 2000 for the density without cancellation.
/// </summary>
internal static class GammaQuantile
{
    /// <summary>The x with P(shape, x/scale) = p, for 0 &lt; p &lt; 1 and shape and scale above zero, to about 1e-14 of its value.</summary>
    public static double Of(double p, double shape, double scale)
    {
        // Wilson and Hilferty's cube to begin with; where it is useless, the first term of the series.
        var cube = 1 - (1 / (9 * shape)) + (Normal.InvCDF(0, 1, p) / (3 * Math.Sqrt(shape)));
        var x = shape * cube * cube * cube;
        if (!(cube > 0.1)) x = Math.Exp((Math.Log(p) + SpecialFunctions.GammaLn(shape + 1)) / shape);
        double low = 0, high = double.PositiveInfinity;
        for (var i = 0; i < 200 && x > 0; i++)
        {
            var error = Cumulative(shape, x) - p;
            if (error == 0) break;
            if (error > 0) high = x;
            else low = x;

            // Newton where it stays inside the bracket, else halving, or doubling where there is no upper end yet.
            var next = x - (error * x / (shape * Density(shape, x)));
            if (!(next > low && next < high)) next = double.IsInfinity(high) ? 2 * x : (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-15 * x) break;
            x = next;
        }

        return x * scale;
    }

    /// <summary>P(a, x): the chance of at most x, for a and x above zero.</summary>
    public static double Cumulative(double a, double x) => x < a + 1 ? Density(a, x) * Series(a, x) : 1 - (Density(a, x) * a * Fraction(a, x));

    // xᵃ·e⁻ˣ ÷ Γ(a+1)
    private static double Density(double a, double x) => Math.Exp(-Stirling.Error(a) - Stirling.Deviance(a, x)) / Math.Sqrt(2 * Math.PI * a);

    private static double Series(double a, double x)
    {
        double term = 1, sum = 1;
        for (var n = 1; n < 1_000_000 && term > 1e-17 * sum; n++) sum += term *= x / (a + n);
        return sum;
    }

    private static double Fraction(double a, double x)
    {
        double b = x + 1 - a, c = 1e300, d = 1 / b, result = d;
        for (var n = 1; n < 1_000_000; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = 1 / NotZero((numerator * d) + b);
            c = NotZero(b + (numerator / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
