using MathNet.Numerics.Distributions;

namespace CxDashboard.Domain.Statistics;

/// <summary>A series smoothed to its end; everything but the constants is in the series' unit.</summary>
public sealed record HoltWintersModel
{
    public required double Alpha { get; init; }

    public required double Beta { get; init; }

    public required double Gamma { get; init; }

    /// <summary>At the last value.</summary>
    public required double Level { get; init; }

    /// <summary>By one value.</summary>
    public required double Slope { get; init; }

    /// <summary>Of the next period, the place of the first value to come first.</summary>
    public required IReadOnlyList<double> Seasonal { get; init; }

    /// <summary>What was expected one step ahead of each value after the first period.</summary>
    public required IReadOnlyList<double> Fitted { get; init; }

    /// <summary>Value − expected, of each value after the first period.</summary>
    public required IReadOnlyList<double> Residuals { get; init; }

    /// <summary>Of the residuals' squares.</summary>
    public required double SumOfSquares { get; init; }

    /// <summary>
    /// The next values: l + h·b + s, and normal limits with the variance σ²·(1 + Σ ψⱼ²) over j below h, ψⱼ = α(1 + jβ) + γ(1−α)
    /// where j is a whole number of periods (else without its last term), σ² being the residuals' sample variance. They take the
    /// constants for known and the errors for normal, and are too narrow rather than too wide. Source: Yar and Chatfield 1990.
    /// </summary>
    /// <param name="ahead">How many; at least one, else <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="level">The share of values between the limits, strictly between 0 and 1; else <see cref="ArgumentOutOfRangeException"/>.</param>
    public IReadOnlyList<PredictionBand> Forecast(int ahead, double level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ahead, 1);
        Confidence.Check(level);
        var mean = Residuals.Average();
        var deviation = Math.Sqrt(Residuals.Sum(r => (r - mean) * (r - mean)) / (Residuals.Count - 1)) * Normal.InvCDF(0, 1, (1 + level) / 2);
        var factor = 1.0;
        var bands = new PredictionBand[ahead];
        for (var h = 1; h <= ahead; h++)
        {
            var middle = Level + (h * Slope) + Seasonal[(h - 1) % Seasonal.Count];
            var half = deviation * Math.Sqrt(factor);
            bands[h - 1] = new(middle - half, middle, middle + half);
            var weight = (Alpha * (1 + (h * Beta))) + (h % Seasonal.Count == 0 ? Gamma * (1 - Alpha) : 0);
            factor += weight * weight;
        }

        return bands;
    }
}
