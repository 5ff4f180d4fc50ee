namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Did a logged change of the work go with a change of a weekly figure? An interrupted series. Source: Wagner and others 2002; Penfold and Zhang 2013
/// (at least 8 values on each side); Turner and others 2021 (restricted likelihood); Wedderburn 1974 and Bernal and others 2017 (shares and counts).
/// </summary>
public static class BeforeAfter
{
    /// <summary>Known weeks needed on each side of the change.</summary>
    public const int LeastWeeks = 8;

    /// <summary>Known weeks needed after the change for a change of slope.</summary>
    public const int LeastWeeksForSlope = 12;

    // A difference keeps the rounding of the values that it is of.
    private const double Rounding = 1e-13;

    /// <summary>
    /// y = β₀ + β₁·week + β₂·post + e, e following the week before (ρ by weeks apart, so gaps are allowed for), post from index
    /// <paramref name="change"/> on; β₂ is the level's change. With a control series, that the change did not touch, y is the difference and β₁ is left
    /// out: what both share is gone. Newey–West lag ⌊n^¼⌋. With a trend and at least 12 known weeks since, β₃·(weeks since)·post in a second fit.
    /// </summary>
    /// <param name="values">One a week, in any one unit; null where unknown or not mature yet.</param>
    /// <param name="change">The index of the first week with the change; outside the values throws <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="control">The same weeks of what was not changed, in the same unit; a length that differs throws <see cref="ArgumentException"/>, as does a value that is no finite number.</param>
    /// <param name="withTrend">
    /// Whether β₁ is fitted; where it is not said, without a control series only. With one: where the two drifted apart before the change already, which
    /// would be taken for the change. It costs precision: about twice the standard error.
    /// </param>
    public static BeforeAfterResult Compare(IReadOnlyList<double?> values, int change, IReadOnlyList<double?>? control = null, bool? withTrend = null)
    {
        if (change < 0 || change > values.Count) throw new ArgumentOutOfRangeException(nameof(change), change, "The change lies within the weeks.");
        if (control is not null && control.Count != values.Count) throw new ArgumentException("The control series has the same weeks.", nameof(control));
        int[] weeks = [.. Enumerable.Range(0, values.Count).Where(i => values[i] is not null && (control is null || control[i] is not null))];
        double[] y = [.. weeks.Select(i => values[i]!.Value - (control?[i] ?? 0))];
        var before = weeks.Count(i => i < change);
        var result = new BeforeAfterResult
        {
            Outcome = BeforeAfterOutcome.NoNoise,
            WeeksBefore = before,
            WeeksAfter = weeks.Length - before,
            MoreWeeks = 0,
            IsControlled = control is not null,
        };
        if (before < LeastWeeks) return result with { Outcome = BeforeAfterOutcome.TooLittleBefore };
        if (result.WeeksAfter < LeastWeeks) return result with { Outcome = BeforeAfterOutcome.TooEarly, MoreWeeks = LeastWeeks - result.WeeksAfter };

        double[] one = [.. weeks.Select(_ => 1.0)], week = [.. weeks.Select(i => (double)i)], post = [.. weeks.Select(i => i < change ? 0.0 : 1)];
        var hasTrend = withTrend ?? control is null;
        double[][] columns = hasTrend ? [one, week, post] : [one, post];
        var lag = (int)Math.Sqrt(Math.Sqrt(y.Length));
        if (AutoregressiveRegression.Fit(y, columns, weeks) is not { } fit
            || LeastSquares.Fit(y, columns) is not { } plain || plain.Sigma <= Rounding * weeks.Max(i => Math.Abs(values[i]!.Value))
            || LeastSquares.NeweyWest(y, columns, lag, times: weeks) is not { } robust) return result;
        return result with
        {
            Outcome = BeforeAfterOutcome.Estimated,
            Level = new LevelChange(fit.Coefficients[^1], fit.Rho, plain.Coefficients[^1], robust[^1], lag),
            Slope = hasTrend && result.WeeksAfter >= LeastWeeksForSlope
                ? AutoregressiveRegression.Fit(y, [.. columns, [.. weeks.Select(i => (double)Math.Max(0, i - change))]], weeks)?.Coefficients[^1]
                : null,
        };
    }

    /// <summary>
    /// The same of shares x/n of small n, each week counting as its n: ln(p ÷ (1−p)) = β₀ + β₁·week + β₂·post with the variance φ·n·p(1−p). The difference is
    /// Σn(p − p without β₂) ÷ Σn over the weeks since the change, in shares; its standard error √(φ·g′Vg), g its slope in β, φ no less than 1. Weeks are taken
    /// as independent, which the answer checks.
    /// </summary>
    /// <param name="counts">One a week; null where unknown or not mature yet. Not between zero and n throws <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="n">What each count is of; a week with zero is unknown. Another length throws <see cref="ArgumentException"/>, as does a number that is not finite.</param>
    /// <param name="change">The index of the first week with the change; outside the weeks throws <see cref="ArgumentOutOfRangeException"/>.</param>
    public static RateChangeResult CompareShares(IReadOnlyList<double?> counts, IReadOnlyList<double> n, int change) =>
        CompareRates(counts, n, change, GeneralizedRegression.Binomial, logit => 1 / (1 + Math.Exp(-logit)), share => share * (1 - share));

