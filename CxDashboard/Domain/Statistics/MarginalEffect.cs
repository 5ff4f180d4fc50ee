namespace CxDashboard.Domain.Statistics;

/// <summary>The average marginal effect of a predictor: of 1 against 0 where it has only these two values, else per unit.</summary>
/// <param name="Estimate">Difference of chances, −1 to 1 (per unit).</param>
/// <param name="StandardError">By the delta method.</param>
/// <param name="Low">95 % limit.</param>
/// <param name="High">95 % limit.</param>
/// <param name="IsDifference">Of 1 against 0.</param>
public readonly record struct MarginalEffect(double Estimate, double StandardError, double Low, double High, bool IsDifference);
