namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Values around a level that walks: y = level + irregular, level′ = level + step, both normal and independent, nothing known of the
/// first level. Values in any one unit, evenly spaced; null is a gap, which the level walks through. A value that is no finite number throws
/// <see cref="ArgumentException"/>. Source: Harvey 1989; Durbin and Koopman 2012, chapters 2 and 5 (exact diffuse start).
/// </summary>
public static class LocalLevel
{
    private const double FarthestLogit = 30;

    /// <summary>
    /// Kalman filter and smoother for given variances: level a and variance P before each value, innovation v = y − a with F = P + σ²ε,
    /// a + vP/F and P(1 − P/F) after it. Null where no value is known. Negative or infinite variances, or two zeros, throw <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static LocalLevelFit? Filter(IReadOnlyList<double?> values, double irregularVariance, double levelVariance)
    {
        if (!(irregularVariance >= 0 && double.IsFinite(irregularVariance))) throw new ArgumentOutOfRangeException(nameof(irregularVariance), irregularVariance, "A variance is not negative.");
        if (!(levelVariance >= 0 && double.IsFinite(levelVariance))) throw new ArgumentOutOfRangeException(nameof(levelVariance), levelVariance, "A variance is not negative.");
        if (irregularVariance + levelVariance == 0) throw new ArgumentOutOfRangeException(nameof(levelVariance), levelVariance, "Something varies.");
        Check(values);
        var n = values.Count;
        var (filtered, variances) = (new double?[n], new double?[n]);
        if (Pass(values, irregularVariance, levelVariance, filtered, variances) is not { } sums) return null;
        var (smoothed, smoothedVariances) = (new double[n], new double[n]);
        (smoothed[^1], smoothedVariances[^1]) = (filtered[^1]!.Value, variances[^1]!.Value);
        for (var i = n - 2; i >= 0; i--)
        {
            // Before the first known value there is only what comes after it.
            if (filtered[i] is not { } level || variances[i] is not { } variance)
            {
                (smoothed[i], smoothedVariances[i]) = (smoothed[i + 1], smoothedVariances[i + 1] + levelVariance);
                continue;
            }

            var next = variance + levelVariance;
            var gain = next > 0 ? variance / next : 1;
            smoothed[i] = level + (gain * (smoothed[i + 1] - level));
            smoothedVariances[i] = variance + (gain * gain * (smoothedVariances[i + 1] - next));
        }

        var likelihood = -0.5 * ((sums.Known * Math.Log(2 * Math.PI)) + sums.Logs + sums.Squares);
        return new LocalLevelFit(likelihood, filtered, variances, smoothed, smoothedVariances) { IrregularVariance = irregularVariance, LevelVariance = levelVariance };
    }

    /// <summary>
    /// The variances whose diffuse likelihood is highest; either may be zero. Null below three known values, or where all of them are the same.
    /// Their common scale is solved for, the level's share of it searched.
    /// </summary>
    public static (double IrregularVariance, double LevelVariance)? Variances(IReadOnlyList<double?> values)
    {
        Check(values);
        double[] known = [.. values.Where(v => v is not null).Select(v => v!.Value)];
        if (known.Length < 3 || known.All(v => v == known[0])) return null;
        var (best, bestAt) = (double.NegativeInfinity, 0.0);
        for (var at = -FarthestLogit; at <= FarthestLogit; at += 0.25)
        {
            if (Concentrated(values, Share(at)).LogLikelihood is var here && here > best) (best, bestAt) = (here, at);
        }

        var share = Share(GoldenSection.Highest(at => Concentrated(values, Share(at)).LogLikelihood, bestAt - 0.25, bestAt + 0.25, 1e-9));
        var (top, scale) = Concentrated(values, share);
        foreach (var end in (double[])[0, 1])
        {
            if (Concentrated(values, end) is var (likelihood, atEnd) && likelihood >= top - 1e-9) (top, share, scale) = (likelihood, end, atEnd);
        }

        return double.IsFinite(scale) && scale > 0 ? ((1 - share) * scale, share * scale) : null;
    }

    private static double Share(double logit) => 1 / (1 + Math.Exp(-logit));

    // With variances (1−w)·s and w·s the best s is the mean of v² ÷ F over all known values but the first.
    private static (double LogLikelihood, double Scale) Concentrated(IReadOnlyList<double?> values, double share)
    {
        var sums = Pass(values, 1 - share, share, null, null)!.Value;
        var scale = sums.Squares / (sums.Known - 1);
        return (-0.5 * ((sums.Known - 1) * Math.Log(scale) + sums.Logs), scale);
    }

    private static (int Known, double Logs, double Squares)? Pass(
        IReadOnlyList<double?> values, double irregularVariance, double levelVariance, double?[]? filtered, double?[]? variances)
    {
        var (known, logs, squares, level, variance) = (0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < values.Count; i++)
        {
            if (known > 0) variance += levelVariance;
            if (values[i] is { } value)
            {
                if (known++ == 0)
                {
                    (level, variance) = (value, irregularVariance);
                }
                else
                {
                    var (surprise, spread) = (value - level, variance + irregularVariance);
                    logs += Math.Log(spread);
                    squares += surprise * surprise / spread;
                    level += surprise * (variance / spread);
                    variance *= irregularVariance / spread;
                }
            }

            if (known == 0 || filtered is null || variances is null) continue;
            (filtered[i], variances[i]) = (level, variance);
        }

        return known == 0 ? null : (known, logs, squares);
    }

    private static void Check(IReadOnlyList<double?> values)
    {
        if (values.Any(v => v is { } known && !double.IsFinite(known))) throw new ArgumentException("Every known value is a finite number.", nameof(values));
    }
}
