using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ProportionTests
{
    private static readonly Dictionary<string, Func<double, double, double, (double Low, double High)>> Intervals = new()
    {
        ["Wilson"] = Proportion.Wilson,
        ["Wilson, corrected"] = Proportion.WilsonCorrected,
        ["Agresti and Coull"] = Proportion.AgrestiCoull,
        ["Jeffreys"] = Proportion.Jeffreys,
        ["Clopper and Pearson"] = Proportion.ClopperPearson,
    };

    private static readonly Arbitrary<(int X, int N, double Level)> Shares = (
        from n in Gen.Choose(1, 3000)
        from x in Gen.OneOf(Gen.Choose(0, n), Gen.Choose(0, Math.Min(n, 2)))
        from level in Gen.Elements(0.8, 0.9, 0.95, 0.99)
        select (x, n, level)).ToArbitrary();

    public static TheoryData<string> Names() => [.. Intervals.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_HoldsItsShare(string name) => Prop.ForAll(Shares, c =>
    {
        var (low, high) = Intervals[name](c.X, c.N, c.Level);
        return low <= (double)c.X / c.N && (double)c.X / c.N <= high;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_MirrorsWhereSuccessAndFailureChangePlaces(string name) => Prop.ForAll(Shares, c =>
    {
        var (low, high) = Intervals[name](c.X, c.N, c.Level);
        var (mirrorLow, mirrorHigh) = Intervals[name](c.N - c.X, c.N, c.Level);
        return Math.Abs(1 - low - mirrorHigh) < 1e-12 && Math.Abs(1 - high - mirrorLow) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_ShrinksWithMoreOfTheSameAndGrowsWithItsLevel(string name) => Prop.ForAll(Shares, c =>
    {
        var width = Width(Intervals[name](c.X, c.N, c.Level));
        return Width(Intervals[name](3 * c.X, 3 * c.N, c.Level)) < width && Width(Intervals[name](c.X, c.N, (1 + c.Level) / 2)) > width;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ShareOfZero_IsOutsideOnlyTheEqualTailedJeffreys()
    {
        Assert.True(Proportion.JeffreysEqualTailed(0, 20).Low > 0);
        Assert.True(Proportion.JeffreysEqualTailed(20, 20).High < 1);
        Assert.Equal(0, Proportion.Jeffreys(0, 20).Low);
        Assert.Equal(1, Proportion.Jeffreys(20, 20).High);
        Assert.True(Proportion.AgrestiCoull(0, 20).Low < 0, "It is not clipped.");
    }

    [Fact]
    public void Jeffreys_LeavesItsChancesOnBothSides()
    {
        foreach (var (x, n) in new[] { (0.0, 10.0), (3, 40), (5_000_000, 10_000_000) })
        {
            var (low, high) = Proportion.JeffreysEqualTailed(x, n, 0.9);
            Assert.Equal(0.05, IncompleteBeta.Cumulative(x + 0.5, n - x + 0.5, low), 1e-9);
            Assert.Equal(0.95, IncompleteBeta.Cumulative(x + 0.5, n - x + 0.5, high), 1e-9);
        }
    }

    [Fact]
    public void ClopperPearson_IsExact()
    {
        // By arithmetic of 30 digits.
        Near((0.015742179851041531, 0.20386474873289898), Proportion.ClopperPearson(3, 40));
        Near((0.00022800536739031678, 0.001167949753894212), Proportion.ClopperPearson(7, 12345));
    }

    [Fact]
    public void TenMillion_KeepItsDigits()
    {
        // Half of ten million: the normal limits, of which the exact ones differ by half an outcome.
        var half = Proportion.Z * 0.5 / Math.Sqrt(1e7);
        var (low, high) = Proportion.ClopperPearson(5e6, 1e7);
        Assert.Equal(0.5 - half - 5e-8, low, 1e-9);
        Assert.Equal(0.5 + half + 5e-8, high, 1e-9);
        Assert.Equal(1, low + high, 1e-14);
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

    private static double Width((double Low, double High) interval) => interval.High - interval.Low;

    private static void Near((double Low, double High) expected, (double Low, double High) actual)
    {
        Assert.Equal(expected.Low, actual.Low, expected.Low * 1e-12);
        Assert.Equal(expected.High, actual.High, expected.High * 1e-12);
    }
}
