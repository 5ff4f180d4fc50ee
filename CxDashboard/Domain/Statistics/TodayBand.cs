namespace CxDashboard.Domain.Statistics;

/// <summary>
/// What is usual at this time of such a day: where today's count so far is to be expected, by what was counted to the same local
/// minute of the same weekday in earlier weeks. It is no forecast of the day's end. One value outside is one in ten at a
/// level of .9: alert at two checks one after the other.
/// </summary>
/// <param name="Basis">What the band was made by, or why there is none.</param>
/// <param name="Known">How many earlier weeks were known.</param>
/// <param name="Band">In counts; null where the basis says that there is none.</param>
public sealed record TodayBand(TodayBandBasis Basis, int Known, PredictionBand? Band)
{
    /// <summary>The number of known weeks below which nothing is said. Eight are usual.</summary>
    public const int LeastWeeks = 4;

    /// <summary>
    /// The band of <see cref="LogPrediction"/>, for counts multiply rather than add. Where a known count is zero, which has no
    /// logarithm, and where all are equal, of which logarithms make a band without width, that of <see cref="QuasiPoisson"/>.
    /// Where all are zero there is none: that nothing came says not how much may.
    /// </summary>
    /// <param name="earlier">
    /// Counts to the same local minute of the same weekday, a week each, in any order; null for a week that is unknown or was no
    /// usual one (a holiday). A negative or infinite one throws <see cref="ArgumentOutOfRangeException"/>.
    /// </param>
    /// <param name="level">How often today lies in the band, strictly between 0 and 1; else <see cref="ArgumentOutOfRangeException"/>.</param>
    public static TodayBand Of(IReadOnlyList<double?> earlier, double level)
    {
        Confidence.Check(level);
        var known = earlier.OfType<double>().ToArray();

        // Refuses what is no count, whatever the band.
        var (mean, _) = QuasiPoisson.Dispersion(known);
        if (known.Length < LeastWeeks) return new(TodayBandBasis.TooFewWeeks, known.Length, null);
        if (mean == 0) return new(TodayBandBasis.NothingCame, known.Length, null);
        return known.Min() == 0 || known.Min() == known.Max()
            ? new(TodayBandBasis.QuasiPoisson, known.Length, QuasiPoisson.Band(known, level))
            : new(TodayBandBasis.Logarithms, known.Length, LogPrediction.Band(known, level));
    }
}
