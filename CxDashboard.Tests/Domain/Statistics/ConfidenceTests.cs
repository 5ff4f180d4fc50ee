using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ConfidenceTests
{
    // By arithmetic of 30 digits.
    [Theory]
    [InlineData(0.5, 0.674489750196081743)]
    [InlineData(0.8, 1.28155156554460047)]
    [InlineData(0.95, 1.95996398454005424)]
    [InlineData(0.99, 2.57582930354890076)]
    [InlineData(0.9999, 3.89059188641309397)]
    public void Normal_ReachesAsFarAsItShould(double level, double expected)
    {
        Assert.Equal(expected, Confidence.Z(level), expected * 1e-13);
        Assert.Equal(1 - level, Confidence.BeyondZ(expected), 1e-15);
    }

    [Theory]
    [InlineData(1, 0.95, 12.706204736174705)]
    [InlineData(2, 0.95, 4.3026527297494639)]
    [InlineData(2.5, 0.95, 3.5746548420036832)]
    [InlineData(9.5, 0.95, 2.2441374614922965)]
    [InlineData(10, 0.95, 2.2281388519862747)]
    [InlineData(99, 0.95, 1.9842169515864175)]
    [InlineData(263.18, 0.95, 1.9690187486246904)]
    [InlineData(5, 0.8, 1.4758840488244811)]
    [InlineData(1, 0.9, 6.31375151467504)]
    [InlineData(1, 0.999, 636.619248768694)]
    [InlineData(7, 0.01, 0.012987718654429)]
    [InlineData(100, 0.99, 2.625890521438018)]
    [InlineData(3000, 0.99, 2.5774691348386083)]
    public void Student_ReachesAsFarAsItShould(double freedom, double level, double expected)
    {
        Assert.Equal(expected, Confidence.T(level, freedom), expected * 1e-12);
        Assert.Equal(1 - level, Confidence.BeyondT(expected, freedom), 1e-13);
    }

    [Fact]
    public void Student_GoesOnSmoothlyWhereItsFormulaChanges()
    {
        foreach (var level in new[] { 0.5, 0.95, 0.999 })
        {
            // From one formula to the next t falls by no more than its slope, z(z²+1)/4n².
            var z = Confidence.Z(level);
            Assert.Equal(Confidence.T(level, 100_000), Confidence.T(level, 100_000.5), z * (((z * z) + 1) / 8e10 * 1.01) + 1e-12);
            Assert.Equal(Confidence.T(level, 9.999999), Confidence.T(level, 10), 1e-6);
            Assert.Equal(Confidence.T(0.5, 3), Confidence.T(Math.BitIncrement(0.5), 3), 1e-13);
            Assert.Equal(z, Confidence.T(level, 1e12), 1e-11);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void NoLevel_IsRefused(double level)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Confidence.Z(level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Confidence.T(level, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(1, 2, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Jeffreys(1, 2, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(1, 2, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionDifference.MiettinenNurminen(1, 2, 1, 2, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.IterativeScore(1, 1, 2, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Means.Interval(5, 1, 1, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Interval([1, 2], 0.5, level));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bunching.Of(1, 1, 0.5, level));
    }
}
