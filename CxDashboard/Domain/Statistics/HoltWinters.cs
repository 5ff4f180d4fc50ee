namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Additive exponential smoothing of level l, slope b and season s of a period p: with e = x − (l + b + s₋ₚ) the level
/// becomes α(x − s₋ₚ) + (1−α)(l + b), the slope β·(its change) + (1−β)b and the season γ(x − l) + (1−γ)s₋ₚ. It starts after the
/// first period, with what <see cref="ClassicalDecomposition"/> makes of the first two: its figure, and the straight line
/// through its trend. That line is half a period behind, so in a rising series the first errors are too large by as much.
/// Sources: Holt 1957; Winters 1960; details as R's <c>HoltWinters</c>.
/// </summary>
public static class HoltWinters
{
    /// <summary>
    /// The smoothing with given constants, of values at equal distances in any one unit (take logarithms first where the season
    /// multiplies). Null where there are fewer than two whole periods.
    /// </summary>
    /// <param name="values">Without gaps and finite, else <see cref="ArgumentException"/>.</param>
    /// <param name="period">How many values make a period; at least 2, else <see cref="ArgumentOutOfRangeException"/>.</param>
    /// <param name="alpha">How much of the newest value the level takes, 0 to 1; else <see cref="ArgumentOutOfRangeException"/>, as of the others.</param>
    /// <param name="beta">How much of the newest change the slope takes, 0 to 1.</param>
    /// <param name="gamma">How much of the newest value the season takes, 0 to 1.</param>
    public static HoltWintersModel? Smooth(IReadOnlyList<double?> values, int period, double alpha, double beta, double gamma)
    {
        CheckConstant(alpha, nameof(alpha));
        CheckConstant(beta, nameof(beta));
        CheckConstant(gamma, nameof(gamma));
        var y = WholeSeries.Of(values, period);
        if (Start.Of(y, period) is not { } start) return null;
        var fitted = new double[y.Length - period];
        var seasonal = new double[period];
        var (level, slope, squares) = Walk(y, start, [alpha, beta, gamma], seasonal, fitted);
        return new()
        {
            Alpha = alpha,
            Beta = beta,
            Gamma = gamma,
            Level = level,
            Slope = slope,
            Seasonal = [.. seasonal.Select((_, i) => seasonal[(y.Length + i) % period])],
            Fitted = fitted,
            Residuals = [.. fitted.Select((f, i) => y[period + i] - f)],
            SumOfSquares = squares,
        };
    }

    /// <summary>
    /// The smoothing with the constants between 0 and 1 whose squared errors one step ahead are least in sum. They are looked
    /// for from the best of a coarse grid on, by steps that halve down to a millionth: a least near there, to about as many
    /// digits. Null where there are fewer than two whole periods; arguments as of <see cref="Smooth"/>.
    /// </summary>
    public static HoltWintersModel? Fit(IReadOnlyList<double?> values, int period)
    {
        var y = WholeSeries.Of(values, period);
        if (Start.Of(y, period) is not { } start) return null;
        var work = new double[period];
        var best = Least(constants => Walk(y, start, constants, work, []).SumOfSquares);
        return Smooth(values, period, best[0], best[1], best[2]);
    }

    private static void CheckConstant(double constant, string name)
    {
        if (!(constant is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(name, constant, "A smoothing constant lies between 0 and 1.");
    }

    // The season is kept by its place in the period.
    private static (double Level, double Slope, double SumOfSquares) Walk(double[] y, Start start, double[] constants, double[] seasonal, Span<double> fitted)
    {
        var (alpha, beta, gamma) = (constants[0], constants[1], constants[2]);
        var (level, slope, squares) = (start.Level, start.Slope, 0.0);
        var period = seasonal.Length;
        start.Figure.CopyTo(seasonal);
        for (var i = period; i < y.Length; i++)
        {
            var (before, season) = (level, seasonal[i % period]);
            var error = y[i] - (level + slope + season);
            squares += error * error;
            level = (alpha * (y[i] - season)) + ((1 - alpha) * (level + slope));
            slope = (beta * (level - before)) + ((1 - beta) * slope);
            seasonal[i % period] = (gamma * (y[i] - level)) + ((1 - gamma) * season);
            if (!fitted.IsEmpty) fitted[i - period] = y[i] - error;
        }

        return (level, slope, squares);
    }

    // Hooke and Jeeves 1961: try a step each way on each constant, go on in the direction that helped, else halve the step.
    private static double[] Least(Func<double[], double> sum)
    {
        double[] coarse = [0.1, 0.3, 0.5, 0.7, 0.9];
        var best = coarse.SelectMany(a => coarse.SelectMany(b => coarse.Select(c => new[] { a, b, c }))).MinBy(sum)!;
        var least = sum(best);
        for (var step = 0.1; step > 1e-6; step /= 2)
        {
            while (Around(best, least, step, sum) is var (next, lower) && lower < least)
            {
                var further = next.Select((c, i) => Math.Clamp((2 * c) - best[i], 0, 1)).ToArray();
                (best, least) = (next, lower);
                if (sum(further) is var beyond && beyond < least) (best, least) = (further, beyond);
            }
        }

        return best;
    }

    private static (double[] Constants, double Sum) Around(double[] constants, double least, double step, Func<double[], double> sum)
    {
        var best = constants.ToArray();
        for (var i = 0; i < best.Length; i++)
        {
            foreach (var way in new[] { step, -step })
            {
                var before = best[i];
                best[i] = Math.Clamp(before + way, 0, 1);
                if (sum(best) is var s && s < least)
                {
                    least = s;
                    break;
                }

                best[i] = before;
            }
        }

        return (best, least);
    }

    private sealed record Start(double Level, double Slope, double[] Figure)
    {
        public static Start? Of(double[] y, int period)
        {
            if (y.Length < 2 * (long)period) return null;
            var parts = ClassicalDecomposition.Decompose([.. y.Take(2 * period)], period)!;
            var trend = parts.Trend.OfType<double>().ToArray();

            // The least squares line through the trend at 1, 2, ...; the level is the line's at 0.
            var (middle, mean) = ((trend.Length + 1) / 2.0, trend.Average());
            var slope = trend.Select((t, i) => (i + 1 - middle) * (t - mean)).Sum() / trend.Select((_, i) => (i + 1 - middle) * (i + 1 - middle)).Sum();
            return new(mean - (slope * middle), slope, [.. parts.Figure]);
        }
    }
}
