namespace CxDashboard.Benchmarks.Calibration;

/// <summary>How often charts signal where nothing happened, and where something did.</summary>
internal static class FalseAlarms
{
    private const int Charts = 20_000;
    private static readonly int[] Points = [12, 24, 52];

    // Shares that statistics.md, section 1, prints of 4,000 charts by R's rule functions; by readings, then points.
    private static readonly Dictionary<int, double[]> Printed = new()
    {
        [0] = [0.05, 0.10, 0.15],
        [1] = [0.06, 0.12, 0.19],
        [2] = [0.05, 0.12, 0.25],
        [3] = [0.06, 0.18, 0.40],
        [4] = [0.07, 0.20, 0.39],
    };

    private static readonly double[] PrintedNewest = [0.014, 0.014, 0.015];

    public static CalibrationTable OfNoise()
    {
        var byPoints = Points.Select((n, i) => Simulation.Of(Charts, 100 + (ulong)i, dice => ChartReadings.Read(ChartReadings.Chart(dice.Noise(n))))).ToArray();
        return new(
            "False alarms of a chart",
            $"""
            Independent normal noise, limits from the chart's own points: the share of {Charts:N0} charts on which anything signals, with the simulation's own standard
            error. In brackets stands what `shared/statistics.md` prints of 4,000 charts read by R's rule functions; an asterisk says that the two are more than three
            standard errors of both, and the rounding, apart.
            """,
            ["Rules", .. Points.Select(n => $"{n} points")],
            [
                .. ChartReadings.Names.Select((name, rule) => (string[])[name, .. byPoints.Select((shares, i) =>
                    Printed.TryGetValue(rule, out var other) ? shares[rule].Beside(other[i])
                    : rule == ChartReadings.WholeCharts + 1 ? shares[rule].Beside(PrintedNewest[i], digits: 3)
                    : shares[rule].ToString())]),
                ["outside limits of ranges that were not screened", .. Points.Select((n, i) => Simulation.Of(Charts, 150 + (ulong)i, dice =>
                    [ChartReadings.Chart(dice.Noise(n), screened: false).Outside.Contains(true)])[0].Beside(Printed[0][i]))],
            ],
            """
            On a year of weeks the default rules find something on one chart in five though nothing happened, the NHS set on two in five: the longer a chart, the more
            it shows. Its newest point alone is outside by chance once in 200 readings, and by the NHS set once in 50. A trend of seven is rare in noise, and just as rare
            where something happened (below).

            Limits are of screened ranges, which are 1.1007σ in the mean and not 1.128σ, so that they lie 2.93σ from the centre; the last row is without screening. What
            is printed for 12 and 24 points agrees with screened charts. What is printed for 52 points lies between the two, and every set of rules is about 0.02 below ours
            there: why is not known, for that simulation is not here to be run. A computation that shares nothing with the library (`CalibrationTests`) agrees with ours.
            """);
    }

    public static CalibrationTable OfNeighbours()
    {
        const double Rho = 0.4;
        var byPoints = Points.Select((n, i) => Simulation.Of(Charts, 200 + (ulong)i, dice =>
        {
            var chart = ChartReadings.Chart(dice.Noise(n, Rho));
            var raw = ChartReadings.Read(chart);

            // What is left when runs rules are withheld: the limits.
            var withheld = raw.Select(r => chart.NeighboursDepend ? raw[0] : r).ToArray();
            return [.. raw[..ChartReadings.WholeCharts], .. withheld[..ChartReadings.WholeCharts], chart.NeighboursDepend];
        })).ToArray();
        double[] printed = [double.NaN, 0.58, 0.90];
        List<string[]> rows = [];
        for (var rule = 0; rule < ChartReadings.WholeCharts; rule++)
        {
            rows.Add([ChartReadings.Names[rule], .. byPoints.Select((s, i) => rule == 3 && i > 0 ? s[rule].Beside(printed[i]) : s[rule].ToString())]);
            if (rule > 0) rows.Add([ChartReadings.Names[rule] + ", runs withheld where neighbours depend", .. byPoints.Select(s => s[rule + ChartReadings.WholeCharts].ToString())]);
        }

        rows.Add(["neighbours said to depend", .. byPoints.Select(s => s[^1].ToString())]);
        return new(
            "False alarms where neighbours depend on each other",
            "The same of noise of which neighbours correlate by 0.4. Runs are withheld where r₁ is above 2/√n: then the limits alone speak.",
            ["Rules", .. Points.Select(n => $"{n} points")],
            rows,
            """
            Withholding runs helps, and does not cure: of short charts the dependence is not noticed, and the limits themselves are too narrow, because neighbours that
            go together have small moving ranges. So chart by week, or without the season; on daily figures a signal is a question and no finding.
            """);
    }

    public static CalibrationTable Power()
    {
        const int Frozen = 24, Since = 12;
        var byStep = new[] { 0.0, 1.0 }.Select((step, i) => Simulation.Of(Charts, 300 + (ulong)i, dice =>
        {
            var values = dice.Noise(Frozen + Since);
            for (var j = Frozen; j < values.Length; j++) values[j] += step;
            var chart = ChartReadings.Chart(values, ..Frozen);
            return [.. ChartReadings.Read(chart, Frozen), .. ChartReadings.Read(chart)];
        })).ToArray();
        var printed = new Dictionary<int, (double Share, int Digits)> { [0] = (0.39, 2), [1] = (0.62, 2), [2] = (0.67, 2), [3] = (0.80, 2), [6] = (0.015, 3) };
        return new(
            "What a chart sees",
            $"""
            Limits frozen on {Frozen} points, then {Since} more, which lie one standard deviation higher or do not: the share of {Charts:N0} charts on which anything signals among the new
            points, and in the last column on any point, which agrees with what `shared/statistics.md` prints (in brackets).
            """,
            ["Rules", "no change, new points", "one standard deviation higher, new points", "the same, any point"],
            [.. ChartReadings.Names[..(ChartReadings.WholeCharts + 1)].Select((name, rule) => (string[])[
                name,
                byStep[0][rule].ToString(),
                byStep[1][rule].ToString(),
                Anywhere(byStep[1][rule + ChartReadings.Names.Length], rule)])],
            """
            A change of one standard deviation is missed by the limits two times in three within 12 weeks, and by the default rules two times in five; the NHS set sees
            more of it, and more of nothing. A trend of seven sees next to nothing. "Any point" counts false signals before the change as if they had seen it.
            """);

        string Anywhere(Share share, int rule) => printed.TryGetValue(rule, out var other) ? share.Beside(other.Share, digits: other.Digits) : share.ToString();
    }
}
