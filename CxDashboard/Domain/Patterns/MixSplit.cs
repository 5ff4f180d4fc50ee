using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// How much of a move another mix of strata makes, and how much other rates within them. Of values it is the split of the strata's values weighted by
/// their n: of medians that weighted mean is near the median of all, and not the same. Source: Kitagawa 1955.
/// </summary>
/// <param name="Series">The series that was split.</param>
/// <param name="Split">Mix and rate, which add up to the difference.</param>
public sealed record MixSplit(string Series, Kitagawa Split)
{
    /// <summary>What of the difference mix makes: 0.67 says two thirds. Below zero or above one where mix and rate go different ways; null without a difference.</summary>
    public double? MixPart => Split.Difference == 0 ? null : Split.Mix / Split.Difference;

    /// <summary>Mix explains a move to that side: within the strata less than half of it is left, or rates went the other way.</summary>
    public bool Explains(bool up) => (up ? Split.Rate : -Split.Rate) < Math.Abs(Split.Difference) / 2;

    /// <summary>Of a series' strata; null without strata, or where nothing was counted before or since.</summary>
    public static MixSplit? Of(PatternSeries series, StepWindow window)
    {
        if (series.Strata.Count == 0) return null;
        var parts = series.Strata.Select(s => window.Parts(s.Points)).ToArray();
        var (before, after) = (parts.Sum(p => p.Before.Sum(x => x.N)), parts.Sum(p => p.After.Sum(x => x.N)));
        return before == 0 || after == 0 ? null : new(series.Name, Kitagawa.Of([.. parts.Select(p =>
            new KitagawaCategory(p.Before.Sum(x => x.N) / before, Rate(p.Before), p.After.Sum(x => x.N) / after, Rate(p.After)))]));

        // Steps weigh as much as was counted in them; a share times its n is its count.
        static double? Rate(IReadOnlyList<SeriesPoint> points) => points.Sum(p => p.N) is > 0 and var n ? points.Sum(p => p.Value!.Value * p.N) / n : null;
    }
}
