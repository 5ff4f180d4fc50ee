namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A rate among those who answered, weighted to the mix of all who were asked or might have been: Σ(N_h/N)·p_h over strata h such as
/// channels. Source: Holt and Smith 1979; the bounds: Manski 1989.
/// </summary>
public sealed record PostStratifiedRate
{
    /// <summary>The rate among those who answered, as it is; null where nobody did.</summary>
    public required double? Raw { get; init; }

    /// <summary>The weighted rate; null where nobody answered of a stratum that has a population.</summary>
    public required double? Rate { get; init; }

    /// <summary>
    /// √(n/(n−1) · Σ(N_h/N)²·p_h(1−p_h)/n_h), linearised and without correction for a finite population. Null where there is no rate,
    /// or but one answer.
    /// </summary>
    public required double? StandardError { get; init; }

    /// <summary>
    /// The rate among all if all who did not answer would say no (low) or yes (high): what is certain without believing anything about them.
    /// Null where more answered than there are.
    /// </summary>
    public required (double Low, double High)? Bounds { get; init; }

    /// <summary>Those who answered, of all.</summary>
    public required double ResponseRate { get; init; }

    /// <summary>One value of each for every stratum: how many answered, how many of those said yes, and how many there are.</summary>
    /// <returns>Null where the population is empty.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite, a population is negative, or a yes is not among the answers.</exception>
    public static PostStratifiedRate? Of(ReadOnlySpan<double> answers, ReadOnlySpan<double> yes, ReadOnlySpan<double> population)
    {
        if (answers.Length != yes.Length || answers.Length != population.Length)
            throw new ArgumentException("Each stratum has answers, yeses and a population.", nameof(answers));
        var (n, positive, all) = (0.0, 0.0, 0.0);
        for (var h = 0; h < answers.Length; h++)
        {
            if (!(yes[h] >= 0 && yes[h] <= answers[h] && double.IsFinite(answers[h])))
                throw new ArgumentOutOfRangeException(nameof(yes), yes[h], "Those who say yes are among those who answer.");
            if (!(population[h] >= 0 && double.IsFinite(population[h]))) throw new ArgumentOutOfRangeException(nameof(population), population[h], "A population is not negative.");
            n += answers[h];
            positive += yes[h];
            all += population[h];
        }

        if (all == 0) return null;
        var (known, allFit, rate, variance) = (true, true, 0.0, 0.0);
        for (var h = 0; h < answers.Length; h++)
        {
            allFit &= answers[h] <= population[h];
            if (population[h] == 0) continue;
            known &= answers[h] > 0;
            var (weight, share) = (population[h] / all, yes[h] / answers[h]);
            rate += weight * share;
            variance += weight * weight * share * (1 - share) / answers[h];
        }

        return new PostStratifiedRate
        {
            Raw = n == 0 ? null : positive / n,
            Rate = known ? rate : null,
            StandardError = known && n > 1 ? Math.Sqrt(n / (n - 1) * variance) : null,
            Bounds = allFit ? (positive / all, (positive + all - n) / all) : null,
            ResponseRate = n / all,
        };
    }
}
