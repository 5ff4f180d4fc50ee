namespace CxDashboard.Data;

/// <summary>One metric of one local day of the workspace, for other tools to read.</summary>
public sealed class DailyMetricRow
{
    /// <summary>yyyy-MM-dd.</summary>
    public required string Day { get; init; }
    public required string Metric { get; init; }
    public int Version { get; init; }

    /// <summary>The field it is split by; empty for the total.</summary>
    public required string Dimension { get; init; }

    /// <summary>Empty for unknown, and for the total.</summary>
    public required string ValueOfDimension { get; init; }

    /// <summary>The numerator where there is one.</summary>
    public double? Count { get; init; }
    public long N { get; init; }
    public double? Value { get; init; }
    public double? Low { get; init; }
    public double? High { get; init; }
    public bool Maturing { get; init; }

    /// <summary>Withheld for privacy: the numbers are null.</summary>
    public bool Suppressed { get; init; }

    /// <summary>The day is over and nothing in it matures any more.</summary>
    public bool Finished { get; init; }
}
