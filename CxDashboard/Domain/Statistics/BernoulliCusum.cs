namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The Bernoulli CUSUM of a stream of cases that each have an event or not, as of reopened cases: log-likelihood ratios of
/// the odds having gone up by the odds ratio, Zᵢ = max(0, Zᵢ₋₁ + xᵢ ln(p₁/p₀) + (1−xᵢ) ln((1−p₁)/(1−p₀))), and, below zero, of
/// their having gone down by it. A sum that reaches the limit signals and starts again from 0. An odds ratio of 2 with a limit of 3.5
/// suits rates of 1 to 10 %. Source: Reynolds and Stoumbos 1999; Neuburger et al. 2017, BMJ Quality and Safety 26:919;
/// conventions of R's qicharts2 (bchart).
/// </summary>
public sealed record BernoulliCusum
{
    // What reaches the limit on paper reaches it in spite of rounding.
    private const double Slack = 1e-12;

    /// <summary>The higher rate that is looked for.</summary>
    public required double HigherRate { get; init; }

    /// <summary>The lower rate that is looked for.</summary>
    public required double LowerRate { get; init; }

    /// <summary>The sum against the higher rate after each case, 0 to the limit; 0 at a signal.</summary>
    public required IReadOnlyList<double> Upper { get; init; }

    /// <summary>The sum against the lower rate after each case, 0 to minus the limit; 0 at a signal.</summary>
    public required IReadOnlyList<double> Lower { get; init; }

    /// <summary>Indices from 0 of the cases at which more events than expected signalled.</summary>
    public required IReadOnlyList<int> UpperSignals { get; init; }

    /// <summary>Indices from 0 of the cases at which fewer events than expected signalled.</summary>
    public required IReadOnlyList<int> LowerSignals { get; init; }

    /// <summary>
    /// The sums of cases in order. A rate outside 0 to 1 (both excluded), an odds ratio not above 1 or a limit that is not positive
    /// throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="events">Whether each case had the event.</param>
    /// <param name="rate">The rate that is kept to, p₀.</param>
    /// <param name="oddsRatio">By how much the odds p/(1−p) go up, or down, in what is looked for.</param>
    /// <param name="limit">In units of log-likelihood.</param>
    public static BernoulliCusum Of(IReadOnlyList<bool> events, double rate, double oddsRatio, double limit)
    {
        ThrowIfNoScheme(rate, oddsRatio, limit);
        var (high, low) = (Scores(rate, oddsRatio), Scores(rate, 1 / oddsRatio));
        var (upper, lower) = (new double[events.Count], new double[events.Count]);
        List<int> above = [], below = [];
        for (var (i, up, down) = (0, 0.0, 0.0); i < events.Count; i++)
        {
            up = Math.Max(0, up + (events[i] ? high.Event : high.None));
            if (up >= limit - Slack)
            {
                above.Add(i);
                up = 0;
            }

            down = Math.Min(0, down - (events[i] ? low.Event : low.None));
            if (down <= Slack - limit)
            {
                below.Add(i);
                down = 0;
            }

            (upper[i], lower[i]) = (up, down);
        }

        return new BernoulliCusum
        {
            HigherRate = Rate(rate, oddsRatio),
            LowerRate = Rate(rate, 1 / oddsRatio),
            Upper = upper,
            Lower = lower,
            UpperSignals = above,
            LowerSignals = below,
        };
    }

    /// <summary>
    /// How many cases pass on average up to and with a signal of more events, when each has one with the actual chance,
    /// 0 to 1 (both allowed), and the sum begins at 0; infinite where none ever comes. Arguments, and what they throw, as of
    /// <see cref="Of"/>. The sum is a Markov chain that renews itself at zero: with T the cases from zero until it is back there or
    /// signals, and s the chance that it signals, E(T)/s. Exact but for rounding: after n cases off zero the sum has as many
    /// values as there are numbers of events that keep it between zero and the limit, and n goes on until what is left has no
    /// weight, a multiple of (limit/score)²/rate. Source: Page 1954 for the renewal; Reynolds and Stoumbos 1999.
    /// </summary>
    public static double CasesToSignalOfMore(double rate, double oddsRatio, double limit, double actualRate)
    {
        ThrowIfNoScheme(rate, oddsRatio, limit);
        ThrowIfNoChance(actualRate);
        var (up, down) = Scores(rate, oddsRatio);
        return Cases(up, -down, actualRate, limit);
    }

    /// <summary>The same up to a signal of fewer events.</summary>
    public static double CasesToSignalOfFewer(double rate, double oddsRatio, double limit, double actualRate)
    {
        ThrowIfNoScheme(rate, oddsRatio, limit);
        ThrowIfNoChance(actualRate);
        var (down, up) = Scores(rate, 1 / oddsRatio);
        return Cases(up, -down, 1 - actualRate, limit);
    }

    private static double Cases(double up, double down, double chanceOfUp, double limit)
    {
        // weights[i]: the chance to be off zero after so many cases, fewest + i of which went up.
        var weights = new double[(int)Math.Ceiling(limit / (up + down)) + 4];
        weights[0] = 1;
        var (fewest, count) = (0L, 1);
        var (cases, signals, left) = (0.0, 0.0, 1.0);
        for (var n = 1L; left > 1e-18 * signals; n++)
        {
            cases += left;
            weights[count] = 0;
            for (var i = count; i > 0; i--) weights[i] = (weights[i] * (1 - chanceOfUp)) + (weights[i - 1] * chanceOfUp);
            weights[0] *= 1 - chanceOfUp;
            count++;
            while (count > 0 && Value(fewest + count - 1, n) >= limit - Slack) signals += weights[--count];
            var gone = 0;
            while (gone < count && Value(fewest + gone, n) <= Slack) gone++;
            weights.AsSpan(gone, count - gone).CopyTo(weights);
            (fewest, count) = (fewest + gone, count - gone);
            left = 0;
            for (var i = 0; i < count; i++) left += weights[i];
        }

        return cases / signals;

        double Value(long ups, long n) => (ups * up) - ((n - ups) * down);
    }

    // What a case adds to the sum, with an event and without.
    private static (double Event, double None) Scores(double rate, double oddsRatio)
    {
        // p₁ = p₀·r/d and 1−p₁ = (1−p₀)/d, with d = 1 + p₀(r−1).
        var none = -double.LogP1(rate * (oddsRatio - 1));
        return (Math.Log(oddsRatio) + none, none);
    }

    private static double Rate(double rate, double oddsRatio) => rate * oddsRatio / (1 + (rate * (oddsRatio - 1)));

    private static void ThrowIfNoScheme(double rate, double oddsRatio, double limit)
    {
        if (!(rate > 0 && rate < 1)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate to keep to lies strictly between 0 and 1.");
        if (!(oddsRatio > 1 && double.IsFinite(oddsRatio))) throw new ArgumentOutOfRangeException(nameof(oddsRatio), oddsRatio, "An odds ratio to look for is above 1.");
        if (!(limit > 0 && double.IsFinite(limit))) throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit is positive.");
    }

    private static void ThrowIfNoChance(double actualRate)
    {
        if (!(actualRate >= 0 && actualRate <= 1)) throw new ArgumentOutOfRangeException(nameof(actualRate), actualRate, "A chance lies between 0 and 1.");
    }
}
