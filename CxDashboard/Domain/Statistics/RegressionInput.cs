namespace CxDashboard.Domain.Statistics;

/// <summary>What every regression asks of its lists.</summary>
internal static class RegressionInput
{
    public static double[] Copy(IReadOnlyList<double> values, string name)
    {
        double[] copy = [.. values];
        return copy.All(double.IsFinite) ? copy : throw new ArgumentException("Every value is a finite number.", name);
    }

    public static double[][] Copy(IReadOnlyList<IReadOnlyList<double>> columns, int rows)
    {
        if (columns.Count == 0) throw new ArgumentException("A regression needs at least one column.", nameof(columns));
        if (columns.Any(c => c.Count != rows)) throw new ArgumentException("Every column is as long as the values.", nameof(columns));
        return [.. columns.Select(c => Copy(c, nameof(columns)))];
    }

    // Residuals that are nothing but the rounding of the values.
    public static bool IsPerfect(double residualSum, double[] y)
    {
        var size = 0.0;
        foreach (var value in y) size += value * value;
        return residualSum <= 1e-26 * size;
    }
}
