namespace CxDashboard.Charts;

/// <summary>A phase somebody has begun: from a point on, centre and limits are computed anew.</summary>
/// <param name="First">Its first point; it ends where the next one begins.</param>
/// <param name="SetBy">Who decided so.</param>
/// <param name="Why">What changed.</param>
public sealed record ChartPhase(int First, string SetBy, string Why);
