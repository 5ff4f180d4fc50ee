using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class SignalBudgetTests
{
    private const int Baseline = 24;

    private static double?[] Noise(Random random, int points) => [.. Enumerable.Range(0, points).Select(_ => (double?)Normal(random))];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // Forty charts of noise, read at the step after their baseline: how many points are told in the mean.
    private static double PointsTold(Random random, Func<Random, double?[][]> make, int readings)
    {
        var told = 0;
        for (var i = 0; i < readings; i++)
        {
            ProcessLimits[] charts = [.. make(random).Select(v => ProcessChart.Xmr(v, ..Baseline))];
            told += NewestPoints.Of(charts).Points.Where((p, j) => p.StandsOut && charts[j].Outside[^1]).Count();
        }

        return (double)told / readings;
    }

    [Fact]
    public void ChartsOfTheirOwn_AreFlaggedAsOftenAsIsSaid()
    {
        static double?[][] Make(Random random) => [.. Enumerable.Range(0, 40).Select(_ => Noise(random, Baseline + 1))];
        var said = Enumerable.Range(0, 12).Average(i => SignalBudget.Of([.. Make(new Random(i)).Select(v => ProcessChart.Xmr(v, ..Baseline))]).PointsAStep);
        Assert.Equal(said, PointsTold(new Random(1), Make, 4_000), 0.25 * said);
    }

    [Fact]
    public void ChartsThatGoTogether_AreFlaggedTogether_AndTheBudgetKnows()
    {
        // Ten things, each measured four times: what flags one flags all four.
        static double?[][] Make(Random random) => [.. Enumerable.Range(0, 10).Select(_ => Noise(random, Baseline + 1)).SelectMany(v => Enumerable.Repeat(v, 4))];
        var said = Enumerable.Range(0, 12).Average(i => SignalBudget.Of([.. Make(new Random(i)).Select(v => ProcessChart.Xmr(v, ..Baseline))]).PointsAStep);
        var told = PointsTold(new Random(2), Make, 4_000);
        Assert.Equal(said, told, 0.25 * told);
        var apart = SignalBudget.Of([.. Enumerable.Range(0, 40).Select(i => ProcessChart.Xmr(Noise(new Random(i), Baseline + 1), ..Baseline))]).PointsAStep;
        Assert.True(said > 2 * apart, $"{said} of charts that go together, {apart} of charts of their own");
    }

    [Fact]
    public void Runs_BeginToBeToldAsOftenAsIsSaid()
    {
        // Read at 48 points, when a run may be of nine: how often the tenth on one side is the newest.
        const int Points = 48, Charts = 60_000;
        var random = new Random(3);
        var (began, said) = (0, 0.0);
        for (var i = 0; i < Charts; i++)
        {
            // What a frozen centre misses by is what counts; that runs of dependent neighbours are not told is another matter.
            var chart = ProcessChart.Xmr(Noise(random, Points), ..Baseline);
            if (chart.NeighboursDepend) continue;
            said += SignalBudget.NewRun(chart);
            if (chart.Runs!.LongRuns is [.., var last] && last.End == Points && last.Points == chart.Runs.LongestAllowed + 1) began++;
        }

        Assert.Equal(said, began, 0.12 * said);
    }

    [Fact]
    public void NoLimits_NoBudget()
    {
        var budget = SignalBudget.Of([ProcessChart.Xmr([1, 2, 3]), ProcessChart.Xmr([])]);
        Assert.Equal((0, 0.0, 0.0), (budget.Charts, budget.PointsAStep, budget.RunsAStep));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignalBudget.Of([], 1));
    }

    [Fact]
    public void SameCharts_SameBudget()
    {
        ProcessLimits[] charts = [.. Enumerable.Range(0, 20).Select(i => ProcessChart.Xmr(Noise(new Random(i), 40), ..Baseline))];
        Assert.Equal(SignalBudget.Of(charts), SignalBudget.Of(charts));
    }
}
