using System.Globalization;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class ChangeVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["cusum"] = Tabular,
        ["cusum-average-run-length"] = RunLengths,
        ["bernoulli-cusum"] = Bernoulli,
        ["structural-breaks"] = Breaks,
        ["pelt"] = MeanChanges,
        ["autocorrelation"] = Dependence,
    };

    private static object Tabular(Vector vector)
    {
        var cusum = Cusum.Of(vector.Input["x"].Values(), Known(vector, "center"), Known(vector, "sd"), Known(vector, "k"), Known(vector, "h"));
        return new { cusum_pos = cusum.Upper, cusum_neg = cusum.Lower, upper_violations = FromOne(cusum.UpperSignals), lower_violations = FromOne(cusum.LowerSignals) };
    }

    private static Dictionary<string, double[]> RunLengths(Vector vector)
    {
        var k = Known(vector, "k");
        var shifts = vector.Numbers("shift_in_sd");
        Func<double, double, double, double> length = (string)vector.Parameters["sided"]! == "one" ? CusumRunLength.OneSided : CusumRunLength.TwoSided;
        return OneOrMore(vector, "h").Select(h => h.Number()).ToDictionary(h => string.Create(CultureInfo.InvariantCulture, $"h{h}"), h => shifts.Select(s => length(k, h, s)).ToArray());
    }

    private static object Bernoulli(Vector vector)
    {
        var cusum = BernoulliCusum.Of([.. vector.Numbers("x").Select(x => x == 1)], Known(vector, "p0"), Known(vector, "odds_ratio"), Known(vector, "limit"));
        return new
        {
            p1 = cusum.HigherRate,
            p2 = cusum.LowerRate,
            cusum_up = cusum.Upper,
            cusum_down = cusum.Lower,
            signal_up_at = FromOne(cusum.UpperSignals),
            signal_down_at = FromOne(cusum.LowerSignals),
        };
    }

    // A break is told as the number of values before it, which is the place from one of the last value before it.
    private static object Breaks(Vector vector)
    {
        var breaks = StructuralBreaks.Of(vector.Numbers("y"), Known(vector, "trim"))!;
        var bic = breaks.ByCount.Select(p => p.Bic).ToArray();
        int? first = breaks.Best.Breaks is [var only, ..] ? only : null;
        return new
        {
            breakpoints_1_based = breaks.Best.Breaks,
            breakpoint_index_1_based = first,
            break_year = first + (vector.Input["first_year"]?.GetValue<int>() - 1),
            bic,
            bic_by_number_of_breaks = bic,
            rss_by_number_of_breaks = breaks.ByCount.Select(p => p.SumOfSquares),
            supF = breaks.SupF,
            F_by_candidate = breaks.F,
            F_first_candidate_index = breaks.MinimumSegment,
        };
    }

    private static Dictionary<string, object?> MeanChanges(Vector vector)
    {
        var answer = new Dictionary<string, object?>();
        foreach (var name in OneOrMore(vector, "penalty").Select(p => (string)p!))
        {
            var penalty = name switch
            {
                "MBIC" => ChangePenalty.ModifiedBic,
                "BIC" => ChangePenalty.Bic,
                _ => throw new NotSupportedException($"There is no penalty \"{name}\"."),
            };
            var key = name.ToLowerInvariant();
            var pelt = Pelt.Of(vector.Numbers("x"), penalty, (int)(vector.Parameter("minseglen") ?? 1))!;
            answer[key] = pelt.Breaks;
            answer[$"{key}_penalty_value"] = pelt.Penalty;
            answer[$"segment_means_{key}"] = pelt.Means;
        }

        return answer;
    }

    private static Dictionary<string, object?> Dependence(Vector vector)
    {
        var lag = (int)Known(vector, "lag");
        var test = Autocorrelation.LjungBox(vector.Numbers("x"), lag);
        return new() { [$"acf1_{lag}"] = Autocorrelation.UpTo(vector.Numbers("x"), lag), ["ljung_box"] = test?.Statistic, ["p"] = test?.P };
    }

    private static double Known(Vector vector, string parameter) => vector.Parameter(parameter)!.Value;

    private static IEnumerable<JsonNode?> OneOrMore(Vector vector, string parameter) =>
        vector.Parameters[parameter] is JsonArray several ? several : [vector.Parameters[parameter]];

    private static IEnumerable<int> FromOne(IEnumerable<int> indices) => indices.Select(i => i + 1);
}
