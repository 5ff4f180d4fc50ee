namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A rate of events per exposure (cases, hours) as it would be with the mix of a standard: Σwᵢ·xᵢ/nᵢ, wᵢ being the standard's
/// shares. Its interval is of the gamma distribution. Source: Fay and Feuer 1997, Statistics in Medicine 16.
/// </summary>
public sealed record StandardisedRate
{
    /// <summary>Σx/Σn, events per unit of exposure.</summary>
    public required double Crude { get; init; }

    /// <summary>With the standard's mix.</summary>
    public required double Adjusted { get; init; }

    /// <summary>Lower end of the adjusted rate's interval; zero where there are no events.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end.</summary>
    public required double High { get; init; }

    /// <summary>
    /// Of strata, each with its events, its exposure and its size in the standard. With v = Σwᵢ²·xᵢ/nᵢ² and m the largest
    /// wᵢ/nᵢ, the lower limit is the gamma quantile with mean r and variance v, the upper one that with r+m and v+m². Null
    /// where a stratum that the standard has is without exposure, or the standard is empty: such a rate cannot be
    /// standardised. Negative or infinite numbers, events without exposure, and a level outside 0 to 1, throw
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static StandardisedRate? Of(IReadOnlyList<(double Events, double Exposure, double Standard)> strata, double level = 0.95)
    {
        Confidence.Check(level);
        foreach (var (events, exposure, standard) in strata)
        {
            if (!(events >= 0 && exposure >= 0 && standard >= 0 && double.IsFinite(events + exposure + standard) && (events == 0 || exposure > 0)))
                throw new ArgumentOutOfRangeException(nameof(strata), (events, exposure, standard), "Events, exposure and standard are finite and not negative, and nothing has no events.");
        }

        var whole = strata.Sum(s => s.Standard);
        if (whole == 0 || strata.Any(s => s is { Exposure: 0, Standard: > 0 })) return null;
        var (rate, variance, most) = (0.0, 0.0, 0.0);
        foreach (var (events, exposure, standard) in strata.Where(s => s.Standard > 0))
        {
            var perEvent = standard / whole / exposure;
            rate += perEvent * events;
            variance += perEvent * perEvent * events;
            most = Math.Max(most, perEvent);
        }

        return new StandardisedRate
        {
            Crude = strata.Sum(s => s.Events) / strata.Sum(s => s.Exposure),
            Adjusted = rate,
            Low = rate == 0 ? 0 : Quantile((1 - level) / 2, rate, variance),
            High = Quantile((1 + level) / 2, rate + most, variance + (most * most)),
        };
    }

    private static double Quantile(double p, double mean, double variance) => GammaQuantile.Of(p, mean * mean / variance, variance / mean);
}
