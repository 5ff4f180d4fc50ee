using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ProportionTests
{
    [Fact]
    public void ReferenceCases_GiveReferenceIntervals()
    {
        foreach (var c in SharedData.Vector("intervals_single_proportion_95")["expected"]!["cases"]!.AsArray())
        {
            var (x, n) = (c!["x"].Number(), c["n"].Number());
            Same(c["wilson"].Numbers(), Proportion.Wilson(x, n));
            Same(c["clopper_pearson"].Numbers(), Proportion.ClopperPearson(x, n));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(499_999)]
    [InlineData(500_000)]
    [InlineData(999_999)]
    [InlineData(1_000_000)]
    public void AMillion_IntervalHoldsItsShareAndMirrors(double count)
    {
        const double N = 1_000_000;
        foreach (var interval in new Func<double, double, (double Low, double High)>[] { Proportion.Wilson, Proportion.ClopperPearson })
        {
            var (low, high) = interval(count, N);
            var (mirrorLow, mirrorHigh) = interval(N - count, N);
            Assert.InRange(count / N, low, high);
            Assert.InRange(high - low, 0, 0.00197);
            Assert.Equal(1 - low, mirrorHigh, 1e-9);
            Assert.Equal(1 - high, mirrorLow, 1e-9);
        }
    }

    [Fact]
    public void ClopperPearson_LeavesOneInFortyOnEachSide()
    {
        // Of a share at the lower limit, x or more happens with a chance of 2.5 %; so says the binomial itself.
        foreach (var (x, n) in new[] { (3, 40), (700, 1000), (250_000, 500_000) })
        {
            var (low, high) = Proportion.ClopperPearson(x, n);
            Assert.Equal(0.025, 1 - new BinomialTable(n, low).AtMost(x - 1), 1e-7);
            Assert.Equal(0.025, new BinomialTable(n, high).AtMost(x), 1e-7);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    [InlineData(6, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(1, double.NaN)]
    public void NoShare_IsRefused(double count, double n)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(count, n));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(count, n));
    }

    private static void Same(double[] expected, (double Low, double High) actual)
    {
        Assert.Equal(expected[0], actual.Low, 1e-8);
        Assert.Equal(expected[1], actual.High, 1e-8);
    }
}
