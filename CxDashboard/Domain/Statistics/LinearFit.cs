namespace CxDashboard.Domain.Statistics;

/// <summary>An ordinary least squares fit.</summary>
/// <param name="Coefficients">In the order of the columns, with t intervals.</param>
/// <param name="Sigma">√(Σe² ÷ df), in the values' unit; zero for a perfect fit.</param>
/// <param name="DegreesOfFreedom">Rows less columns.</param>
/// <param name="Residuals">Value less fitted value, row by row.</param>
/// <param name="DurbinWatson">Σ(eᵢ−eᵢ₋₁)² ÷ Σeᵢ², 0 to 4, about 2 where neighbours do not depend; null for a perfect fit.</param>
public sealed record LinearFit(
    IReadOnlyList<RegressionCoefficient> Coefficients, double Sigma, int DegreesOfFreedom, IReadOnlyList<double> Residuals, double? DurbinWatson);
