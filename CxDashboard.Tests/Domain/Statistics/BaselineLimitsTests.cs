using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class BaselineLimitsTests
{
    [Fact]
    public void Ranges_AreScreenedAsOftenAsAsked()
    {
        // Ranges 1 ×20, 100, then 10: the first screen drops 100, a second one 10.
        double[] values = [.. Enumerable.Range(0, 21).Select(i => i % 2.0), 100, 110];
        Assert.Equal(130 / 22.0, BaselineLimits.MeanMovingRange(values, 0), 1e-12);
        Assert.Equal(30 / 21.0, BaselineLimits.MeanMovingRange(values), 1e-12);
        Assert.Equal(1, BaselineLimits.MeanMovingRange(values, 2), 1e-12);
        Assert.Equal(1, BaselineLimits.MeanMovingRange(values, int.MaxValue), 1e-12);
    }

    [Fact]
    public void ConstantValues_HaveNoSpread()
    {
        Assert.Equal(new PointLimits(7, 7, 7), BaselineLimits.Individuals([7, 7, 7]));
        Assert.Equal(new PointLimits(7, 7, 7), BaselineLimits.Individuals([7]));
        Assert.Equal((0.5, 0), BaselineLimits.Shares([5, 10, 20], [10, 20, 40]));
    }

    [Fact]
    public void Factor_WidensTheLimits()
    {
        double[] values = [1, 2, 1, 2];
        Assert.Equal(1.5 + 2.66, BaselineLimits.Individuals(values, factor: BaselineLimits.RoundedFactor).Upper, 1e-12);
        Assert.Equal(1.5 - (3 / 1.128), BaselineLimits.Individuals(values).Lower, 1e-12);
    }

    [Fact]
    public void CountsAndShares_StayWithinThePossible()
    {
        Assert.Equal(new PointLimits(4, 0, 10), BaselineLimits.Counts([3, 4, 5]));
        var limits = BaselineLimits.Share((0.5, 2), 4);
        Assert.Equal(new PointLimits(0.5, 0, 1), limits);
        Assert.Equal(0.5 + (3 * 2 * 0.05), BaselineLimits.Share((0.5, 2), 100).Upper, 1e-12);
    }
}
