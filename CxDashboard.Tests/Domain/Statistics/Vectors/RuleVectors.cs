using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class RuleVectors
{
    public static readonly Dictionary<string, Func<Vector, object>> Functions = new(StringComparer.Ordinal)
    {
        ["nelson-rules"] = Nelson,
        ["western-electric-rules"] = WesternElectric,
        ["nhs-special-cause-rules"] = Nhs,
        ["anhoej-critical-values"] = CriticalValues,
        ["anhoej-runs"] = Runs,
        ["stable-shift-rebase"] = Rebase,
    };

    private static object Nelson(Vector vector)
    {
        var (x, centre, lower, upper) = Chart(vector);
        var signals = NelsonRules.Of(
            x, centre, lower, upper, Leading(vector.Parameters["rule2"], 9), Leading(vector.Parameters["rule3"], 6), Leading(vector.Parameters["rule4"], 14));
        return new
        {
            violating_positions_1_based = new
            {
                rule1 = Positions(signals, SpecialCauseRule.OutsideLimits),
                rule2 = Positions(signals, SpecialCauseRule.SameSide),
                rule3 = Positions(signals, SpecialCauseRule.Trend),
                rule4 = Positions(signals, SpecialCauseRule.Alternating),
                rule5 = Positions(signals, SpecialCauseRule.TwoOfThree),
                rule6 = Positions(signals, SpecialCauseRule.FourOfFive),
                rule7 = Positions(signals, SpecialCauseRule.NearCentre),
                rule8 = Positions(signals, SpecialCauseRule.AwayFromCentre),
            },
        };
    }

    private static object WesternElectric(Vector vector)
    {
        var (x, centre, lower, upper) = Chart(vector);
        var signals = WesternElectricRules.Of(x, centre, lower, upper, Leading(vector.Parameters["we4"], 8));
        return new
        {
            we1 = Positions(signals, SpecialCauseRule.OutsideLimits),
            we2 = Positions(signals, SpecialCauseRule.TwoOfThree),
            we3 = Positions(signals, SpecialCauseRule.FourOfFive),
            we4 = Positions(signals, SpecialCauseRule.SameSide),
        };
    }

    private static object Nhs(Vector vector)
    {
        var frozen = vector.Parameter("fix_after_n_points");
        var screens = vector.Parameters["screen_outliers"]?.GetValue<bool>() == false ? 0 : 1;
        return new
        {
            cases = vector.Input["cases"]!.AsArray().Select(c =>
            {
                var y = c!["y"].Values();
                double[] baseline = [.. y.Take(frozen is { } n ? (int)n : y.Length).OfType<double>()];
                var limits = BaselineLimits.Individuals(baseline, screens, BaselineLimits.RoundedFactor);
                var signals = NhsRules.Of(y, Same(y, limits.Centre), Same(y, limits.Lower), Same(y, limits.Upper)).ToDictionary(s => s.Point);
                return new
                {
                    @case = (string?)c["case"],
                    mean = limits.Centre,
                    lpl = limits.Lower,
                    upl = limits.Upper,
                    special_cause_type = y.Select((_, i) => NhsRules.Label(signals.TryGetValue(i, out var signal) ? signal : null)),
                };
            }),
        };
    }

    private static object CriticalValues(Vector vector)
    {
        var values = vector.Numbers("n_useful").Select(n => RunsTest.CriticalValues((int)n)).ToList();
        return new { longest_run_max = values.Select(v => v.LongestAllowed), n_crossings_min = values.Select(v => v.FewestAllowed) };
    }

    private static object Runs(Vector vector) => new
    {
        cases = vector.Input["cases"]!.AsArray().Select(c =>
        {
            var y = c!["y"].Values();
            var median = Quantiles.Type7([.. y.OfType<double>().Order()], 0.5);
            var test = RunsTest.Of(y, median);
            return new
            {
                @case = (string?)c["case"],
                median,
                n_useful = test.Useful,
                longest_run = test.LongestRun,
                longest_run_max = test.LongestAllowed,
                n_crossings = test.Crossings,
                n_crossings_min = test.FewestAllowed,
                runs_signal = test.Signal,
            };
        }),
    };

    private static object Rebase(Vector vector)
    {
        var chart = (string?)vector.Parameters["chart"] switch
        {
            "C" => BaselineChart.Counts,
            "XMR" => BaselineChart.Individuals,
            "P'" => BaselineChart.Shares,
            var other => throw new NotSupportedException($"No rebase of a chart \"{other}\"."),
        };
        var defaults = new StableShiftOptions();
        var options = defaults with
        {
            LeastPoints = (int?)vector.Parameter("period_min") ?? defaults.LeastPoints,
            ShiftLength = (int?)vector.Parameter("shift_rule_threshold") ?? defaults.ShiftLength,
            MostExclusions = (int?)vector.Parameter("max_exclusions") ?? defaults.MostExclusions,
            RangeScreens = Screens(vector.Parameters["mr_screen_max_loops"]) ?? defaults.RangeScreens,
            NoRegrets = vector.Parameters["no_regrets"]?.GetValue<bool>() ?? defaults.NoRegrets,
            OverhangingReversions = vector.Parameters["overhanging_reversions"]?.GetValue<bool>() ?? defaults.OverhangingReversions,
        };
        var values = (vector.Input["numerator"] ?? vector.Input["count"] ?? vector.Input["y"]).Values();
        var result = StableShift.Propose(chart, values, vector.Input["denominator"]?.Values(), options);
        return new
        {
            cl = result.Points.Select(p => p.Limits?.Centre),
            lcl = result.Points.Select(p => p.Limits?.Lower),
            ucl = result.Points.Select(p => p.Limits?.Upper),
            period_type = result.Points.Select(p => p.Limits is null ? null : p.IsBaseline ? "calculation" : "display"),
            limits_re_established_at = result.Proposals.Select(p => p.From + 1),
            rule1_outside = result.Points.Select(p => p.Outside),
            rule2_shift = result.Points.Select(p => p.Shift),
            excluded = result.Points.Select(p => p.Excluded),
            log = result.Points.Select(p => p.Log),
        };
    }

    // A number, or "Inf": until nothing is left to drop.
    private static int? Screens(JsonNode? loops) => loops is null ? null : loops.GetValueKind() == JsonValueKind.Number ? (int)loops.GetValue<double>() : int.MaxValue;

    private static (double?[] X, double?[] Centre, double?[] Lower, double?[] Upper) Chart(Vector vector)
    {
        var x = vector.Input["x"].Values();
        return (x, Same(x, vector.Parameter("cl")), Same(x, vector.Parameter("lcl")), Same(x, vector.Parameter("ucl")));
    }

    private static double?[] Same(double?[] values, double? value) => [.. values.Select(_ => value)];

    private static IEnumerable<int> Positions(IReadOnlyList<RuleSignal> signals, SpecialCauseRule rule) =>
        signals.Where(s => s.Rule == rule).Select(s => s.Point + 1);

    // "6 points (jmp convention)", "8 on one side", or a number.
    private static int Leading(JsonNode? parameter, int otherwise) => parameter?.GetValueKind() switch
    {
        JsonValueKind.Number => parameter.GetValue<int>(),
        JsonValueKind.String when int.TryParse(((string)parameter!).Split(' ')[0], CultureInfo.InvariantCulture, out var number) => number,
        _ => otherwise,
    };
}
