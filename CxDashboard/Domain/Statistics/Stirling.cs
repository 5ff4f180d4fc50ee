using MathNet.Numerics;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The two parts of which binomial chances are made without cancellation: Γ(n+1)/(Γ(a+1)Γ(b+1)) · x^a · y^b with n = a + b and
/// x + y = 1 is √(n/2πab) · exp(δ(n) − δ(a) − δ(b) − D(a, nx) − D(b, ny)). Source: Loader 2000, Fast and accurate
/// computation of binomial probabilities.
/// </summary>
internal static class Stirling
{
    /// <summary>δ(z) = ln Γ(z+1) − (z+½)·ln z + z − ½·ln 2π, what Stirling's formula leaves out. z above zero.</summary>
    public static double Error(double z)
    {
        if (z < 15) return SpecialFunctions.GammaLn(z + 1) - ((z + 0.5) * Math.Log(z)) + z - (0.5 * Math.Log(2 * Math.PI));
        var s = 1 / (z * z);
        return ((1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (((1.0 / 1188) - (691.0 / 360360 * s)) * s)) * s)) * s)) * s)) / z;
    }

    /// <summary>D(a, m) = a·ln(a/m) + m − a, which is zero where a = m. Both above zero.</summary>
    public static double Deviance(double a, double m)
    {
        var (difference, sum) = (a - m, a + m);
        if (Math.Abs(difference) >= 0.1 * sum) return (a * Math.Log(a / m)) - difference;

        // a·ln(a/m) = 2a·artanh(v) by its series; the first term and m − a cancel and are taken together.
        var v = difference / sum;
        var (result, power) = (difference * v, 2 * a * v);
        for (var j = 3; j < 100; j += 2)
        {
            power *= v * v;
            var next = result + (power / j);
            if (next == result) break;
            result = next;
        }

        return result;
    }
}
