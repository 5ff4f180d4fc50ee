namespace CxDashboard.Domain.Statistics;

/// <summary>What goes with a yes, in points of chance. Source: Cox 1958; Bartus 2005 (average marginal effects); Peduzzi and others 1996 (events).</summary>
public static class LogisticDrivers
{
    /// <summary>How often the rarer answer must come for each predictor.</summary>
    public const int EventsPerCoefficient = 10;

    /// <summary>
    /// ln(p ÷ (1−p)) = b₀ + Σbⱼxⱼ over rows. A predictor of only 0 and 1 has the effect mean of p(xⱼ=1) − p(xⱼ=0) over all rows, any other the mean of
    /// bⱼ·p(1−p); standard error √(g′Vg), g its slope in b. Predictors as a list of columns as long as the answers; none, another length or a value that is
    /// no finite number throw <see cref="ArgumentException"/>. <paramref name="eventsPerCoefficient"/> (the intercept not counted) below zero throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static LogisticDriversResult Fit(
        IReadOnlyList<bool> answers, IReadOnlyList<IReadOnlyList<double>> predictors, int eventsPerCoefficient = EventsPerCoefficient)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(eventsPerCoefficient);
        var (n, yes) = (answers.Count, answers.Count(a => a));
        var x = RegressionInput.Copy(predictors, n);
        var events = Math.Min(yes, n - yes);
        var result = new LogisticDriversResult
        {
            Outcome = LogisticDriversOutcome.TooFewEvents,
            Events = events,
            MoreEvents = Math.Max(0, (eventsPerCoefficient * x.Length) - events),
        };
        if (result.MoreEvents > 0 || n == 0) return result;
        double[] one = [.. Enumerable.Repeat(1.0, n)];
        var fit = GeneralizedRegression.Binomial([.. answers.Select(a => a ? 1.0 : 0)], one, [one, .. x]);
        if (fit is not { Outcome: GeneralizedOutcome.Fitted, Coefficients: { } coefficients, Covariance: { } covariance, Linear: { } linear })
            return result with { Outcome = Why(fit.Outcome) };
        double[] b = [.. coefficients.Select(c => c.Estimate)];
        double[] logits = [.. linear.Select(l => l!.Value)];
        return result with
        {
            Outcome = LogisticDriversOutcome.Fitted,
            Coefficients = coefficients,
            Effects = [.. x.Select((_, j) => Effect(x, logits, b, covariance, j))],
            Deviance = fit.Deviance,
            NullDeviance = fit.NullDeviance,
        };
    }

    private static LogisticDriversOutcome Why(GeneralizedOutcome outcome) => outcome switch
    {
        GeneralizedOutcome.TooFewRows => LogisticDriversOutcome.TooFewEvents,
        GeneralizedOutcome.Collinear => LogisticDriversOutcome.Collinear,
        GeneralizedOutcome.Separated => LogisticDriversOutcome.Separated,
        _ => LogisticDriversOutcome.NotConverged,
    };

    private static MarginalEffect Effect(double[][] x, double[] linear, double[] b, IReadOnlyList<IReadOnlyList<double>> covariance, int j)
    {
        var (column, n, of) = (x[j], linear.Length, j + 1);
        var isDifference = column.All(v => v is 0 or 1);
        var (effect, slope) = (0.0, new double[b.Length]);
        for (var i = 0; i < n; i++)
        {
            if (isDifference)
            {
                var without = linear[i] - (b[of] * column[i]);
                var (with0, with1) = (Chance(without), Chance(without + b[of]));
                effect += with1 - with0;
                Add(i, (with1 * Chance(-without - b[of])) - (with0 * Chance(-without)), 0);
                slope[of] += with1 * Chance(-without - b[of]);
            }
            else
            {
                var (p, q) = (Chance(linear[i]), Chance(-linear[i]));
                effect += b[of] * p * q;
                Add(i, b[of] * p * q * (q - p), b[of] * p * q * (q - p) * column[i]);
                slope[of] += p * q;
            }
        }

        effect /= n;
        double variance = 0;
        for (var a = 0; a < b.Length; a++)
        {
            for (var c = 0; c < b.Length; c++) variance += slope[a] * slope[c] * covariance[a][c];
        }

        var error = Math.Sqrt(Math.Max(0, variance)) / n;
        return new MarginalEffect(effect, error, effect - (Proportion.Z * error), effect + (Proportion.Z * error), isDifference);

        // What a row adds to the slope in every coefficient; in the predictor's own, so much instead.
        void Add(int row, double times, double own)
        {
            slope[0] += times;
            for (var m = 0; m < x.Length; m++) slope[m + 1] += m == j ? own : times * x[m][row];
        }
    }

    private static double Chance(double logit) => 1 / (1 + Math.Exp(-logit));
}
