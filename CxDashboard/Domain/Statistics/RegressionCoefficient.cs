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
        var quantile = Confidence.T(Confidence.Usual, df);
        return [.. estimates.Select((b, j) => Of(b, standardError(j), quantile, t => Confidence.BeyondT(t, df)))];
    }

    /// <summary>By the normal distribution.</summary>
    internal static RegressionCoefficient OfNormal(double estimate, double standardError) =>
        Of(estimate, standardError, Proportion.Z, Confidence.BeyondZ);

    private static RegressionCoefficient Of(double estimate, double standardError, double quantile, Func<double, double> p)
    {
        double? statistic = standardError > 0 ? estimate / standardError : null;
        return new(estimate, standardError, statistic, statistic is { } s ? p(s) : null, estimate - (quantile * standardError), estimate + (quantile * standardError));
    }
}
