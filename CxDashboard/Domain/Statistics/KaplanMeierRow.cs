namespace CxDashboard.Domain.Statistics;

/// <summary>What the curve says from one time on.</summary>
/// <param name="Time">An event's time, or 0 for the beginning, where everybody waits.</param>
/// <param name="AtRisk">How many were still waiting just before it.</param>
/// <param name="Events">How many waits ended at it.</param>
/// <param name="Survival">The share still waiting just after it, 0 to 1.</param>
/// <param name="StandardError">Greenwood's, of the share; null where nobody waits any more.</param>
/// <param name="Low">Lower limit of the share; null where nobody waits any more, and where the scale has none.</param>
/// <param name="High">Upper limit of the share; null where nobody waits any more, and where the scale has none.</param>
public readonly record struct KaplanMeierRow(double Time, int AtRisk, int Events, double Survival, double? StandardError, double? Low, double? High);
