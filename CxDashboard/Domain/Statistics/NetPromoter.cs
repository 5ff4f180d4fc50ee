namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The share of promoters less the share of detractors, on −1 to 1, and its 95 % interval. n is above zero and holds both
/// counts, else <see cref="ArgumentOutOfRangeException"/>. Source: Rocks 2016, The American Statistician 70(4).
/// </summary>
public static class NetPromoter
{
    /// <summary>
    /// Adjusted Wald: ¾ of a promoter, ¾ of a detractor and 1½ passives are added, s and its variance (p + d − s²) ÷ n are
    /// taken of those, and the interval lies around that s. It may reach beyond −1 and 1 and is not clipped.
    /// </summary>
    public static (double Low, double High) AdjustedWald(double promoters, double detractors, double n)
    {
        if (!(n > 0)) throw new ArgumentOutOfRangeException(nameof(n), n, "A score needs at least one answer.");
        if (!(promoters >= 0 && detractors >= 0 && promoters + detractors <= n)) throw new ArgumentOutOfRangeException(nameof(promoters), promoters, "Promoters and detractors are among the answers.");
        var (all, up, down) = (n + 3, promoters + 0.75, detractors + 0.75);
        var score = (up - down) / all;
        var half = Proportion.Z * Math.Sqrt((((up + down) / all) - (score * score)) / all);
        return (score - half, score + half);
    }
}
