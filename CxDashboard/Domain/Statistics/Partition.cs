namespace CxDashboard.Domain.Statistics;

/// <summary>A series cut into segments with a mean each.</summary>
/// <param name="Breaks">The number of values before each break, ascending.</param>
/// <param name="SumOfSquares">Of the values around their segment's mean, in their unit squared.</param>
/// <param name="Bic">
/// n·(ln(RSS/n) + 1 + ln 2π) + 2(m+1)·ln n, with m breaks; minus infinity where the means fit perfectly. Smaller is better.
/// </param>
public sealed record Partition(IReadOnlyList<int> Breaks, double SumOfSquares, double Bic);
