namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A season by moving averages: the trend is the centred mean over one period (the two ends of an even one count half), the
/// season each place's mean of value − trend (or value ÷ trend), centred on 0 (or 1). Source: Macaulay 1931; details as R's
/// <c>decompose</c>.
/// </summary>
public static class ClassicalDecomposition
{
    /// <summary>
    /// Trend, season and remainder of values at equal distances; additive ones are in the values' unit, of multiplicative
    /// ones the trend only. Null where there are fewer than two whole periods, and of nothing but zeros multiplied.
    /// </summary>
    /// <param name="values">
    /// Without gaps and finite, else <see cref="ArgumentException"/>; not negative where multiplied, else
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </param>
    /// <param name="period">How many values make a period; at least 2, else <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="kind">Whether season and remainder are added or multiplied.</param>
    public static ClassicalParts? Decompose(IReadOnlyList<double?> values, int period, SeasonKind kind = SeasonKind.Additive)
    {
        var y = WholeSeries.Of(values, period);
        var multiplies = kind == SeasonKind.Multiplicative;
        if (multiplies && y.Any(v => v < 0)) throw new ArgumentOutOfRangeException(nameof(values), y.Min(), "A season that multiplies is one of values that are not negative.");
        if (y.Length < 2 * (long)period) return null;
        var trend = Trend(y, period);
        var figure = Figure(y, trend, period, multiplies);
        if (multiplies && !(figure.Average() > 0)) return null;
        var centre = figure.Average();
        figure = [.. figure.Select(f => multiplies ? f / centre : f - centre)];
        double[] seasonal = [.. y.Select((_, i) => figure[i % period])];
        return new()
        {
            Figure = figure,
            Seasonal = seasonal,
            Trend = trend,
            Remainder = [.. y.Select((v, i) => multiplies ? Ratio(v, seasonal[i] * trend[i]) : v - seasonal[i] - trend[i])],
        };
    }

    private static double?[] Trend(double[] y, int period)
    {
        var half = period / 2;
        var trend = new double?[y.Length];
        for (var i = half; i < y.Length - half; i++)
        {
            var sum = period % 2 == 0 ? (y[i - half] + y[i + half]) / 2 : y[i - half] + y[i + half];
            for (var j = i - half + 1; j < i + half; j++) sum += y[j];
            trend[i] = sum / period;
        }

        return trend;
    }

    // Two whole periods have a trend at each place at least once; it is zero only where a whole period is.
    private static double[] Figure(double[] y, double?[] trend, int period, bool multiplies)
    {
        var (sums, counts) = (new double[period], new int[period]);
        for (var i = 0; i < y.Length; i++)
        {
            if ((multiplies ? Ratio(y[i], trend[i]) : y[i] - trend[i]) is not { } part) continue;
            sums[i % period] += part;
            counts[i % period]++;
        }

        return [.. sums.Select((s, p) => counts[p] == 0 ? double.NaN : s / counts[p])];
    }

    private static double? Ratio(double value, double? by) => by is null or 0 ? null : value / by;
}
