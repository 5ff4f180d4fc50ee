using System.Globalization;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>False alarms of what else speaks of change.</summary>
internal static class OtherAlarms
{
    private const int Runs = 10_000;

    public static CalibrationTable OfNoise()
    {
        List<string[]> rows = [];
        foreach (var n in new[] { 12, 24, 52 })
            rows.Add([$"one chart, its newest point against {n} before: outside its limits", FalseFlags.Outside(n)!.Value.ToString("0.000", CultureInfo.InvariantCulture),
                Simulation.Of(10 * Runs, 1050 + (ulong)n, dice => [ChartReadings.Chart(dice.Noise(n + 1), ..n).Outside[^1]])[0].ToString()]);
        foreach (var n in new[] { 24, 52 })
        {
            const int Charts = 60;
            var many = Simulation.Of(Runs, 1000 + (ulong)n, dice =>
            {
                var charts = Enumerable.Range(0, Charts).Select(_ => ChartReadings.Chart(dice.Noise(n + 1), ..n)).ToArray();
                return [charts.Any(c => c.Outside[^1]), NewestPoints.Of(charts).StandOut.Count > 0];
            });
            var outside = 1 - Math.Pow(1 - FalseFlags.Outside(n)!.Value, Charts);
            rows.Add([$"{Charts} charts, newest point against {n} before: any outside its limits", outside.ToString("0.000", CultureInfo.InvariantCulture), many[0].ToString()]);
            rows.Add(["the same by Benjamini–Hochberg at q = 0.10: any finding", "0.10", many[1].ToString()]);
        }

        foreach (var n in new[] { 12, 24, 52 })
            rows.Add([$"\"neighbouring points depend on each other\", {n} points", "",
                Simulation.Of(Runs, 1100 + (ulong)n, dice => [Autocorrelation.NeighboursDepend(dice.Noise(n))])[0].ToString()]);
        foreach (var (n, lag) in new[] { (24, 5), (52, 10), (104, 10) })
            rows.Add([$"Ljung–Box, {n} points, {lag} lags", "0.05",
                Simulation.Of(Runs, 1200 + (ulong)n, dice => [Autocorrelation.LjungBox(dice.Noise(n), lag)?.P < 0.05])[0].ToString()]);
        foreach (var n in Coverage.Sizes)
        {
            var chances = Coverage.Binomial(n, 0.5);
            var alarms = Enumerable.Range(0, n + 1).Where(x => Bunching.Of(x, n - x)!.GreaterP < 0.05).Sum(x => chances[x]);
            rows.Add([$"bunching before a promise, {n:N0} ends in both windows (exact)", "0.05", alarms.ToString("0.000", CultureInfo.InvariantCulture)]);
        }

        foreach (var n in new[] { 24, 52, 104 })
        {
            var breaks = Simulation.Of(Runs, 1300 + (ulong)n, dice => StructuralBreaks.Of(dice.Noise(n)) is { } b ? [b.SupF > 9, b.Best.Breaks.Count > 0] : [null, null]);
            rows.Add([$"structural breaks, {n} points: F above 9", "0.05", breaks[0].ToString()]);
            rows.Add([$"structural breaks, {n} points: any by BIC", "", breaks[1].ToString()]);
        }

        foreach (var n in new[] { 52, 104 })
        {
            rows.Add([$"PELT (MBIC), {n} points: any change", "", Simulation.Of(Runs, 1400 + (ulong)n, dice => [Pelt.Of(dice.Noise(n))!.Breaks.Count > 0])[0].ToString()]);
            rows.Add([$"stable shift, {n} points: any new baseline proposed", "", Simulation.Of(Runs, 1500 + (ulong)n, dice =>
                [StableShift.Propose(BaselineChart.Individuals, [.. dice.Noise(n).Select(v => (double?)v)]).Proposals.Any()])[0].ToString()]);
        }

        rows.Add(["metric against counter-metric, 24 frozen and 12 new points: any residual outside", "", Simulation.Of(Runs, 1600, dice =>
        {
            var metric = dice.Noise(36).Select(v => (double?)v).ToArray();
            double?[] counter = [.. metric.Select(m => (0.7 * m) + dice.Normal())];
            return [CauseSelectingChart.Of(metric, counter, ..24)!.Residual.Outside.Skip(24).Contains(true)];
        })[0].ToString()]);
        return new(
            "False alarms of other tests",
            $"Independent normal noise again, {Runs:N0} times each; bunching is summed over every outcome.",
            ["What is asked of noise", "promised", "measured"],
            rows,
            """
            Of 60 charts with 24 points before, one or more has its newest point outside on every second reading, with 52 on every third: one flag is no news.
            Benjamini–Hochberg (`NewestPoints`) keeps that to one reading in ten, as it promises. What `FalseFlags` says of noise, and `FalseFlagBudget` adds up, is what happens.

            That neighbours depend is hardly ever said of noise. Ljung–Box finds a little more than it promises. F above 9 is a false break about once in 20
            series; BIC alone finds one in one of six series of 24 points, so below some fifty points a break is only a hint. The
            stable shift algorithm proposes a new baseline for one of three noisy charts of two years: that is why a person confirms it.
            """);
    }
}
