namespace CxDashboard.Domain.Statistics;

/// <summary>What the season's functions ask of a series.</summary>
internal static class WholeSeries
{
    /// <summary>The values, of which none may be unknown or infinite.</summary>
    public static double[] Of(IReadOnlyList<double?> values, int period)
    {
        if (period < 2) throw new ArgumentOutOfRangeException(nameof(period), period, "A period is of at least two values.");
        var whole = new double[values.Count];
        for (var i = 0; i < whole.Length; i++)
        {
            if (values[i] is not { } value || double.IsNaN(value))
            {
                throw new ArgumentException($"Value {i + 1} of the series is unknown: a season is told from a series without gaps only.", nameof(values));
            }

            if (double.IsInfinity(value)) throw new ArgumentException($"Value {i + 1} of the series is infinite; the logarithm of zero is, for one.", nameof(values));
            whole[i] = value;
        }

        return whole;
    }
}
