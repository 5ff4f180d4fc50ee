using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class LogPredictionTests
{
    [Fact]
    public void TwoValues_MakeABandByHand()
    {
        // Logarithms 0 and 2: mean 1, deviation √2, t(1; .75) = 1, √1.5.
        var band = LogPrediction.Band([1, Math.Exp(2)], 0.5)!.Value;
        Assert.Equal(Math.E, band.Middle, 1e-12);
        Assert.Equal(Math.Exp(1 - Math.Sqrt(3)), band.Low, 1e-12);
        Assert.Equal(Math.Exp(1 + Math.Sqrt(3)), band.High, 1e-10);
    }

    [Fact]
    public void EqualValues_HaveNoWidth_AndOneHasNoBand()
    {
        var band = LogPrediction.Band([0.1, 0.1, 0.1], 0.9)!.Value;
        Assert.Equal(band.Low, band.High);
        Assert.Null(LogPrediction.Band([5], 0.9));
        Assert.Null(LogPrediction.Band([], 0.9));
    }

    [Fact]
    public void WhatHasNoLogarithm_IsRefused()
    {
        foreach (var value in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => LogPrediction.Band([1, value], 0.9));
        }

        foreach (var level in new[] { 0, 1, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => LogPrediction.Band([1, 2], level));
    }
}
