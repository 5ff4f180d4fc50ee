using MathNet.Numerics;

namespace CxDashboard.Domain.Statistics;

/// <summary>One coefficient of a regression, in the response's unit for one unit of its column.</summary>
/// <param name="Estimate">The coefficient.</param>
/// <param name="StandardError">Its standard error; zero where nothing is left to chance.</param>
/// <param name="Statistic">Estimate ÷ standard error; null where that is zero.</param>
/// <param name="P">Two-sided, of the statistic under no effect; null where there is none.</param>
/// <param name="Low">95 % limit.</param>
/// <param name="High">95 % limit.</param>
public readonly record struct RegressionCoefficient(double Estimate, double StandardError, double? Statistic, double? P, double Low, double High)
{
    /// <summary>By Student's t with so many degrees of freedom.</summary>
    internal static IReadOnlyList<RegressionCoefficient> OfT(double[] estimates, Func<int, double> standardError, double df)
    {
        var quantile = TQuantile(df, 0.95);
        return [.. estimates.Select((b, j) => Of(b, standardError(j), quantile, t => IncompleteBeta.Cumulative(df / 2, 0.5, df / (df + (t * t)))))];
    }

    /// <summary>By the normal distribution.</summary>
    internal static RegressionCoefficient OfNormal(double estimate, double standardError) =>
        Of(estimate, standardError, Proportion.Z, z => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2)));

    /// <summary>The t that ±t keeps so much of the distribution between: t² ÷ (df + t²) is Beta(½, df ÷ 2).</summary>
    internal static double TQuantile(double df, double inside)
    {
        var x = IncompleteBeta.Quantile(0.5, df / 2, inside);
        return Math.Sqrt(df * x / (1 - x));
    }

    private static RegressionCoefficient Of(double estimate, double standardError, double quantile, Func<double, double> p)
    {
        double? statistic = standardError > 0 ? estimate / standardError : null;
        return new(estimate, standardError, statistic, statistic is { } s ? p(s) : null, estimate - (quantile * standardError), estimate + (quantile * standardError));
    }
}
