namespace CxDashboard.Domain.Statistics;

/// <summary>A stretch of neighbouring points on one side of the centre.</summary>
/// <param name="Start">Index of its first point.</param>
/// <param name="End">Index after its last point.</param>
/// <param name="Points">How many of them count: unknown points and points on the centre neither count nor break it.</param>
public readonly record struct Run(int Start, int End, int Points, bool Above);
