namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How much of the difference between two overall rates comes from another mix of categories, and how much from other
/// rates within them: mix = Σ½(r₁+r₀)(w₁−w₀), rate = Σ½(w₁+w₀)(r₁−r₀). Together they are the difference, with nothing left
/// over. Where their signs differ, say that it was the mix. Source: Kitagawa 1955, JASA 50.
/// </summary>
public sealed record Kitagawa
{
    /// <summary>The overall rate Σw₀r₀ before, in the rates' own unit.</summary>
    public required double Before { get; init; }

    /// <summary>The overall rate Σw₁r₁ after.</summary>
    public required double After { get; init; }

    /// <summary>What of the difference another mix explains.</summary>
    public required double Mix { get; init; }

    /// <summary>What of the difference other rates explain.</summary>
    public required double Rate { get; init; }

    /// <summary>The parts, one for each category, in the order given.</summary>
    public required IReadOnlyList<KitagawaTerm> Categories { get; init; }

    public double Difference => After - Before;

    /// <summary>
    /// Of shares and rates. Shares are used as they are and need not add up to exactly one, since printed ones do not; a
    /// negative or infinite one, or an infinite rate, throws <see cref="ArgumentOutOfRangeException"/>. A rate may be
    /// unknown where its share is zero: it is then taken as unchanged, so that a category that came or went is all mix.
    /// Unknown where its share is not zero, it throws <see cref="ArgumentException"/>, as no categories do.
    /// </summary>
    public static Kitagawa Of(IReadOnlyList<KitagawaCategory> categories)
    {
        if (categories.Count == 0) throw new ArgumentException("There is at least one category.", nameof(categories));
        var rates = categories.Select(Rates).ToArray();
        double Sum(Func<KitagawaCategory, (double Before, double After), double> term) => categories.Zip(rates, term).Sum();
        var (before, after) = (Sum((c, r) => c.ShareBefore * r.Before), Sum((c, r) => c.ShareAfter * r.After));
        var overall = (before + after) / 2;
        var terms = categories.Zip(rates, (c, r) =>
        {
            var (moved, middle) = (c.ShareAfter - c.ShareBefore, (r.Before + r.After) / 2);
            return new KitagawaTerm(middle * moved, (middle - overall) * moved, (c.ShareBefore + c.ShareAfter) / 2 * (r.After - r.Before));
        }).ToArray();
        return new Kitagawa { Before = before, After = after, Mix = terms.Sum(t => t.Mix), Rate = terms.Sum(t => t.Rate), Categories = terms };
    }

    /// <summary>
    /// Of counts: in each category so many hits of so many before, and after. Null where there was nothing at all before, or
    /// after. A negative or infinite number, or hits of nothing, throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static Kitagawa? OfCounts(IReadOnlyList<(double HitsBefore, double AllBefore, double HitsAfter, double AllAfter)> categories)
    {
        foreach (var c in categories)
        {
            if (!(IsCount(c.HitsBefore, c.AllBefore) && IsCount(c.HitsAfter, c.AllAfter)))
                throw new ArgumentOutOfRangeException(nameof(categories), c, "Counts are finite and not negative, and nothing has no hits.");
        }

        var (before, after) = (categories.Sum(c => c.AllBefore), categories.Sum(c => c.AllAfter));
        return before == 0 || after == 0 ? null : Of([.. categories.Select(c => new KitagawaCategory(
            c.AllBefore / before, c.AllBefore == 0 ? null : c.HitsBefore / c.AllBefore, c.AllAfter / after, c.AllAfter == 0 ? null : c.HitsAfter / c.AllAfter))]);
    }

    private static bool IsCount(double hits, double all) => hits >= 0 && double.IsFinite(hits) && all >= 0 && double.IsFinite(all) && (hits == 0 || all > 0);

    private static (double Before, double After) Rates(KitagawaCategory category)
    {
        if (!(category.ShareBefore >= 0 && category.ShareAfter >= 0 && double.IsFinite(category.ShareBefore + category.ShareAfter)))
            throw new ArgumentOutOfRangeException(nameof(category), category, "Shares are finite and not negative.");
        if ((category.RateBefore is null && category.ShareBefore > 0) || (category.RateAfter is null && category.ShareAfter > 0))
            throw new ArgumentException("A category that is there has a rate.", nameof(category));
        var (before, after) = (category.RateBefore ?? category.RateAfter ?? 0, category.RateAfter ?? category.RateBefore ?? 0);
        return double.IsFinite(before) && double.IsFinite(after)
            ? (before, after)
            : throw new ArgumentOutOfRangeException(nameof(category), category, "Rates are finite.");
    }
}
