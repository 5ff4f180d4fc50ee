namespace CxDashboard.Domain.Statistics;

/// <summary>How far one group's mean lies above another's, in the values' own unit.</summary>
/// <param name="Difference">The first less the second.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="DegreesOfFreedom">Of Student's t; not whole.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <param name="P">The chance of a difference as large as this, on either side, if there were none.</param>
public readonly record struct MeanDifference(double Difference, double StandardError, double DegreesOfFreedom, double Low, double High, double P);
