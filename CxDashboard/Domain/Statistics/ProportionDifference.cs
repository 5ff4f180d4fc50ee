namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Intervals of the difference d = x₁/n₁ − x₂/n₂ of two independent shares, on −1 to 1, of 95 % unless another level is asked for.
/// Both n are above zero, counts lie between zero and n and the level between 0 and 1, else <see cref="ArgumentOutOfRangeException"/>.
/// Where the two change places every interval turns its sign.
/// </summary>
public static class ProportionDifference
{
    /// <summary>x₁/n₁ − x₂/n₂.</summary>
    public static double Of(double count1, double n1, double count2, double n2)
    {
        Proportion.Check(count1, n1);
        Proportion.Check(count2, n2);
        return (count1 / n1) - (count2 / n2);
    }

    /// <summary>
    /// From Wilson's interval [l, u] of each share: d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²). Never leaves −1 to 1.
    /// Source: Newcombe 1998, Statistics in Medicine 17:873–890, method 10.
    /// </summary>
    public static (double Low, double High) Newcombe(double count1, double n1, double count2, double n2, double level = Confidence.Usual)
    {
        var difference = Of(count1, n1, count2, n2);
        var (p1, p2) = (count1 / n1, count2 / n2);
        var (low1, high1) = Proportion.Wilson(count1, n1, level);
        var (low2, high2) = Proportion.Wilson(count2, n2, level);
        return Clipped(difference - double.Hypot(p1 - low1, high2 - p2), difference + double.Hypot(high1 - p1, p2 - low2));
    }

    /// <summary>
    /// The differences δ that a score test does not refuse: (d−δ)² ≤ z²·(p̃₁(1−p̃₁)/n₁ + p̃₂(1−p̃₂)/n₂)·N/(N−1), where N = n₁ + n₂
    /// and p̃ are the most likely shares that differ by δ. Searches, so it takes some tenths of a millisecond.
    /// Source: Miettinen and Nurminen 1985, Statistics in Medicine 4:213–226.
    /// </summary>
    public static (double Low, double High) MiettinenNurminen(double count1, double n1, double count2, double n2, double level = Confidence.Usual)
    {
        var difference = Of(count1, n1, count2, n2);
        var z = Confidence.Z(level);
        if (!(n1 + n2 > 1)) throw new ArgumentOutOfRangeException(nameof(n1), n1, "Two shares need more than one thing between them.");
        var scale = z * z * (n1 + n2) / (n1 + n2 - 1);
        return (Bracket.Edge(difference, -1, Accepted), Bracket.Edge(difference, 1, Accepted));

        bool Accepted(double delta)
        {
            var p2 = MostLikely(delta);
            var p1 = p2 + delta;
            return (difference - delta) * (difference - delta) <= scale * ((p1 * (1 - p1) / n1) + (p2 * (1 - p2) / n2));
        }

        // The logarithm of the likelihood has one peak: its slope in p₂ falls all the way.
        double MostLikely(double delta) => Bracket.Edge(Math.Max(0, -delta), Math.Min(1, 1 - delta), p2 =>
            Ratio(count1, p2 + delta) + Ratio(count2, p2) > Ratio(n1 - count1, 1 - p2 - delta) + Ratio(n2 - count2, 1 - p2));
    }

    /// <summary>
    /// One success and one failure are added to each group, and Wald's interval taken of those: d̃ ± z·√(p̃₁(1−p̃₁)/(n₁+2) + p̃₂(1−p̃₂)/(n₂+2)),
    /// clipped to −1 and 1. It lies around d̃ and not around d. Source: Agresti and Caffo 2000, The American Statistician 54(4).
    /// </summary>
    public static (double Low, double High) AgrestiCaffo(double count1, double n1, double count2, double n2, double level = Confidence.Usual)
    {
        Proportion.Check(count1, n1);
        Proportion.Check(count2, n2);
        var (p1, p2) = ((count1 + 1) / (n1 + 2), (count2 + 1) / (n2 + 2));
        var half = Confidence.Z(level) * Math.Sqrt((p1 * (1 - p1) / (n1 + 2)) + (p2 * (1 - p2) / (n2 + 2)));
        return Clipped(p1 - p2 - half, p1 - p2 + half);
    }

    private static double Ratio(double count, double share) => count == 0 ? 0 : count / share;

    private static (double Low, double High) Clipped(double low, double high) => (Math.Max(-1, low), Math.Min(1, high));
}
