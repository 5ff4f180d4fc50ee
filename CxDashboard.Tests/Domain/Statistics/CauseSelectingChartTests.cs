using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class CauseSelectingChartTests
{
    private static readonly double?[] Metric = [1, 2, 3, 2, 1, 3, 2, 1, 2, 3];

    [Fact]
    public void CounterOnItsLine_SignalsOnlyWhatLeavesIt()
    {
        double?[] counter = [.. Metric.Select(x => 1e6 + (0.1 * x))];
        var chart = CauseSelectingChart.Of(Metric, counter)!;
        Assert.Equal(0.1, chart.Slope, 1e-9);
        Assert.Equal(1e6, chart.Intercept, 1e-6);
        Assert.All(chart.Residual.Values, r => Assert.Equal(0, r));
        Assert.All(chart.Residual.Outside, Assert.False);

        counter[9] += 0.01;
        Assert.Equal([9], Signals(CauseSelectingChart.Of(Metric, counter, ..9)!.Residual));
    }

    [Fact]
    public void CounterThatDoesNotFollow_SignalsWithinItsOwnLimits()
    {
        double?[] metric = [.. Metric, 5, 6], counter = [.. Metric.Select((x, i) => (2 * x) + (i % 2 * 0.1)), 4, 4];
        var chart = CauseSelectingChart.Of(metric, counter, ..10)!;
        Assert.Equal([10, 11], Signals(chart.Residual));
        Assert.Empty(Signals(chart.Counter));
    }

    [Fact]
    public void Limits_AreThreeScreenedMovingRangesOver1128()
    {
        // Moving ranges of the counter: 1 nine times and 21 once, which is dropped.
        double?[] metric = [.. Metric, 2], counter = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 22];
        var chart = CauseSelectingChart.Of(metric, counter)!;
        Assert.Equal(27 / 11.0, chart.Counter.Centre, 1e-12);
        Assert.Equal(3 / 1.128, chart.Counter.Upper - chart.Counter.Centre, 1e-12);
        Assert.Equal(3 / 1.128, chart.Counter.Centre - chart.Counter.Lower, 1e-12);
        Assert.Equal([10], Signals(chart.Counter));
    }

    [Fact]
    public void Gaps_AreNotPoints()
    {
        double?[] metric = [1, null, 2, 3, 2, 1, 3, 2, 1, 2, 3], counter = [2, 9, 4, 6.1, 4, 2, 6, 4, 2.1, null, 6];
        var chart = CauseSelectingChart.Of(metric, counter)!;
        Assert.Null(chart.Residual.Values[1]);
        Assert.Null(chart.Residual.Values[9]);
        Assert.False(chart.Residual.Outside[1]);
        Assert.Equal(0, chart.Residual.Values.Average()!.Value, 1e-12);
    }

    [Fact]
    public void TooLittleToFitALine_HasNoChart()
    {
        Assert.Null(CauseSelectingChart.Of(Metric, Metric, ..7));
        Assert.NotNull(CauseSelectingChart.Of(Metric, Metric, ..8));
        Assert.Null(CauseSelectingChart.Of([.. Enumerable.Repeat<double?>(0.1, 10)], Metric));
        Assert.Null(CauseSelectingChart.Of([], []));
    }

    [Fact]
    public void UnevenSeries_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => CauseSelectingChart.Of([1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CauseSelectingChart.Of([1], [double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CauseSelectingChart.Of(Metric, Metric, ..11));
    }

    private static IEnumerable<int> Signals(CauseSelectingSeries series) => series.Outside.Index().Where(p => p.Item).Select(p => p.Index);
}
