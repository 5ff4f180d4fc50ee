namespace CxDashboard.Measuring.Passes;

/// <summary>What one bucket adds up to for one metric, and how long that stays so.</summary>
internal readonly record struct Tally
{
    public long N { get; init; }
    public double Count { get; init; }
    public double Sum { get; init; }
    public double SumOfSquares { get; init; }

    /// <summary>A quantile and its interval, in seconds; null where unknown.</summary>
    public double? Value { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }

    /// <summary>Claimed issues (or unhappy customers), and those of them that are still maturing.</summary>
    public long Claimed { get; init; }
    public long Maturing { get; init; }

    /// <summary>The sources that have interactions here, by code; null where there are none.</summary>
    public int[]? Sources { get; init; }

    /// <summary>The earliest clock at which time alone may change it.</summary>
    public long ValidUntil { get; init; }
}
