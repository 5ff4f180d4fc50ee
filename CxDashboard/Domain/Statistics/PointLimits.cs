namespace CxDashboard.Domain.Statistics;

/// <summary>A point's centre and limits, in the unit of the values.</summary>
public readonly record struct PointLimits(double Centre, double Lower, double Upper);
