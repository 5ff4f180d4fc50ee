namespace CxDashboard.Domain.Statistics;

/// <summary>What a local level makes of a series. Lists are as long as the series unless they say otherwise.</summary>
/// <param name="LogLikelihood">Diffuse: the first known value counts −½ln 2π, whatever it is.</param>
/// <param name="Filtered">The level from the values so far; null before the first known one.</param>
/// <param name="FilteredVariance">Its variance; null before the first known value.</param>
/// <param name="Smoothed">The level from all values.</param>
/// <param name="SmoothedVariance">Its variance.</param>
public sealed record LocalLevelFit(
    double LogLikelihood, IReadOnlyList<double?> Filtered, IReadOnlyList<double?> FilteredVariance, IReadOnlyList<double> Smoothed, IReadOnlyList<double> SmoothedVariance)
{
    /// <summary>Variance of a value around its level.</summary>
    public required double IrregularVariance { get; init; }

    /// <summary>Variance of the level's step from one value to the next.</summary>
    public required double LevelVariance { get; init; }

    /// <summary>
    /// What the next values would be: the last level, and with step h the variance P + h·(level variance) + (irregular variance), P
    /// being the last filtered one; 95 % limits by the normal distribution. A negative number of steps throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public IReadOnlyList<LocalLevelForecast> Forecast(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var (level, variance) = (Filtered[^1]!.Value, FilteredVariance[^1]!.Value);
        return [.. Enumerable.Range(1, steps).Select(h => LocalLevelForecast.Of(level, variance + (h * LevelVariance) + IrregularVariance))];
    }
}
