namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The tabular CUSUM: Cᵢ⁺ = max(0, Cᵢ₋₁⁺ + zᵢ − k) and Cᵢ⁻ = min(0, Cᵢ₋₁⁻ + zᵢ + k), both from 0, with zᵢ = (xᵢ − centre)/σ;
/// a point signals where C⁺ &gt; h or C⁻ &lt; −h. All sums, k and h are in standard deviations; nothing restarts after a
/// signal. Usual are k = ½, which looks for a shift of one standard deviation, and h = 4 or 5. Source: Page 1954; Montgomery,
/// Introduction to Statistical Quality Control; conventions of R's qcc (its se.shift is 2k).
/// </summary>
public sealed record Cusum
{
    /// <summary>C⁺ after each value, never negative; null where the value is unknown.</summary>
    public required IReadOnlyList<double?> Upper { get; init; }

    /// <summary>C⁻ after each value, never positive; null where the value is unknown.</summary>
    public required IReadOnlyList<double?> Lower { get; init; }

    /// <summary>Indices from 0 of the values at which C⁺ is above h.</summary>
    public required IReadOnlyList<int> UpperSignals { get; init; }

    /// <summary>Indices from 0 of the values at which C⁻ is below −h.</summary>
    public required IReadOnlyList<int> LowerSignals { get; init; }

    /// <summary>
    /// The sums of values in order. Null values are gaps: they leave the sums as they were. A centre or value that is not
    /// finite, a deviation or h that is not positive, or a negative k throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="values">In any unit.</param>
    /// <param name="centre">The level that is kept to, in the values' unit.</param>
    /// <param name="deviation">The standard deviation of a value, in the values' unit.</param>
    /// <param name="k">The allowance, in standard deviations: half the shift to be found.</param>
    /// <param name="h">The decision interval, in standard deviations.</param>
    public static Cusum Of(IReadOnlyList<double?> values, double centre, double deviation, double k, double h)
    {
        if (!double.IsFinite(centre)) throw new ArgumentOutOfRangeException(nameof(centre), centre, "A centre is a finite number.");
        if (!(deviation > 0 && double.IsFinite(deviation))) throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is positive.");
        CusumRunLength.ThrowIfNoScheme(k, h);
        var (upper, lower) = (new double?[values.Count], new double?[values.Count]);
        List<int> above = [], below = [];
        var (up, down) = (0.0, 0.0);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(values), value, "A value is a finite number, or null where it is unknown.");
            var z = (value - centre) / deviation;
            upper[i] = up = Math.Max(0, up + (z - k));
            lower[i] = down = Math.Min(0, down + (z + k));
            if (up > h) above.Add(i);
            if (down < -h) below.Add(i);
        }

        return new Cusum { Upper = upper, Lower = lower, UpperSignals = above, LowerSignals = below };
    }
}
