using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class IntervalVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["proportion-intervals"] = v => Cases(v, c => OfProportion(c["x"].Number(), c["n"].Number(), Level(v))),
        ["proportion-difference-intervals"] = v => Cases(v, c => OfDifference(c["x1"].Number(), c["n1"].Number(), c["x2"].Number(), c["n2"].Number(), Level(v))),
        ["nps-intervals"] = v => Cases(v, c => OfScore(c["detractors"].Number(), c["passives"].Number(), c["promoters"].Number(), Level(v))),
        ["nps-difference"] = v => Cases(v, c => OfScores(Answers.Of(c["x"].Numbers()), Answers.Of(c["y"].Numbers()), Level(v))),
        ["mean-intervals"] = OfMeans,
        ["quantile-intervals"] = OfQuantileIntervals,
        ["quantiles"] = OfQuantiles,
        ["clustered-rate"] = OfClusters,
        ["post-stratified-rate"] = OfStrata,
        ["presentation-standard"] = v => Cases(v, c =>
            OfPresentation(c["x"].Number(), c["n"].Number(), c["design_effect"]?.GetValue<double>() ?? v.Parameter("design_effect") ?? 1)),
        ["small-cell-suppression"] = v => new
        {
            flags = v.Input["cases"]!.AsArray().Select(c => SmallCells.Hidden(Whole(c.Numbers()), (int)(v.Parameter("threshold") ?? 5)).Select(h => h ? "R" : "")),
        },
        ["bunching"] = v => Cases(v, c => OfBunching((long)c["just_below"].Number(), (long)c["just_above"].Number(), v.Parameter("null_share") ?? 0.5, Level(v))),
        ["false-discovery-rate"] = OfChances,
    };

    private static object OfProportion(double x, double n, double level) => new
    {
        x,
        n,
        wilson = Ends(Proportion.Wilson(x, n, level)),
        wilson_cc = Ends(Proportion.WilsonCorrected(x, n, level)),
        agresti_coull = Ends(Proportion.AgrestiCoull(x, n, level)),
        clopper_pearson = Ends(Proportion.ClopperPearson(x, n, level)),
        jeffreys = Ends(Proportion.JeffreysEqualTailed(x, n, level)),
        jeffreys_boundary_modified = Ends(Proportion.Jeffreys(x, n, level)),
    };

    private static object OfDifference(double x1, double n1, double x2, double n2, double level) => new
    {
        x1,
        n1,
        x2,
        n2,
        diff = ProportionDifference.Of(x1, n1, x2, n2),
        newcombe = Ends(ProportionDifference.Newcombe(x1, n1, x2, n2, level)),
        miettinen_nurminen = Ends(ProportionDifference.MiettinenNurminen(x1, n1, x2, n2, level)),
        agresti_caffo = Ends(ProportionDifference.AgrestiCaffo(x1, n1, x2, n2, level)),
    };

    private static object OfScore(double detractors, double passives, double promoters, double level)
    {
        var n = detractors + passives + promoters;
        return new
        {
            detractors,
            passives,
            promoters,
            nps = NetPromoter.Score(promoters, detractors, n),
            variance = NetPromoter.Variance(promoters, detractors, n),
            wald = Ends(NetPromoter.Wald(promoters, detractors, n, level)),
            adjusted_wald = Ends(NetPromoter.AdjustedWald(promoters, detractors, n, level)),
            adjusted_wald_se = NetPromoter.AdjustedStandardError(promoters, detractors, n),
            iterative_score = Ends(NetPromoter.IterativeScore(promoters, detractors, n, level)),
        };
    }

    private static object OfScores(Answers x, Answers y, double level) => new
    {
        x = x.Counts,
        y = y.Counts,
        nps_x = NetPromoter.Score(x.Promoters, x.Detractors, x.N),
        nps_y = NetPromoter.Score(y.Promoters, y.Detractors, y.N),
        wald = Absolute((a, b) => NetPromoter.WaldDifference(a.Promoters, a.Detractors, a.N, b.Promoters, b.Detractors, b.N, level), x, y),
        adjusted_wald = Absolute((a, b) => NetPromoter.AdjustedWaldDifference(a.Promoters, a.Detractors, a.N, b.Promoters, b.Detractors, b.N, level), x, y),
    };

    // The reference knows no sign: the larger score comes first.
    private static object Absolute(Func<Answers, Answers, NetPromoterDifference> difference, Answers x, Answers y)
    {
        var d = difference(x, y);
        if (d.Difference < 0) d = difference(y, x);
        return new { delta = d.Difference, se = d.StandardError, interval = Ends((d.Low, d.High)), p = d.P };
    }

    private static object OfMeans(Vector v)
    {
        var (a, b) = (Ratings(v, "a"), Ratings(v, "b"));
        var welch = a is { } first && b is { } second ? Means.Welch(first, second, Level(v)) : null;
        return new
        {
            mean_a = a?.Mean,
            sd_a = a?.StandardDeviation,
            ci_a = Ends(a is { StandardDeviation: { } s } x ? Means.Interval(x.N, x.Mean, s, Level(v)) : null),
            mean_b = b?.Mean,
            sd_b = b?.StandardDeviation,
            ci_b = Ends(b is { StandardDeviation: { } t } y ? Means.Interval(y.N, y.Mean, t, Level(v)) : null),
            welch_diff = welch?.Difference,
            welch_se = welch?.StandardError,
            welch_df = welch?.DegreesOfFreedom,
            welch_ci = Ends(welch is { } w ? (w.Low, w.High) : null),
            welch_p = welch?.P,
        };
    }

    // Either the values themselves, or how many there are of each: "a_counts_1_to_5", "a_counts_0_to_10".
    private static MeanSummary? Ratings(Vector v, string group)
    {
        if (v.Input[group] is { } values) return Means.Of(values.Numbers());
        var counts = v.Input.AsObject().FirstOrDefault(i => i.Key.StartsWith(group + "_counts", StringComparison.Ordinal));
        if (counts.Value is null) return null;
        var lowest = counts.Key.Split('_').FirstOrDefault(part => part.All(char.IsAsciiDigit));
        return Means.OfCounts(Whole(counts.Value.Numbers()), lowest is null ? 1 : int.Parse(lowest, CultureInfo.InvariantCulture));
    }

    private static object OfQuantileIntervals(Vector v)
    {
        var x = Sorted(v.Numbers("x"));
        return new
        {
            quantile_ci = v.Parameters["probs"].Numbers().Select(p =>
            {
                var (low, high) = Quantiles.Ranks(x.Length, p, Level(v));
                return new { est = Quantiles.Type7(x, p), lower = low < 1 ? (double?)null : x[low - 1], upper = high > x.Length ? (double?)null : x[high - 1] };
            }),
            median_ci = Quantiles.Interval(x, 0.5, Level(v)) is var (l, u) ? new double?[] { Quantiles.Type7(x, 0.5), l, u } : null,
        };
    }

    private static object OfQuantiles(Vector v)
    {
        var x = Sorted(v.Numbers("x"));
        var q = v.Parameters["q"].Numbers();
        return new
        {
            type1 = q.Select(p => Quantiles.Type1(x, p)),
            type6 = q.Select(p => Quantiles.Type6(x, p)),
            type7 = q.Select(p => Quantiles.Type7(x, p)),
            type8 = q.Select(p => Quantiles.Type8(x, p)),
        };
    }

    private static object OfClusters(Vector v)
    {
        var r = ClusteredRate.Of(Whole(v.Numbers("resolved_per_customer")), Whole(v.Numbers("cases_per_customer")));
        return new
        {
            rate = r?.Rate,
            se_binomial = r?.BinomialStandardError,
            se_cluster_HC0_no_adjust = r?.UncorrectedStandardError,
            se_cluster_HC1 = r?.StandardError,
            se_survey_linearised = r?.StandardError,
            design_effect = r?.DesignEffect,
            n_effective = r?.EffectiveN,
        };
    }

    private static object OfStrata(Vector v)
    {
        var r = PostStratifiedRate.Of(v.Numbers("respondents"), v.Numbers("satisfied"), v.Numbers("population_closed_cases"));
        return new { raw = r?.Raw, post_stratified = r?.Rate, se = r?.StandardError, manski = Ends(r?.Bounds), response_rate = r?.ResponseRate };
    }

    private static object OfPresentation(double x, double n, double designEffect)
    {
        var p = PresentationStandard.Of(x, n, designEffect);
        var flags = p.Note switch
        {
            PresentationNote.Suppress => "Px",
            PresentationNote.Complement => "Pc",
            PresentationNote.Review => "P0",
            _ => "",
        };
        return new { x, n, n_effective = p.EffectiveN, clopper_pearson = Ends(p.Interval), flags, show = p.Show };
    }

    private static object OfBunching(long below, long above, double share, double level)
    {
        var b = Bunching.Of(below, above, share, level);
        return new { below, above, share_below = b?.ShareBelow, p_two_sided = b?.TwoSidedP, p_greater = b?.GreaterP, ci95 = Ends(b?.Interval) };
    }

    private static Dictionary<string, object?> OfChances(Vector v)
    {
        var q = v.Parameter("q") ?? v.Parameter("alpha") ?? 0.05;
        var answer = new Dictionary<string, object?>();
        foreach (var (name, chances) in v.Input.AsObject())
        {
            var isOfTies = name.EndsWith("ties", StringComparison.Ordinal);
            AddChances(answer, isOfTies ? "ties_" : "", isOfTies ? "" : "_adjusted", chances.Numbers(), q);
        }

        return answer;
    }

    private static void AddChances(Dictionary<string, object?> answer, string before, string after, double[] p, double q)
    {
        foreach (var (name, adjusted) in new[]
                 {
                     ("bh", MultipleTesting.BenjaminiHochberg(p)), ("by", MultipleTesting.BenjaminiYekutieli(p)),
                     ("holm", MultipleTesting.Holm(p)), ("bonferroni", MultipleTesting.Bonferroni(p)),
                 })
        {
            answer[before + name + after] = adjusted;
            answer[before + "n_rejected_" + name] = adjusted.Count(a => a <= q);
        }
    }

    private static object Cases(Vector v, Func<JsonNode, object> answer) => new { cases = v.Input["cases"]!.AsArray().Select(c => answer(c!)) };

    private static double Level(Vector v) => v.Parameter("conf_level") ?? v.Parameter("conf") ?? v.Parameter("level") ?? 0.95;

    private static double[]? Ends((double Low, double High)? interval) => interval is var (low, high) ? [low, high] : null;

    private static double[] Sorted(double[] values) => [.. values.Order()];

    private static long[] Whole(double[] values) => [.. values.Select(x => (long)x)];

    private sealed record Answers(double[] Counts)
    {
        public double Detractors => Counts[0];
        public double Promoters => Counts[2];
        public double N => Counts.Sum();

        public static Answers Of(double[] counts) => new(counts);
    }
}
