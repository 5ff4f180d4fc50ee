namespace CxDashboard.Domain.Patterns;

/// <summary>One part of what a series is of, as a channel; the strata of a series share out all of it.</summary>
/// <param name="Name">The channel's, or whatever is split by.</param>
/// <param name="Points">As many as the series has.</param>
public sealed record Stratum(string Name, IReadOnlyList<SeriesPoint> Points);
