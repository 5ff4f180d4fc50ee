using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ProcessChartTests
{
    [Fact]
    public void FewPoints_HaveNoLimitsThenTrialOnes()
    {
        foreach (var (points, has, trial) in new[] { (0, false, false), (7, false, false), (8, true, true), (11, true, true), (12, true, false) })
        {
            var chart = ProcessChart.Xmr([.. Enumerable.Range(0, points).Select(i => (double?)(i % 3))]);
            Assert.Equal((has, trial), (chart.HasLimits, chart.IsTrial));
            Assert.Equal(points, chart.Lower.Count);
            Assert.All(chart.Outside, Assert.False);
        }
    }

    [Fact]
    public void Gaps_HaveNoLimitsAndAreNotPoints()
    {
        double?[] values = [1, 2, null, 1, 2, 1, 2, 1, 2, null, 9];
        var chart = ProcessChart.Xmr(values, ..10);
        Assert.Null(chart.Lower[2]);
        Assert.Equal(1.5, chart.Centre);
        Assert.Equal(1.5 + 2.66, chart.Upper[10]!.Value, 1e-12);
        Assert.Equal([10], Enumerable.Range(0, 11).Where(i => chart.Outside[i]));

        var shares = ProcessChart.PPrime([1, 5, 0, 4, 5, 6, 4, 5, 6, 5], [10, 10, 0, 10, 10, 10, 10, 10, 10, 10]);
        Assert.Null(shares.Values[2]);
        Assert.Null(shares.Upper[2]);
        Assert.True(shares.HasLimits);
    }

    [Fact]
    public void EqualShares_SignalNothing()
    {
        var chart = ProcessChart.PPrime([.. Enumerable.Range(1, 20).Select(i => i * 3.0)], [.. Enumerable.Range(1, 20).Select(i => i * 7.0)]);
        Assert.All(chart.Outside, Assert.False);
        Assert.Equal(0, chart.Runs!.Useful);
        Assert.False(chart.Runs.Signal);
    }

    [Fact]
    public void AllOrNothing_HasNoLimits() =>
        Assert.False(ProcessChart.PPrime(new double[12], [.. Enumerable.Repeat(30.0, 12)]).HasLimits);

    [Fact]
    public void LimitsBeyondThePossible_AreClipped()
    {
        var chart = ProcessChart.Xmr([0, 9, 1, 8, 0, 9, 1, 8], least: 0);
        Assert.All(chart.Lower, low => Assert.Equal(0, low));
    }

    [Fact]
    public void Strength_SaysHowFarLimitsCanBeReliedOn()
    {
        foreach (var (points, strength) in new[] { (7, BaselineStrength.None), (8, BaselineStrength.Trial), (12, BaselineStrength.Usable), (19, BaselineStrength.Usable), (20, BaselineStrength.Firm) })
        {
            var chart = ProcessChart.Xmr([null, .. Enumerable.Range(0, points).Select(i => (double?)(i % 3))]);
            Assert.Equal((points, strength), (chart.BaselinePoints, chart.Strength));
        }

        // Nothing happened in twenty weeks: enough points, and still no limits.
        Assert.Equal(BaselineStrength.None, ProcessChart.C([.. Enumerable.Repeat((double?)0, 20)]).Strength);
    }

    [Fact]
    public void WhatNoChartCanBeOf_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.C([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.C([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.G([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.T([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.U([-1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.U([1], [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.P([2], [1]));
        Assert.Throws<ArgumentException>(() => ProcessChart.UPrime([2, 1], [1]));
        Assert.Throws<ArgumentException>(() => ProcessChart.IPrime([2, 1], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.Xmr([1, 2], ..3));
    }

    [Fact]
    public void MovingRanges_GoFromOneKnownPointToTheNext()
    {
        var chart = ProcessChart.MovingRange([null, 1, null, 4, 2, 2, 5, 5, 6, 8, 7]);
        Assert.Equal([null, null, null, 3, 2, 0, 3, 0, 1, 2, 1], chart.Values);
        Assert.Equal(1.5, chart.Centre);
        Assert.Equal(1.5 * 3.267, chart.Upper[3]!.Value, 1e-12);
        Assert.Equal(0, chart.Lower[3]);
        Assert.Null(chart.Runs);

        // The range from before a baseline into it is not of the baseline.
        var frozen = ProcessChart.MovingRange([100, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], 1..);
        Assert.Equal((1.0, 9), (frozen.Centre!.Value, frozen.BaselinePoints));
    }

    [Fact]
    public void PointsOfFewExpected_AreSaid()
    {
        // p̄ = 0.1: of 50 just five are expected, of 49 fewer.
        double[] n = [50, 49, 50, 49, 0, 100, 100, 100, 100, 100];
        double[] counts = [5, 4, 5, 5, 0, 10, 10, 10, 11, 9.8];
        bool[] few = [false, true, false, true, false, false, false, false, false, false];
        foreach (var chart in new[] { ProcessChart.P(counts, n), ProcessChart.PPrime(counts, n), ProcessChart.PPrime([.. n.Zip(counts, (all, c) => all - c)], n) })
        {
            Assert.Equal(0.1, Math.Min(chart.Centre!.Value, 1 - chart.Centre.Value), 1e-12);
            Assert.Equal(few, chart.FewExpected);
        }

        Assert.DoesNotContain(true, ProcessChart.U(counts, n).FewExpected);
        Assert.DoesNotContain(true, ProcessChart.P(new double[10], n).FewExpected);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void WhatIsNoFiniteNumber_IsRefused(double value)
    {
        double[] eight = [1, 1, 1, 1, 1, 1, 1, 1], one = [value, 1, 1, 1, 1, 1, 1, 1];
        double?[] points = [.. one.Select(v => (double?)v)];
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.Xmr(points));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.MovingRange(points));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.C(points));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.G(points));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.T(points));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.U(one, eight));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.U(eight, one));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.P(one, eight));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.P(eight, one));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProcessChart.IPrime(one, eight));
    }

    [Fact]
    public void NothingBetweenRareEvents_HasNoLimits()
    {
        double?[] nothing = [.. Enumerable.Repeat((double?)0, 12), 1];
        Assert.False(ProcessChart.G(nothing, ..12).HasLimits);
        Assert.False(ProcessChart.T(nothing, ..12).HasLimits);
    }

    [Fact]
    public void EqualPoints_DoNotDependOnEachOther()
    {
        // Their mean is off by a rounding, and so are all of them, in the same direction.
        Assert.False(ProcessChart.Xmr([.. Enumerable.Repeat((double?)0.1, 12)]).NeighboursDepend);
        Assert.Equal(0, Autocorrelation.LagOne([.. Enumerable.Repeat(0.1, 12)]));
    }
}
