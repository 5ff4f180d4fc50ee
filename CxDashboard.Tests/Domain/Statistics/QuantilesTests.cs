using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class QuantilesTests
{
    [Fact]
    public void ReferenceValues_GiveReferenceType7()
    {
        var vector = SharedData.Vector("quantiles_r_types_1_6_7_8");
        var x = vector["input"]!["x"].Numbers();
        var expected = vector["expected"]!["type7"].Numbers();
        foreach (var (p, i) in vector["parameters"]!["q"].Numbers().Select((p, i) => (p, i)))
            Assert.Equal(expected[i], Quantiles.Type7(x, p), 1e-10);
    }

    [Fact]
    public void ReferenceValues_GiveReferenceRanksAndIntervals()
    {
        var vector = SharedData.Vector("quantile_confidence_interval_binomial");
        var x = vector["input"]!["x"].Numbers().Order().ToArray();
        foreach (var (p, i) in vector["parameters"]!["probs"].Numbers().Select((p, i) => (p, i)))
        {
            var expected = vector["expected"]!["quantile_ci"]![i]!;
            var (low, high) = Quantiles.Ranks(x.Length, p);
            Assert.Equal(expected["est"].Number(), Quantiles.Type7(x, p), 1e-9);
            Assert.Equal(expected["lower"].Number(), x[low - 1], 1e-9);
            Assert.Equal(expected["upper"].Number(), x[high - 1], 1e-9);
        }

        var median = vector["expected"]!["median_ci"].Numbers();
        Assert.Equal((median[1], median[2]), Quantiles.Interval(x, 0.5));
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
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Interval([], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1], 1.5));
    }
}
