namespace CxDashboard.Domain.Patterns;

/// <summary>The claims of one local day, by the day of the claim.</summary>
/// <param name="Day">In the workspace's zone.</param>
/// <param name="Claims">How many issues were claimed on it; null where it is not known.</param>
/// <param name="Judged">How many of these are old enough, and of a known customer, to say whether they held.</param>
/// <param name="Held">How many of the judged held.</param>
public readonly record struct ClaimDay(DateOnly Day, int? Claims, int Judged, int Held);
