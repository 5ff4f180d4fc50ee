namespace CxDashboard.Domain.Statistics;

/// <summary>Counts that vary by more, or less, than chance alone makes them: variance φ·mean. Source: McCullagh and Nelder 1989.</summary>
public static class QuasiPoisson
{
    /// <summary>
    /// The counts' mean m and φ = Σ(x−m)²/m ÷ (n−1), Pearson's χ² by its degrees of freedom: about 1 is chance, above it a
    /// Poisson band is too narrow. The mean is null without counts; φ is null below two counts and where all are zero. A count that
    /// is negative or not finite throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static (double? Mean, double? Dispersion) Dispersion(IReadOnlyList<double> counts)
    {
        foreach (var count in counts)
        {
            if (!(count >= 0 && double.IsFinite(count))) throw new ArgumentOutOfRangeException(nameof(counts), count, "A count is finite and not negative.");
        }

        if (counts.Count == 0) return (null, null);
        var mean = counts.Average();
        return (mean, counts.Count < 2 || mean == 0 ? null : counts.Sum(c => (c - mean) * (c - mean)) / mean / (counts.Count - 1));
    }

    /// <summary>
    /// Where one more count is to be expected: m ± t(n−1)·√(φm·(1 + 1/n)), no lower than zero, with φ no less than 1, for counts
    /// that happen to vary less than chance go on by chance. Null where φ is. It is rough for a mean of a few.
    /// </summary>
    /// <param name="counts">As of <see cref="Dispersion"/>.</param>
    /// <param name="level">How often the next count lies in it, strictly between 0 and 1; else <see cref="ArgumentOutOfRangeException"/>.</param>
    public static PredictionBand? Band(IReadOnlyList<double> counts, double level)
    {
        Confidence.Check(level);
        if (Dispersion(counts) is not ({ } mean, { } dispersion)) return null;
        var half = Confidence.T(level, counts.Count - 1) * Math.Sqrt(Math.Max(1, dispersion) * mean * (1 + (1.0 / counts.Count)));
        return new(Math.Max(0, mean - half), mean, mean + half);
    }
}
