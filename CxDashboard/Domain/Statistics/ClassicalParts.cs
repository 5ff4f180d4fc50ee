namespace CxDashboard.Domain.Statistics;

/// <summary>What moving averages made of a series; every list but the figure is as long as the series.</summary>
public sealed record ClassicalParts
{
    /// <summary>The season of one period, from the place of the first value on; centred on 0, or on 1 where it multiplies.</summary>
    public required IReadOnlyList<double> Figure { get; init; }

    /// <summary>The figure over and over.</summary>
    public required IReadOnlyList<double> Seasonal { get; init; }

    /// <summary>Null in the first and last half of a period.</summary>
    public required IReadOnlyList<double?> Trend { get; init; }

    /// <summary>Null where the trend is, and where it would be divided by zero.</summary>
    public required IReadOnlyList<double?> Remainder { get; init; }
}
