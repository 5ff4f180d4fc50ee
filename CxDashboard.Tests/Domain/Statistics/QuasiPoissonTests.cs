using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class QuasiPoissonTests
{
    [Fact]
    public void Dispersion_IsTheVarianceByTheMean()
    {
        // Mean 4, squares 4 + 0 + 4, by the mean 2, by two degrees of freedom 1.
        Assert.Equal((4, 1), QuasiPoisson.Dispersion([2, 4, 6]));
        Assert.Equal((5, 0), QuasiPoisson.Dispersion([5, 5]));

        // Ten millions each, and a difference of ten thousand.
        Assert.Equal(5, QuasiPoisson.Dispersion([10_000_000, 10_010_000]).Dispersion!.Value, 0.01);
    }

    [Fact]
    public void TooFewCounts_SaySo()
    {
        Assert.Equal((null, null), QuasiPoisson.Dispersion([]));
        Assert.Equal((3, null), QuasiPoisson.Dispersion([3]));
        Assert.Equal((0, null), QuasiPoisson.Dispersion([0, 0, 0]));
        Assert.Null(QuasiPoisson.Band([3], 0.9));
        Assert.Null(QuasiPoisson.Band([0, 0, 0], 0.9));
    }

    [Fact]
    public void CalmCounts_KeepTheBandOfChance()
    {
        // t(3; .95) = 2.353363; √(16·1.25) = 4.472136.
        var band = QuasiPoisson.Band([16, 16, 16, 16], 0.9)!.Value;
        Assert.Equal(16, band.Middle);
        Assert.Equal(16 + (2.353363 * 4.472136), band.High, 1e-4);
        Assert.Equal(16 - (2.353363 * 4.472136), band.Low, 1e-4);
        Assert.Equal(0, QuasiPoisson.Band([0, 1, 0, 2], 0.9)!.Value.Low);

        // Variance 200, far above chance: then φ·mean is the variance itself.
        var wild = QuasiPoisson.Band([20, 40, 20, 40, 30], 0.9)!.Value;
        Assert.Equal(30 + (2.131847 * Math.Sqrt(100 * 1.2)), wild.High, 1e-4);
    }

    [Fact]
    public void WhatIsNoCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => QuasiPoisson.Dispersion([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuasiPoisson.Dispersion([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuasiPoisson.Dispersion([double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => QuasiPoisson.Band([1, 2], 0));
    }
}
