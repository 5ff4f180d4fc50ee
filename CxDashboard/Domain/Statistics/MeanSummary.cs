namespace CxDashboard.Domain.Statistics;

/// <summary>What of some values their mean's interval needs.</summary>
/// <param name="N">How many there are; at least one.</param>
/// <param name="Mean">In the values' own unit.</param>
/// <param name="StandardDeviation">The sample's, divided by n−1; null of a single value.</param>
public readonly record struct MeanSummary(long N, double Mean, double? StandardDeviation);
