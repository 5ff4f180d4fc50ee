using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>How values are spread: how many lie where, and below which value half, three quarters and nine tenths of them are.</summary>
public sealed record DistributionSpec : ChartPicture
{
    /// <summary>Below so many values nothing is said of their spread.</summary>
    public const int Enough = 30;

    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>In any order; what is not a finite number counts as unknown.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>How many more there are whose value is not known, such as issues not yet replied to.</summary>
    public long Unknown { get; init; }

    /// <summary>What one value is of: "issues". Used in words only.</summary>
    public string Counted { get; init; } = "values";
}
