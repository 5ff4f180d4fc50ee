namespace CxDashboard.Domain.Statistics;

/// <summary>
/// STL: a series taken apart into season, trend and remainder by loess, value = season + trend + remainder. Defaults and
/// details are those of R's <c>stl</c>. Source: Cleveland, Cleveland, McRae and Terpenning 1990 (Journal of Official
/// Statistics 6).
/// </summary>
/// <remarks>
/// An inner pass smooths each place of the period by itself (all Mondays), takes from that what moving averages over a
/// period, a period and 3 and a loess leave of a trend, and smooths what is left of the series for its trend. An outer pass
/// weighs each value by (1 − (r/6·median|r|)²)², r being its remainder, so that freak values pull neither part.
/// </remarks>
public static class SeasonalTrendLoess
{
    /// <summary>
    /// Season, trend and remainder of values at equal distances, in the values' own unit; take logarithms first where the
    /// season multiplies (contacts by the day do). Null where there are not more than two whole periods: such a season
    /// cannot be told from chance.
    /// </summary>
    /// <param name="values">Without gaps and finite, else <see cref="ArgumentException"/>: what is unknown is not guessed.</param>
    /// <param name="period">How many values make a period: 7 for days of a week. At least 2, else <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="options">R's defaults where not given, with a season that is the same in each period.</param>
    public static SeasonalTrendParts? Decompose(IReadOnlyList<double?> values, int period, SeasonalTrendOptions? options = null)
    {
        var y = WholeSeries.Of(values, period);
        options ??= new();
        options.Check();
        if (y.Length <= 2 * (long)period) return null;
        var passes = new SeasonalTrendPasses(y, period, options);
        var (seasonal, trend) = passes.Run();
        if (options.SeasonalWindow is null) seasonal = MeansByPlace(seasonal, period);
        return new()
        {
            Seasonal = seasonal,
            Trend = trend,
            Remainder = [.. y.Select((v, i) => v - seasonal[i] - trend[i])],
            Weights = passes.Weights,
        };
    }

    // A window as wide as can be leaves differences of a rounding, which "the same in each period" does not allow.
    private static double[] MeansByPlace(double[] seasonal, int period)
    {
        var means = new double[period];
        for (var i = 0; i < seasonal.Length; i++) means[i % period] += seasonal[i];
        for (var p = 0; p < period; p++) means[p] /= ((seasonal.Length - 1 - p) / period) + 1;
        return [.. seasonal.Select((_, i) => means[i % period])];
    }
}
