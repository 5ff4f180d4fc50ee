using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class StandardisedRateTests
{
    // χ² quantiles ÷ 2 are gamma quantiles; those of tables, and −ln(1−p), which is the exponential distribution's.
    [Theory]
    [InlineData(0.95, 0.5, 3.841458820694124)]
    [InlineData(0.975, 1, 7.377758908227871)]
    [InlineData(0.95, 5, 18.307038053275146)]
    [InlineData(0.025, 5, 3.2469727802368413)]
    [InlineData(0.95, 50, 124.34211340400407)]
    public void GammaQuantile_IsThatOfTheTables(double p, double shape, double chiSquared) => Assert.Equal(chiSquared, GammaQuantile.Of(p, shape, 2), 1e-9);

    [Fact]
    public void GammaQuantile_TurnsItsDistributionRound()
    {
        foreach (var shape in new[] { 0.01, 0.3, 1, 2.5, 14.9, 15.1, 400, 1e5, 1e7 })
        {
            foreach (var p in new[] { 0.005, 0.025, 0.5, 0.9, 0.975, 0.9999 })
            {
                var x = GammaQuantile.Of(p, shape, 1);
                var found = x == 0 ? p : GammaQuantile.Cumulative(shape, x);
                Assert.True(Math.Abs(p - found) < 1e-11, $"shape {shape}, p {p}: {found:R} at {x:R}");
            }
        }

        Assert.Equal(-Math.Log(0.3), GammaQuantile.Of(0.7, 1, 1), 1e-13);
    }

    [Fact]
    public void OneStratum_HasThePoissonLimits()
    {
        // Garwood's: half the χ² quantiles with 2x and 2x+2 degrees of freedom.
        var rate = StandardisedRate.Of([(10, 1, 7)])!;
        Assert.Equal((10, 10), (rate.Crude, rate.Adjusted));
        Assert.Equal(4.795388696, rate.Low, 1e-8);
        Assert.Equal(18.390356042, rate.High, 1e-8);
    }

    [Fact]
    public void NoEvents_StillHaveAnUpperLimit()
    {
        var rate = StandardisedRate.Of([(0, 100, 1), (0, 50, 1)])!;
        Assert.Equal((0, 0, 0), (rate.Crude, rate.Adjusted, rate.Low));
        Assert.Equal(-Math.Log(0.025) * 0.5 / 50, rate.High, 1e-12);
    }

    [Fact]
    public void StandardOfItsOwnMix_ChangesNothing()
    {
        var rate = StandardisedRate.Of([(3, 100, 200), (9, 50, 100)], 0.9)!;
        Assert.Equal(rate.Crude, rate.Adjusted, 1e-12);
        Assert.True(rate.Low < rate.Adjusted && rate.Adjusted < rate.High);
        Assert.True(rate.Low > StandardisedRate.Of([(3, 100, 200), (9, 50, 100)])!.Low);
    }

    [Fact]
    public void StratumWithoutExposure_CannotBeStandardised()
    {
        Assert.Null(StandardisedRate.Of([(3, 100, 200), (0, 0, 100)]));
        Assert.Null(StandardisedRate.Of([(3, 100, 0)]));
        Assert.Null(StandardisedRate.Of([]));
        Assert.Equal(0.03, StandardisedRate.Of([(3, 100, 200), (0, 0, 0)])!.Adjusted, 1e-12);
    }

    [Fact]
    public void WhatIsNoCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StandardisedRate.Of([(-1, 1, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StandardisedRate.Of([(1, double.NaN, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StandardisedRate.Of([(1, 1, 1), (1, 0, 0)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StandardisedRate.Of([(1, 1, 1)], 0));
    }
}
