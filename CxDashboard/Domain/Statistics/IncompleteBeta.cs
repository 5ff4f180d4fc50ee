namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The beta distribution for parameters as large as our counts. The library's continued fraction stops after 140 steps,
/// which is too early near the middle once n is above some ten thousand; this one goes on until it has converged.
/// Source: the continued fraction DLMF 8.17.22, evaluated by the modified Lentz method; its factor by <see cref="Stirling"/>.
/// </summary>
internal static class IncompleteBeta
{
    private const double Tiny = 1e-300;

    /// <summary>I_x(a, b): the chance of at most x under Beta(a, b). a and b above zero, x from 0 to 1.</summary>
    public static double Cumulative(double a, double b, double x)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        return Cumulative(a, b, x, Factor(a, b, x));
    }

    /// <summary>The x with I_x(a, b) = p, for 0 &lt; p &lt; 1, to about 1e-13 of its value.</summary>
    public static double Quantile(double a, double b, double p)
    {
        double low = 0, high = 1, x = a / (a + b);
        for (var i = 0; i < 200 && high - low > 1e-16; i++)
        {
            var factor = Factor(a, b, x);
            var error = Cumulative(a, b, x, factor) - p;
            if (error == 0) return x;
            if (error > 0) high = x;
            else low = x;

            // Newton where it stays inside the bracket, else halving: certain to arrive, and quick near the end.
            var density = factor / (x * (1 - x));
            var next = x - (error / density);
            if (!(next > low && next < high)) next = (low + high) / 2;
            if (Math.Abs(next - x) <= 1e-15 * x) return next;
            x = next;
        }

        return x;
    }

    private static double Cumulative(double a, double b, double x, double factor) =>

        // The fraction converges fast on the side of the mean where x is small; the other side is its mirror image.
        x < (a + 1) / (a + b + 2)
            ? factor * Fraction(a, b, x) / a
            : 1 - (factor * Fraction(b, a, 1 - x) / b);

    // x^a · (1−x)^b ÷ B(a, b) without the gamma functions, whose difference would lose eight digits of a count of 10⁷.
    private static double Factor(double a, double b, double x)
    {
        var n = a + b;
        var log = Stirling.Error(n) - Stirling.Error(a) - Stirling.Error(b) - Stirling.Deviance(a, n * x) - Stirling.Deviance(b, n * (1 - x));
        return Math.Sqrt(a / n * b / (2 * Math.PI)) * Math.Exp(log);
    }

    private static double Fraction(double a, double b, double x)
    {
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), result = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            result *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            result *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15) break;
        }

        return result;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
