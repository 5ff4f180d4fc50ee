namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Centre and spread of a baseline of known points, for charts of individual values, counts and shares. Lists are of the
/// baseline's points alone, in order, without gaps; moving ranges go from each to the next. Source: Nelson 1982 (moving
/// ranges), Laney 2002 (P′).
/// </summary>
internal static class BaselineLimits
{
    /// <summary>The mean range of two values of a normal distribution, in sigmas.</summary>
    public const double MeanRangeToSigma = 1.128;

    /// <summary>Half the width of the limits in mean ranges, as most books round 3 ÷ 1.128.</summary>
    public const double RoundedFactor = 2.66;

    /// <summary>The upper limit of moving ranges, in mean ranges.</summary>
    public const double RangeLimit = 3.267;

    /// <summary>
    /// The degrees of freedom of the sigma that a mean moving range of so many points tells. Neighbouring ranges share a point, and
    /// correlate by 0.22, so it is less than n−1. Source: Palm and Wheeler 1990; Cryer and Ryan 1990.
    /// </summary>
    public static double RangeFreedom(int points) => 0.62 * (points - 1);

    /// <summary>x̄ ± factor·mR, mR being the mean of the screened moving ranges; one value alone has no spread.</summary>
    public static PointLimits Individuals(IReadOnlyList<double> values, int screens = 1, double factor = 3 / MeanRangeToSigma)
    {
        var centre = values.Average();
        var half = factor * MeanMovingRange(values, screens);
        return new PointLimits(centre, centre - half, centre + half);
    }

    /// <summary>c̄ ± 3√c̄, from zero up.</summary>
    public static PointLimits Counts(IReadOnlyList<double> counts)
    {
        var centre = counts.Average();
        var half = 3 * Math.Sqrt(centre);
        return new PointLimits(centre, Math.Max(0, centre - half), centre + half);
    }

    /// <summary>p̄ = Σx/Σn, and σ_z the mean screened moving range of (p − p̄)/√(p̄(1−p̄)/n), divided by 1.128; zero where p̄ is 0 or 1.</summary>
    public static (double Centre, double SigmaZ) Shares(IReadOnlyList<double> counts, IReadOnlyList<double> n, int screens = 1)
    {
        var centre = counts.Sum() / n.Sum();
        if (centre is <= 0 or >= 1) return (centre, 0);
        var z = new double[counts.Count];
        for (var i = 0; i < z.Length; i++) z[i] = ((counts[i] / n[i]) - centre) / Sigma(centre, n[i]);
        return (centre, MeanMovingRange(z, screens) / MeanRangeToSigma);
    }

    /// <summary>p̄ ± 3·σ_z·√(p̄(1−p̄)/n), within 0 to 1: the limits of a point by its own n.</summary>
    public static PointLimits Share((double Centre, double SigmaZ) baseline, double n)
    {
        var half = 3 * baseline.SigmaZ * Sigma(baseline.Centre, n);
        return new PointLimits(baseline.Centre, Math.Max(0, baseline.Centre - half), Math.Min(1, baseline.Centre + half));
    }

    /// <summary>
    /// The mean of |xᵢ − xᵢ₋₁| after dropping, at most so many times, those of at least 3.267 times it. Ranges that are all
    /// equal, or none, leave nothing to drop.
    /// </summary>
    public static double MeanMovingRange(IReadOnlyList<double> values, int screens = 1)
    {
        if (values.Count < 2) return 0;
        var ranges = new double[values.Count - 1];
        for (var i = 0; i < ranges.Length; i++) ranges[i] = Math.Abs(values[i + 1] - values[i]);
        return Screened(ranges, screens);
    }

    /// <summary>The mean of ranges, at least one, after the same dropping: one jump must not widen the limits that are to show it.</summary>
    public static double Screened(double[] ranges, int screens = 1, double limit = RangeLimit)
    {
        var mean = ranges.Average();
        for (; screens > 0; screens--)
        {
            var kept = ranges.Where(r => r < limit * mean).ToArray();
            if (kept.Length == 0 || kept.Length == ranges.Length) break;
            ranges = kept;
            mean = kept.Average();
        }

        return mean;
    }

    private static double Sigma(double centre, double n) => Math.Sqrt(centre * (1 - centre) / n);
}
