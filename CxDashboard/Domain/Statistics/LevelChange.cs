namespace CxDashboard.Domain.Statistics;

/// <summary>A level's change by three standard errors, in the values' unit. The first is the one to show.</summary>
/// <param name="Reml">Errors that follow each other, by restricted likelihood. Its 95 % interval covers about 9 times in 10 at a few dozen weeks.</param>
/// <param name="Rho">The errors' correlation from one week to the next.</param>
/// <param name="LeastSquares">As if weeks were independent: too narrow where they are not.</param>
/// <param name="NeweyWest">The same estimate, allowing for neighbours; too narrow in short series.</param>
/// <param name="NeweyWestLag">How many weeks apart neighbours were allowed for.</param>
public sealed record LevelChange(RegressionCoefficient Reml, double Rho, RegressionCoefficient LeastSquares, RegressionCoefficient NeweyWest, int NeweyWestLag);
