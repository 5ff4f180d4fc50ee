namespace CxDashboard.Domain.Statistics;

/// <summary>One category at two times: its share of everything, and its rate in any one unit; null where the rate is unknown.</summary>
public readonly record struct KitagawaCategory(double ShareBefore, double? RateBefore, double ShareAfter, double? RateAfter);
