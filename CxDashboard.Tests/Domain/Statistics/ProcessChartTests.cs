using System.Text.Json.Nodes;
using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ProcessChartTests
{
    [Theory]
    [InlineData("xmr_nhsr_ae_breaches_RJZ")]
    [InlineData("xmr_nhsr_snapshot_rnorm20")]
    [InlineData("xmr_nhsr_vignette_screened")]
    [InlineData("xmr_nhsr_fcr_frozen24_step")]
    public void XmrReference_GivesItsLimitsAndSignals(string name)
    {
        var vector = SharedData.Vector(name);
        var frozen = vector["parameters"]!["fix_after_n_points"]?.GetValue<int>();
        var chart = ProcessChart.Xmr(vector["input"]!["y"].Values(), frozen is { } f ? ..f : null);
        var expected = vector["expected"]!;
        Same(expected["mean"]!, chart.Values.Select(_ => chart.Centre));
        Same(expected["lpl"]!, chart.Lower);
        Same(expected["upl"]!, chart.Upper);
        Assert.Equal(expected["outside_limits"].Flags(), chart.Outside);
        Assert.False(chart.IsTrial);
    }

    [Fact]
    public void XmrOfEachPhase_GivesTheRebasedReference()
    {
        var vector = SharedData.Vector("xmr_nhsr_ae_breaches_RJZ_rebased");
        var expected = vector["expected"]!;
        foreach (var start in new[] { 0, 12, 24 })
        {
            var chart = ProcessChart.Xmr(vector["input"]!["y"].Values(), start..(start + 12));
            Assert.Equal(expected["lpl"].Numbers()[start], chart.Lower[start]!.Value, 1e-8);
            Assert.Equal(expected["upl"].Numbers()[start], chart.Upper[start]!.Value, 1e-8);
        }
    }

    [Fact]
    public void IndividualsFrozenAtTwenty_GiveTheReferenceSignals()
    {
        var vector = SharedData.Vector("i_qicharts2_montgomery_6_5_freeze20");
        var expected = vector["expected"]!;
        var chart = ProcessChart.Xmr(vector["input"]!["y"].Values(), ..20);

        // The reference multiplies by 3 ÷ 1.128, we by 2.66.
        var half = (expected["ucl"].Numbers()[0] - chart.Centre!.Value) * 2.66 * 1.128 / 3;
        Assert.Equal(expected["cl"].Numbers()[0], chart.Centre!.Value, 1e-8);
        Assert.Equal(chart.Centre!.Value + half, chart.Upper[39]!.Value, 1e-8);
        Assert.Equal(expected["sigma_signal"].Flags(), chart.Outside);
        RunsTestTests.Same(expected, chart.Runs!);
    }

    [Fact]
    public void PPrimeReference_GivesItsLimitsAndSignals()
    {
        var vector = SharedData.Vector("pprime_qicharts2_nhs_accidents");
        var expected = vector["expected"]!;
        var chart = ProcessChart.PPrime(vector["input"]!["numerator"].Numbers(), vector["input"]!["denominator"].Numbers());
        Same(expected["y"]!, chart.Values);
        Same(expected["cl"]!, chart.Values.Select(_ => chart.Centre));
        Same(expected["lcl"]!, chart.Lower);
        Same(expected["ucl"]!, chart.Upper);
        Assert.Equal(expected["sigma_z"].Number(), chart.SigmaZ!.Value, 1e-10);
        Assert.Equal(expected["sigma_signal"].Flags(), chart.Outside);
        RunsTestTests.Same(expected, chart.Runs!);
    }

    [Fact]
    public void PPrimeOfEachPhase_GivesTheRebasedReference()
    {
        var vector = SharedData.Vector("rebase_ssa_pprime_resolution_rate");
        var expected = vector["expected"]!;
        var (x, n) = (vector["input"]!["numerator"].Numbers(), vector["input"]!["denominator"].Numbers());
        foreach (var (baseline, last) in new[] { (0..21, 24), (25..46, 59) })
        {
            var chart = ProcessChart.PPrime(x, n, baseline);
            for (var i = baseline.Start.Value; i <= last; i++)
            {
                Assert.Equal(expected["lcl"].Numbers()[i], chart.Lower[i]!.Value, 1e-9);
                Assert.Equal(expected["ucl"].Numbers()[i], chart.Upper[i]!.Value, 1e-9);
            }
        }
    }

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

    private static void Same(JsonNode expected, IEnumerable<double?> actual)
    {
        foreach (var (e, a) in expected.Numbers().Zip(actual, (e, a) => (e, a))) Assert.Equal(e, a!.Value, 1e-9);
    }
}
