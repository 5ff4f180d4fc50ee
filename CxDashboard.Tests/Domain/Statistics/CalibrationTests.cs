using System.Globalization;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

/// <summary>
/// Samples of the tables that `CxDashboard.Benchmarks calibrate` writes into docs/statistics.md: made again with other dice, by naive
/// computations where it is limits or intervals and by the library where it is rules and fits. A table that is stale, or wrong, differs.
/// </summary>
public sealed class CalibrationTests
{
    [Theory]
    [InlineData(12, 1)]
    [InlineData(24, 2)]
    [InlineData(52, 3)]
    public void PointsOutsideLimits_AreAsFrequentAsTheTableSays(int points, int column) => AssertAbout(
        "False alarms of a chart", "outside the limits only", column, 4000, random =>
        {
            var x = Noise(random, points);
            var mean = x.Sum() / points;
            var ranges = Enumerable.Range(1, points - 1).Select(i => Math.Abs(x[i] - x[i - 1])).ToList();
            var most = 3.267 * ranges.Sum() / ranges.Count;
            ranges.RemoveAll(r => r >= most);
            return x.Any(v => Math.Abs(v - mean) > 2.66 * ranges.Sum() / ranges.Count);
        });

    [Fact]
    public void DefaultRules_SignalAsOftenAsTheTableSays() => AssertAbout(
        "False alarms of a chart", "and Anhøj's rules (the default)", 2, 4000, random =>
        {
            var chart = ProcessChart.Xmr([.. Noise(random, 24).Select(v => (double?)v)]);
            return chart.Outside.Contains(true) || chart.Runs!.Signal;
        });

    [Fact]
    public void ChangeThatWasNone_IsFoundAsOftenAsTheTableSays() => AssertAbout(
        "\"It worked\", where nothing changed", "REML, AR(1): what we show", 2, 1000, random =>
        {
            var x = Noise(random, 24);
            for (var i = 1; i < x.Length; i++) x[i] = (0.3 * x[i - 1]) + (Math.Sqrt(1 - (0.3 * 0.3)) * x[i]);
            return BeforeAfter.Compare([.. x.Select(v => (double?)v)], 12).Level!.Reml.P < 0.05;
        });

    [Theory]
    [InlineData(10, 1)]
    [InlineData(100, 3)]
    public void CoverageOfWilson_IsExactlyWhatTheTableSays(int n, int column)
    {
        const double Z = 1.959963984540054;
        List<(double Share, double Covered)> covered = [];
        for (var thousandths = 10; thousandths <= 990; thousandths++)
        {
            // The shares that the score test does not refuse, asked for each outcome: no interval is computed.
            double p = thousandths / 1000.0, chance = Math.Pow(1 - p, n), sum = 0;
            for (var x = 0; x <= n; x++)
            {
                if (Math.Abs(((double)x / n) - p) <= Z * Math.Sqrt(p * (1 - p) / n)) sum += chance;
                chance *= (n - x) / (x + 1.0) * p / (1 - p);
            }

            covered.Add((p, sum));
        }

        // Mirror images cover alike but for rounding: of those the first is told.
        var bound = covered.Min(c => c.Covered) + 1e-9;
        var least = covered.First(c => c.Covered <= bound);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{covered.Average(c => c.Covered):0.000}, least {least.Covered:0.000} at {least.Share:0.###}"),
            Cell("Intervals of a share", "Wilson: what we show", column).Replace("*", "", StringComparison.Ordinal));
    }

    private static void AssertAbout(string table, string row, int column, int runs, Func<Random, bool> happens)
    {
        var printed = double.Parse(Cell(table, row, column).Split(' ')[0].Trim('*'), CultureInfo.InvariantCulture);
        var random = new Random(20);
        var share = Enumerable.Range(0, runs).Count(_ => happens(random)) / (double)runs;
        Assert.InRange(share, printed - (4 * Error()), printed + (4 * Error()));

        // What is printed is of more runs, so its own error is the smaller part: at most as much again.
        double Error() => Math.Sqrt(2 * printed * (1 - printed) / runs);
    }

    private static string Cell(string table, string row, int column)
    {
        var lines = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "statistics.md"));
        var start = Array.IndexOf(lines, $"### {table}");
        Assert.True(start >= 0, $"docs/statistics.md has no table \"{table}\".");
        var cells = lines.Skip(start + 1).TakeWhile(l => !l.StartsWith('#')).Select(l => l.Split(" | ")).FirstOrDefault(c => c[0] == $"| {row}");
        Assert.True(cells is not null, $"The table \"{table}\" has no row \"{row}\".");
        return cells[column].TrimEnd(' ', '|');
    }

    private static double[] Noise(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => ChangeCases.Normal(random))];
}
