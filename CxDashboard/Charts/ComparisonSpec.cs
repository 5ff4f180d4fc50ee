using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts;

/// <summary>One thing compared with others: its value, the 95 % interval and how many stand behind it.</summary>
/// <param name="Value">Null where nothing is known.</param>
public sealed record ComparisonRow(string Name, double? Value, double? Low, double? High, long N);

/// <summary>Values side by side, each with its interval, in the order given: never a ranking.</summary>
public sealed record ComparisonSpec : ChartPicture
{
    /// <summary>A value from fewer is not shown.</summary>
    public const long Enough = 30;

    public required Unit Unit { get; init; }

    /// <summary>ISO 4217 code of the currency of <see cref="Unit.Money"/>; null where there is none.</summary>
    public string? Currency { get; init; }

    /// <summary>Drawn in this order.</summary>
    public required IReadOnlyList<ComparisonRow> Rows { get; init; }

    /// <summary>The value of everything together, drawn as a line through all; null draws none.</summary>
    public double? All { get; init; }

    /// <summary>What that line is called.</summary>
    public string AllWords { get; init; } = "all";
}
