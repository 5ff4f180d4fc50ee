using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class QuantilesTests
{
    [Fact]
    public void AsManyTrialsAsThereCanBe_HaveTheirMiddle()
    {
        // 2³¹ − 1 is odd, so that the chance of at most its smaller half is just one half.
        Assert.Equal(int.MaxValue / 2, new BinomialTable(int.MaxValue, 0.5).Quantile(0.5));
        Assert.Equal(0.5, new BinomialTable(int.MaxValue, 0.5).AtMost(int.MaxValue / 2), 1e-9);
    }

    [Fact]
    public void FewValues_LeaveEndsOpen()
    {
        Assert.Equal((null, null), Quantiles.Interval([1, 2, 3, 4, 5], 0.5));
        Assert.Equal((1, 6), Quantiles.Interval([1, 2, 3, 4, 5, 6], 0.5));
        Assert.Null(Quantiles.Interval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9).High);
        Assert.Equal((null, null), Quantiles.Interval([7], 0.9));
    }

    [Fact]
    public void EveryLength_CoversNinetyFiveInAHundred()
    {
        foreach (var p in new[] { 0.1, 0.5, 0.9 })
        {
            for (var n = 1; n < 200; n++)
            {
                var binomial = new BinomialTable(n, p);
                foreach (var (low, high) in p == 0.5 ? new[] { Quantiles.Ranks(n, p), Quantiles.MedianRanks(n) } : [Quantiles.Ranks(n, p)])
                {
                    Assert.True(low < high && low >= 0 && high <= n + 1, $"n {n}, p {p}: ranks {low} and {high}");
                    Assert.True((high > n ? 1 : binomial.AtMost(high - 1)) - binomial.AtMost(low - 1) >= 0.95 - 1e-12, $"n {n}, p {p}");
                }
            }
        }
    }

    [Fact]
    public void OneValue_IsEveryQuantile()
    {
        foreach (var p in new[] { 0, 0.3, 1 })
        {
            Assert.Equal(7, Quantiles.Type1([7], p));
            Assert.Equal(7, Quantiles.Type6([7], p));
            Assert.Equal(7, Quantiles.Type8([7], p));
        }
    }

    [Fact]
    public void Rank_IsNotMovedByRounding()
    {
        // 0.07 · 100 is a hair above 7 in binary, and the seventh value has its 7 %.
        var x = Enumerable.Range(1, 100).Select(i => (double)i).ToArray();
        for (var i = 1; i <= 100; i++) Assert.Equal(i, Quantiles.Type1(x, i / 100.0));
    }

    [Fact]
    public void EveryType_LiesAmongTheValuesAndTurnsWithThem() => Prop.ForAll(
        (from n in Gen.Choose(1, 30)
         from values in Gen.Choose(-50, 50).ListOf(n)
         from p in Gen.Choose(0, 60)
         select (Values: values.Select(v => (double)v).Order().ToArray(), P: p / 60.0)).ToArbitrary(),
        c =>
        {
            var turned = c.Values.Select(v => -v).Order().ToArray();
            var naive = c.Values.First(v => c.Values.Count(w => w <= v) >= (c.P * c.Values.Length) - 1e-9);
            var (six, seven, eight) = (Quantiles.Type6(c.Values, c.P), Quantiles.Type7(c.Values, c.P), Quantiles.Type8(c.Values, c.P));
            return Quantiles.Type1(c.Values, c.P) == naive
                && Math.Min(six, eight) >= c.Values[0] && Math.Max(six, eight) <= c.Values[^1]
                && Math.Abs(six + Quantiles.Type6(turned, 1 - c.P)) < 1e-9
                && Math.Abs(eight + Quantiles.Type8(turned, 1 - c.P)) < 1e-9

                // Type 6 reaches farthest out, type 7 least, and type 8 lies between them.
                && eight >= Math.Min(six, seven) - 1e-9 && eight <= Math.Max(six, seven) + 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryLevel_IsCoveredAndHigherLevelsReachFarther()
    {
        for (var n = 20; n < 300; n += 7)
        {
            foreach (var p in new[] { 0.25, 0.5 })
            {
                var binomial = new BinomialTable(n, p);
                var before = 0;
                foreach (var level in new[] { 0.5, 0.8, 0.9, 0.99 })
                {
                    var (low, high) = p == 0.5 ? Quantiles.MedianRanks(n, level) : Quantiles.Ranks(n, p, level);
                    Assert.True((high > n ? 1 : binomial.AtMost(high - 1)) - binomial.AtMost(low - 1) >= level - 1e-12, $"n {n}, p {p}, level {level}");
                    Assert.True(high - low >= before, $"n {n}, p {p}, level {level}");
                    before = high - low;
                }
            }
        }
    }

    [Fact]
    public void Interval_HoldsItsQuantileAndShrinks()
    {
        foreach (var p in new[] { 0.5, 0.9 })
        {
            var before = double.PositiveInfinity;
            foreach (var n in new[] { 100, 400, 1600, 6400 })
            {
                var x = Enumerable.Range(0, n).Select(i => (i + 0.5) / n).ToArray();
                var (low, high) = Quantiles.Interval(x, p);
                Assert.InRange(Quantiles.Type7(x, p), low!.Value, high!.Value);
                Assert.True(high.Value - low.Value < before, $"n {n}, p {p}");
                before = high.Value - low.Value;
            }
        }
    }

    [Fact]
    public void AMillionValues_GiveANarrowInterval()
    {
        var x = Enumerable.Range(0, 1_000_000).Select(i => (double)i).ToArray();
        var (low, high) = Quantiles.Interval(x, 0.5);
        Assert.InRange(low!.Value, 499_015, 499_025);
        Assert.InRange(high!.Value, 500_975, 500_985);
    }

    [Fact]
    public void NoValues_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type1([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type6([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type8([1], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type1([1], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Interval([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1], 1.5));
    }
}
