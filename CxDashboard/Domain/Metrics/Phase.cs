namespace CxDashboard.Domain.Metrics;

/// <summary>A stretch of a metric's history with limits of its own, because a person says that its work is another since then.</summary>
/// <param name="Starts">Its first local day.</param>
/// <param name="SetBy">Who said so.</param>
/// <param name="Why">What changed.</param>
public sealed record Phase(DateOnly Starts, string SetBy, string Why);
