namespace CxDashboard.Domain.Statistics;

/// <summary>Whether a value tells something about the next one.</summary>
public static class Autocorrelation
{
    /// <summary>
    /// r₁ = Σ(xᵢ−x̄)(xᵢ₊₁−x̄) / Σ(xᵢ−x̄)², −1 to 1; zero where the values do not vary. Fewer than two values throw
    /// <see cref="ArgumentOutOfRangeException"/>. Source: Box and Jenkins 1970.
    /// </summary>
    public static double LagOne(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2, nameof(values));
        var mean = values.Average();
        var spread = values.Sum(x => (x - mean) * (x - mean));
        return spread == 0 ? 0 : values.Zip(values.Skip(1), (a, b) => (a - mean) * (b - mean)).Sum() / spread;
    }

    /// <summary>r₁ above 2/√n: more than chance explains.</summary>
    public static bool NeighboursDepend(IReadOnlyList<double> values) =>
        values.Count >= 2 && LagOne(values) > 2 / Math.Sqrt(values.Count);
}
