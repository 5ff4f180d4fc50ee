namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Did a logged change of the work go with a change of a weekly figure? An interrupted series. Source: Wagner and others 2002; Penfold and Zhang 2013
/// (at least 8 values on each side); Turner and others 2021 (restricted likelihood).
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
    /// out: what both share is gone. Newey–West lag ⌊n^¼⌋. With at least 12 known weeks since, β₃·(weeks since)·post in a second fit.
    /// </summary>
    /// <param name="values">One a week, in any one unit; null where unknown or not mature yet.</param>
    /// <param name="change">The index of the first week with the change; outside the values throws <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="control">The same weeks of what was not changed, in the same unit; a length that differs throws <see cref="ArgumentException"/>, as does a value that is no finite number.</param>
    public static BeforeAfterResult Compare(IReadOnlyList<double?> values, int change, IReadOnlyList<double?>? control = null)
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
        double[][] columns = control is null ? [one, week, post] : [one, post];
        var lag = (int)Math.Sqrt(Math.Sqrt(y.Length));
        if (AutoregressiveRegression.Fit(y, columns, weeks) is not { } fit
            || LeastSquares.Fit(y, columns) is not { } plain || plain.Sigma <= Rounding * weeks.Max(i => Math.Abs(values[i]!.Value))
            || LeastSquares.NeweyWest(y, columns, lag, times: weeks) is not { } robust) return result;
        return result with
        {
            Outcome = BeforeAfterOutcome.Estimated,
            Level = new LevelChange(fit.Coefficients[^1], fit.Rho, plain.Coefficients[^1], robust[^1], lag),
            Slope = control is null && result.WeeksAfter >= LeastWeeksForSlope
                ? AutoregressiveRegression.Fit(y, [.. columns, [.. weeks.Select(i => (double)Math.Max(0, i - change))]], weeks)?.Coefficients[^1]
                : null,
        };
    }
}
