namespace CxDashboard.Domain.Statistics;

/// <summary>What STL made of a series; every list is as long as the series, and season + trend + remainder is the series.</summary>
public sealed record SeasonalTrendParts
{
    public required IReadOnlyList<double> Seasonal { get; init; }

    public required IReadOnlyList<double> Trend { get; init; }

    public required IReadOnlyList<double> Remainder { get; init; }

    /// <summary>From 0 (a freak value, not listened to) to 1; all 1 where the passes were not robust.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>Trend + remainder: the series without its season, as a chart of signals wants it.</summary>
    public IReadOnlyList<double> Adjusted => [.. Trend.Select((t, i) => t + Remainder[i])];
}