    /// <summary>
    /// The same of counts per exposure: ln(rate) = β₀ + β₁·week + β₂·post with the variance φ·(mean count). The difference is in counts per unit of
    /// exposure. Negative counts or exposures throw <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static RateChangeResult CompareCounts(IReadOnlyList<double?> counts, IReadOnlyList<double> exposure, int change) =>
        CompareRates(counts, exposure, change, (y, size, x) => GeneralizedRegression.Poisson(y, x, size), Math.Exp, rate => rate);

    // Of these links the variance of one is also the slope of the mean in the linear predictor.
    private static RateChangeResult CompareRates(
        IReadOnlyList<double?> counts, IReadOnlyList<double> sizes, int change,
        Func<double[], double[], double[][], GeneralizedFit> regress, Func<double, double> mean, Func<double, double> variance)
    {
        if (change < 0 || change > counts.Count) throw new ArgumentOutOfRangeException(nameof(change), change, "The change lies within the weeks.");
        if (sizes.Count != counts.Count) throw new ArgumentException("Every count needs what it is of.", nameof(sizes));
        if (sizes.Any(s => !(s >= 0))) throw new ArgumentOutOfRangeException(nameof(sizes), "What is counted against is not negative.");
        int[] weeks = [.. Enumerable.Range(0, counts.Count).Where(i => counts[i] is not null && sizes[i] > 0)];
        var before = weeks.Count(i => i < change);
        var result = new RateChangeResult { Outcome = BeforeAfterOutcome.Estimated, WeeksBefore = before, WeeksAfter = weeks.Length - before, MoreWeeks = 0 };
        if (before < LeastWeeks) return result with { Outcome = BeforeAfterOutcome.TooLittleBefore };
        if (result.WeeksAfter < LeastWeeks) return result with { Outcome = BeforeAfterOutcome.TooEarly, MoreWeeks = LeastWeeks - result.WeeksAfter };

        double[] y = [.. weeks.Select(i => counts[i]!.Value)], size = [.. weeks.Select(i => sizes[i])], post = [.. weeks.Select(i => i < change ? 0.0 : 1)];
        double[][] columns = [[.. weeks.Select(_ => 1.0)], [.. weeks.Select(i => (double)i)], post];
        var fit = regress(y, size, columns);
        return fit is { Outcome: GeneralizedOutcome.Fitted, Coefficients: { } b, Covariance: { } covariance, Linear: { } linear, Dispersion: { } dispersion, DegreesOfFreedom: { } df }
            ? result with { Change = Change() }
            : result with { Outcome = fit.Outcome == GeneralizedOutcome.Separated ? BeforeAfterOutcome.Separated : BeforeAfterOutcome.NotConverged };

        RateChange Change()
        {
            var (after, difference, slope) = (0.0, 0.0, new double[3]);
            var residuals = new double[weeks.Length];
            for (var i = 0; i < weeks.Length; i++)
            {
                var with = mean(linear[i]!.Value);
                residuals[i] = ((y[i] / size[i]) - with) * Math.Sqrt(size[i] / variance(with));
                if (post[i] == 0) continue;
                var without = mean(linear[i]!.Value - b[2].Estimate);
                after += size[i];
                difference += size[i] * (with - without);
                for (var j = 0; j < 2; j++) slope[j] += size[i] * (variance(with) - variance(without)) * columns[j][i];
                slope[2] += size[i] * variance(with);
            }

            double squares = 0;
            for (var j = 0; j < 3; j++)
                for (var k = 0; k < 3; k++) squares += slope[j] * slope[k] * covariance[j][k];
            var (wide, t) = (Math.Sqrt(Math.Max(1, dispersion)), Confidence.T(Confidence.Usual, df));
            var (error, ofLog) = (wide * Math.Sqrt(Math.Max(0, squares)) / after, wide * b[2].StandardError);
            difference /= after;
            return new RateChange(
                difference, error, difference - (t * error), difference + (t * error),
                Math.Exp(b[2].Estimate), Math.Exp(b[2].Estimate - (t * ofLog)), Math.Exp(b[2].Estimate + (t * ofLog)), Confidence.BeyondT(b[2].Estimate / ofLog, df),
                dispersion, df, Autocorrelation.NeighboursDepend(residuals));
        }
    }
}
