namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The share of promoters less the share of detractors, on −1 to 1, and its intervals, of 95 % unless another level is asked for.
/// n is above zero and holds both counts, and the level lies between 0 and 1, else <see cref="ArgumentOutOfRangeException"/>.
/// Source: Rocks 2016, The American Statistician 70(4).
/// </summary>
public static class NetPromoter
{
    // ¾ of a promoter, ¾ of a detractor and 1½ passives.
    private const double Added = 0.75;

    /// <summary>(promoters − detractors) ÷ n.</summary>
    public static double Score(double promoters, double detractors, double n)
    {
        Check(promoters, detractors, n);
        return (promoters - detractors) / n;
    }

    /// <summary>The variance of one answer's +1, 0 or −1: p + d − s², divided by n and not by n − 1.</summary>
    public static double Variance(double promoters, double detractors, double n)
    {
        Check(promoters, detractors, n);
        var (up, down) = (promoters / n, detractors / n);

        // The same as up + down − (up − down)², without its cancellation where nearly all are of one kind.
        return (up * ((n - promoters) / n)) + (down * ((n - detractors) / n)) + (2 * up * down);
    }

    /// <summary>
    /// s ± z·√(Var/n). Too narrow for few answers, and of no width where all say the same: <see cref="AdjustedWald(double, double, double)"/>
    /// is the one to show. May reach beyond −1 and 1 and is not clipped.
    /// </summary>
    public static (double Low, double High) Wald(double promoters, double detractors, double n, double level = Confidence.Usual)
    {
        var half = Confidence.Z(level) * Math.Sqrt(Variance(promoters, detractors, n) / n);
        var score = Score(promoters, detractors, n);
        return (score - half, score + half);
    }

    /// <summary>
    /// Adjusted Wald: ¾ of a promoter, ¾ of a detractor and 1½ passives are added, s and its variance (p + d − s²) ÷ n are
    /// taken of those, and the interval lies around that s, which need not hold the score itself: at 95 % it does not for a single
    /// promoter or detractor. It may reach beyond −1 and 1 and is not clipped.
    /// </summary>
    public static (double Low, double High) AdjustedWald(double promoters, double detractors, double n) =>
        AdjustedWald(promoters, detractors, n, Confidence.Usual);

    /// <inheritdoc cref="AdjustedWald(double, double, double)"/>
    public static (double Low, double High) AdjustedWald(double promoters, double detractors, double n, double level)
    {
        Check(promoters, detractors, n);
        return Wald(promoters + Added, detractors + Added, n + (4 * Added), level);
    }

    /// <summary>The standard error that the adjusted Wald interval is made of: √(Var/n) of the answers with those added.</summary>
    public static double AdjustedStandardError(double promoters, double detractors, double n)
    {
        Check(promoters, detractors, n);
        var all = n + (4 * Added);
        return Math.Sqrt(Variance(promoters + Added, detractors + Added, all) / all);
    }

    /// <summary>
    /// The scores σ that a score test does not refuse: (s − σ)² ≤ z²·(p̃ + d̃ − σ²)/n, where p̃ and d̃ are the most likely shares of
    /// promoters and detractors with p̃ − d̃ = σ. Holds the score and never leaves −1 to 1.
    /// Source: Tango 1998, Statistics in Medicine 17:891–908; Rocks calls it the iterative score interval.
    /// </summary>
    public static (double Low, double High) IterativeScore(double promoters, double detractors, double n, double level = Confidence.Usual)
    {
        var score = Score(promoters, detractors, n);
        var z = Confidence.Z(level);
        return (Bracket.Edge(score, -1, Accepted), Bracket.Edge(score, 1, Accepted));

        bool Accepted(double other) => n * (score - other) * (score - other) <= z * z * (other >= 0
            ? VarianceAt(promoters, detractors, n, other)
            : VarianceAt(detractors, promoters, n, -other));
    }

    /// <summary>
    /// Wald's interval of the difference of two samples' scores, the first less the second: d ± z·√(Var₁/n₁ + Var₂/n₂).
    /// </summary>
    public static NetPromoterDifference WaldDifference(
        double promoters1, double detractors1, double n1, double promoters2, double detractors2, double n2, double level = Confidence.Usual)
    {
        var difference = Score(promoters1, detractors1, n1) - Score(promoters2, detractors2, n2);
        var error = Math.Sqrt((Variance(promoters1, detractors1, n1) / n1) + (Variance(promoters2, detractors2, n2) / n2));
        var half = Confidence.Z(level) * error;
        return new(difference, error, difference - half, difference + half, error == 0 && difference == 0 ? null : Confidence.BeyondZ(difference / error));
    }

    /// <summary>The same after adding to each sample what the adjusted Wald interval adds; the difference is that of the adjusted scores.</summary>
    public static NetPromoterDifference AdjustedWaldDifference(
        double promoters1, double detractors1, double n1, double promoters2, double detractors2, double n2, double level = Confidence.Usual)
    {
        Check(promoters1, detractors1, n1);
        Check(promoters2, detractors2, n2);
        return WaldDifference(
            promoters1 + Added, detractors1 + Added, n1 + (4 * Added), promoters2 + Added, detractors2 + Added, n2 + (4 * Added), level);
    }

    /// <summary>
    /// From the iterative score interval [l, u] of each sample, as Newcombe does it for shares: d − √((s₁−l₁)² + (u₂−s₂)²) to
    /// d + √((u₁−s₁)² + (s₂−l₂)²). Holds the difference of the scores, on −2 to 2. Source: Zou and Donner 2008, Statistics in Medicine 27.
    /// </summary>
    public static (double Low, double High) IterativeScoreDifference(
        double promoters1, double detractors1, double n1, double promoters2, double detractors2, double n2, double level = Confidence.Usual)
    {
        var (score1, score2) = (Score(promoters1, detractors1, n1), Score(promoters2, detractors2, n2));
        var (low1, high1) = IterativeScore(promoters1, detractors1, n1, level);
        var (low2, high2) = IterativeScore(promoters2, detractors2, n2, level);
        var difference = score1 - score2;
        return (difference - double.Hypot(score1 - low1, high2 - score2), difference + double.Hypot(high1 - score1, score2 - low2));
    }

    // With d̃ = q and p̃ = q + σ the likelihood peaks at the root of 2n·q² − b·q − d·σ(1−σ) = 0 that is not negative; σ from 0 to 1.
    private static double VarianceAt(double promoters, double detractors, double n, double score)
    {
        var b = ((promoters + detractors) * (1 - score)) - (2 * score * (n - promoters));
        var c = detractors * score * (1 - score);
        var root = Math.Sqrt((b * b) + (8 * n * c));
        var q = b >= 0 ? (b + root) / (4 * n) : 2 * c / (root - b);
        return (2 * q) + (score * (1 - score));
    }

    private static void Check(double promoters, double detractors, double n)
    {
        if (!(n > 0) || double.IsInfinity(n)) throw new ArgumentOutOfRangeException(nameof(n), n, "A score needs at least one answer.");
        if (!(promoters >= 0 && detractors >= 0 && promoters + detractors <= n))
            throw new ArgumentOutOfRangeException(nameof(promoters), promoters, "Promoters and detractors are among the answers.");
    }
}
