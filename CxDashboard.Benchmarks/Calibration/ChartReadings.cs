using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>One XmR chart read by every set of rules.</summary>
internal static class ChartReadings
{
    /// <summary>In the order of the answers of <see cref="Read"/>.</summary>
    public static readonly string[] Names =
    [
        "outside the limits only", "and Anhøj's rules (the default)", "and a run of 8", "NHS set", "Western Electric set", "Nelson set",
        "a trend of 7 alone", "NHS set, newest point", "limits only, newest point",
    ];

    /// <summary>How many of the readings before the last three have runs rules that can be withheld.</summary>
    public const int WholeCharts = 6;

    /// <summary>Which rules say that something happened at the point <paramref name="from"/> or later; by the chart's rules alone, nothing withheld.</summary>
    public static bool?[] Read(ProcessLimits chart, int from = 0)
    {
        var last = chart.Values.Count - 1;
        double?[] centre = [.. chart.Values.Select(_ => chart.Centre)];
        var anhoej = Of(RuleSet.Anhoej);
        var nhs = Of(RuleSet.Nhs).Signals;
        var runs = NelsonRules.Of(chart.Values, centre, chart.Lower, chart.Upper, sameSide: 8, trend: 7);
        return
        [
            chart.Outside.Skip(from).Contains(true),
            Later(anhoej.Signals) || anhoej.FewCrossings.Count > 0,
            Later(runs.Where(s => s.Rule is SpecialCauseRule.OutsideLimits or SpecialCauseRule.SameSide)),
            Later(nhs),
            Later(Of(RuleSet.WesternElectric).Signals),
            Later(Of(RuleSet.Nelson).Signals),
            Later(runs.Where(s => s.Rule == SpecialCauseRule.Trend)),
            nhs.Any(s => s.Point == last),
            chart.Outside[last],
        ];

        SpecialCauses Of(RuleSet set) => SpecialCauses.Of(set, chart.Values, centre, chart.Lower, chart.Upper);

        bool Later(IEnumerable<RuleSignal> signals) => signals.Any(s => s.Point >= from);
    }

    public static ProcessLimits Chart(double[] values, Range? baseline = null, bool screened = true) =>
        ProcessChart.Xmr([.. values.Select(v => (double?)v)], baseline, screened: screened);
}
