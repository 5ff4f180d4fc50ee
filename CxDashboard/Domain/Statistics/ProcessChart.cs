namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Process behaviour charts: is this point, or this stretch, more than routine variation? Centre and spread come from a
/// frozen baseline (indexes of points), or from all points where none is set. Fewer than 8 known points in it: no limits;
/// 8 to 11: trial limits that still move. Unknown points are gaps: they have no limits, and moving ranges go from one
/// known point to the next. Source: Nelson 1982 (XmR), Laney 2002 (P′).
/// </summary>
public static class ProcessChart
{
    private const int LeastPoints = 8;
    private const int EnoughPoints = 12;
    private const double ScreenAt = 3.267;
    private const double MeanRangeToSigma = 1.128;

    /// <summary>
    /// Individuals chart of values in any one unit: x̄ ± 2.66·mR, where mR is the mean moving range after dropping once
    /// those of at least 3.267 times it. <paramref name="least"/> and <paramref name="most"/> are values nothing can
    /// pass (0 for a duration): limits are clipped to them. A baseline outside the values throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static ProcessLimits Xmr(IReadOnlyList<double?> values, Range? baseline = null, double? least = null, double? most = null)
    {
        var known = Baseline(values, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(values);
        var centre = known.Average(i => values[i]!.Value);
        var half = 2.66 * MeanMovingRange([.. known.Select(i => values[i]!.Value)]);
        var lower = Math.Max(centre - half, least ?? double.NegativeInfinity);
        var upper = Math.Min(centre + half, most ?? double.PositiveInfinity);
        return Limits(values, known, centre, _ => (lower, upper), null);
    }

    /// <summary>
    /// Laney's P′ chart of shares x/n: p̄ = Σx/Σn of the baseline, sᵢ = √(p̄(1−p̄)/nᵢ), σ_z the screened mean moving range
    /// of zᵢ = (pᵢ−p̄)/sᵢ divided by 1.128; limits p̄ ± 3·sᵢ·σ_z, clipped to 0 to 1. A point with n = 0 is unknown. No
    /// limits where p̄ is 0 or 1. Lists of different length, or a count outside 0 to n, throw
    /// <see cref="ArgumentException"/>.
    /// </summary>
    public static ProcessLimits PPrime(IReadOnlyList<double> counts, IReadOnlyList<double> n, Range? baseline = null)
    {
        if (counts.Count != n.Count) throw new ArgumentException("Every count needs its n.", nameof(n));
        var shares = new double?[n.Count];
        for (var i = 0; i < n.Count; i++)
        {
            if (!(counts[i] >= 0 && counts[i] <= n[i])) throw new ArgumentOutOfRangeException(nameof(counts), counts[i], "A count lies between zero and n.");
            shares[i] = n[i] > 0 ? counts[i] / n[i] : null;
        }

        var known = Baseline(shares, baseline);
        if (known.Count < LeastPoints) return ProcessLimits.None(shares);
        var centre = known.Sum(i => counts[i]) / known.Sum(i => n[i]);
        if (centre is <= 0 or >= 1) return ProcessLimits.None(shares);
        var z = known.Select(i => (shares[i]!.Value - centre) / Sigma(i)).ToArray();
        var sigmaZ = MeanMovingRange(z) / MeanRangeToSigma;
        return Limits(
            shares, known, centre, i => (Math.Max(0, centre - (3 * Sigma(i) * sigmaZ)), Math.Min(1, centre + (3 * Sigma(i) * sigmaZ))), sigmaZ);

        double Sigma(int i) => Math.Sqrt(centre * (1 - centre) / n[i]);
    }

    private static ProcessLimits Limits(
        IReadOnlyList<double?> values, List<int> known, double centre, Func<int, (double Lower, double Upper)> at, double? sigmaZ)
    {
        var lower = new double?[values.Count];
        var upper = new double?[values.Count];
        var outside = new bool[values.Count];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) continue;
            (lower[i], upper[i]) = at(i);
            outside[i] = Near.Above(value, upper[i]!.Value) || Near.Above(lower[i]!.Value, value);
        }

        return new ProcessLimits
        {
            Values = values,
            Centre = centre,
            Lower = lower,
            Upper = upper,
            Outside = outside,
            IsTrial = known.Count < EnoughPoints,
            SigmaZ = sigmaZ,
            Runs = RunsTest.Of(values, centre),
            NeighboursDepend = Autocorrelation.NeighboursDepend([.. known.Select(i => values[i]!.Value)]),
        };
    }

    private static List<int> Baseline(IReadOnlyList<double?> values, Range? baseline)
    {
        var (offset, length) = (baseline ?? Range.All).GetOffsetAndLength(values.Count);
        return [.. Enumerable.Range(offset, length).Where(i => values[i] is not null)];
    }

    private static double MeanMovingRange(double[] values)
    {
        var ranges = new double[values.Length - 1];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = Math.Abs(values[i + 1] - values[i]);
        var mean = ranges.Average();

        // Screened once: one jump must not widen the limits that are to show it. All equal leaves nothing to screen.
        var kept = ranges.Where(r => r < ScreenAt * mean).ToArray();
        return kept.Length == 0 ? mean : kept.Average();
    }
}
