using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;

namespace CxDashboard.Tests.Domain.Statistics.Vectors;

internal static class ChartVectors
{
    // 3 ÷ 1.128 unrounded, as the reference has it.
    private const double Unrounded = 3 / 1.128;

    public static readonly Dictionary<string, Func<Vector, object>> Functions = new()
    {
        ["individuals"] = v => Chart(ProcessChart.Xmr(v.Input["y"].Values(), Frozen(v), multiplier: Unrounded)),
        ["moving-range"] = v => Chart(ProcessChart.MovingRange(v.Input["y"].Values(), Frozen(v))),
        ["p-chart"] = v => Chart(ProcessChart.P(Counts(v), Sizes(v), Frozen(v))),
        ["p-prime-chart"] = v => Chart(ProcessChart.PPrime(Counts(v), Sizes(v), Frozen(v))),
        ["i-prime-chart"] = v => Chart(ProcessChart.IPrime(Counts(v), Sizes(v), Frozen(v))),
        ["u-chart"] = v => Chart(ProcessChart.U(Counts(v), Sizes(v), Frozen(v))),
        ["u-prime-chart"] = v => Chart(ProcessChart.UPrime(Counts(v), Sizes(v), Frozen(v))),
        ["c-chart"] = v => Chart(ProcessChart.C(Points(v), Frozen(v))),
        ["g-chart"] = v => Chart(ProcessChart.G(Points(v), Frozen(v))),
        ["t-chart"] = v => Chart(ProcessChart.T(Points(v), Frozen(v))),
        ["xmr"] = Nhs,
    };

    private static object Nhs(Vector v)
    {
        var y = v.Input["y"].Values();
        var phases = ChartPhases.Of(y.Length, Rebased(v), (points, phase) => ProcessChart.Xmr(
            y[points], v.Parameter("fix_after_n_points") is { } fixedAt ? ..(int)fixedAt : phase,
            multiplier: v.Parameter("limit_multiplier") ?? ProcessChart.Nelson, screened: (bool?)v.Parameters["screen_outliers"] ?? true));
        var signals = NhsRules.Of(phases.Values, phases.Centre, phases.Lower, phases.Upper).ToDictionary(s => s.Point);
        var better = (string?)v.Parameters["improvement_direction"] != "decrease";
        string[] kinds = [.. Enumerable.Range(0, y.Length).Select(i => !signals.TryGetValue(i, out var s) ? "common_cause" : s.Above == better ? "special_cause_improvement" : "special_cause_concern")];
        return new
        {
            mean = phases.Centre,
            lpl = phases.Lower,
            upl = phases.Upper,
            rebase_group = phases.Phases.SelectMany((p, group) => p.Limits.Values.Select(_ => group)),
            outside_limits = phases.Outside,
            close_to_limits = y.Select((value, i) => !phases.Outside[i] && (value > phases.UpperWarning[i] || value < phases.LowerWarning[i])),
            special_cause_type = y.Select((_, i) => NhsRules.Label(signals.TryGetValue(i, out var s) ? s : null)),
            point_type = kinds,
            variation_icon_from_latest_point = kinds[^1],

            // The reference warns up to 12 points of a phase, one more than we do.
            trial_limits_warning = phases.Phases.SelectMany(p => p.Limits.Values.Select(_ => p.Limits.BaselinePoints <= ProcessChart.EnoughPoints)),
        };
    }

    private static int[] Rebased(Vector v) => v.Parameters["rebase_dates"] is { } dates
        ? [.. dates.AsArray().Select(d => v.Input["period"]!.AsArray().Select(p => (string)p!).ToList().IndexOf((string)d!))]
        : [];

    private static Range? Frozen(Vector v) => v.Parameter("freeze") is { } points ? ..(int)points : null;

    private static double?[] Points(Vector v) => (v.Input["y"] ?? v.Input["count"]).Values();

    private static double[] Counts(Vector v) => (v.Input["numerator"] ?? v.Input["count"] ?? v.Input["i"] ?? v.Input["r"]).Numbers();

    private static double[] Sizes(Vector v) => (v.Input["denominator"] ?? v.Input["exposure"] ?? v.Input["n"]).Numbers();

    private static object Chart(ProcessLimits chart) => new
    {
        y = chart.Values,
        cl = chart.Values.Select(_ => chart.Centre),
        lcl = Everywhere(chart.Lower),
        ucl = Everywhere(chart.Upper),
        lcl95 = Everywhere(chart.LowerWarning),
        ucl95 = Everywhere(chart.UpperWarning),
        sigma_signal = chart.Outside,
        sigma_z = chart.SigmaZ,
        runs_signal = chart.Runs?.Signal,
        n_useful = chart.Runs?.Useful,
        longest_run = chart.Runs?.LongestRun,
        longest_run_max = chart.Runs?.LongestAllowed,
        n_crossings = chart.Runs?.Crossings,
        n_crossings_min = chart.Runs?.FewestAllowed,
    };

    // The reference draws its limits through gaps, where they are the same everywhere.
    private static IEnumerable<double?> Everywhere(IReadOnlyList<double?> limits) =>
        limits.OfType<double>().Distinct().Take(2).ToArray() is [var only] ? limits.Select(l => l ?? only).Cast<double?>() : limits;
}
