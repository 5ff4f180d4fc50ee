namespace CxDashboard.Domain.Statistics;

/// <summary>A regression whose errors follow each other.</summary>
/// <param name="Coefficients">In the order of the columns, with t intervals.</param>
/// <param name="Rho">The correlation of an error with the next one, −1 to 1.</param>
/// <param name="Sigma">The errors' standard deviation, in the values' unit.</param>
/// <param name="LogLikelihood">Restricted or full, as asked, at its maximum.</param>
/// <param name="DegreesOfFreedom">Rows less columns.</param>
public sealed record AutoregressiveFit(
    IReadOnlyList<RegressionCoefficient> Coefficients, double Rho, double Sigma, double LogLikelihood, int DegreesOfFreedom);
