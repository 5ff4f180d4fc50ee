using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class MeansTests
{
    [Fact]
    public void ManyValues_JoinTheNormalInterval()
    {
        foreach (var n in new[] { 100_000L, 1_000_000L, 1_000_001L })
        {
            var (low, high) = Means.Interval(n, 0, Math.Sqrt(n))!.Value;
            Assert.Equal(Proportion.Z, high, 5e-5);
            Assert.Equal(-Proportion.Z, low, 5e-5);
        }
    }

    [Fact]
    public void OneValue_HasNoInterval() => Assert.Null(Means.Interval(1, 3, 0));

    [Fact]
    public void FewValues_HaveNoSpread()
    {
        Assert.Null(Means.Of([]));
        Assert.Null(Means.OfCounts([0, 0, 0]));
        Assert.Equal(new MeanSummary(1, 4, null), Means.Of([4]));
        Assert.Equal(new MeanSummary(1, 2, null), Means.OfCounts([0, 1]));
        Assert.Equal(new MeanSummary(3, 7, 0), Means.Of([7, 7, 7]));
    }

    [Fact]
    public void CountedRatings_AreTheRatings() => Prop.ForAll(
        Gen.Choose(0, 10).NonEmptyListOf().ToArbitrary(),
        ratings =>
        {
            var counted = Means.OfCounts([.. Enumerable.Range(0, 11).Select(r => (long)ratings.Count(x => x == r))], lowest: 0)!.Value;
            var plain = Means.Of([.. ratings.Select(r => (double)r)])!.Value;
            return counted.N == plain.N && Math.Abs(counted.Mean - plain.Mean) < 1e-12
                && (counted.StandardDeviation is null) == (plain.StandardDeviation is null)
                && Math.Abs((counted.StandardDeviation ?? 0) - (plain.StandardDeviation ?? 0)) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void FarFromZero_TheSpreadKeepsItsDigits() => Assert.Equal(1, Means.Of([1e9 + 1, 1e9 + 2, 1e9 + 3])!.Value.StandardDeviation!.Value, 1e-12);

    [Fact]
    public void Interval_ShrinksWithNAndGrowsWithItsLevel()
    {
        var before = double.PositiveInfinity;
        foreach (var n in new[] { 2L, 3, 10, 100, 4095, 4096, 4097, 100_001, 100_002, 10_000_000 })
        {
            var (low, high) = Means.Interval(n, 5, 2)!.Value;
            Assert.True(low < 5 && 5 < high && high - low < before, $"n {n}");
            Assert.True(Means.Interval(n, 5, 2, 0.9)!.Value.High < high && high < Means.Interval(n, 5, 2, 0.99)!.Value.High, $"n {n}");
            Assert.Equal((low, high), Means.Interval(n, 5, 2, 0.95));
            before = high - low;
        }
    }

    [Fact]
    public void Welch_OfEqualGroupsIsStudents()
    {
        // Groups of one size and one spread: 2n−2 degrees of freedom, and the t test of the textbook.
        var welch = Means.Welch(new(11, 5, 2), new(11, 3, 2))!.Value;
        Assert.Equal(20, welch.DegreesOfFreedom, 1e-12);
        Assert.Equal(2 * Math.Sqrt(2 / 11.0), welch.StandardError, 1e-14);
        Assert.Equal(2 - (2.0859634472658644 * welch.StandardError), welch.Low, 1e-11);

        // At the level that its chance leaves, the interval just reaches zero.
        Assert.Equal(0, Means.Welch(new(11, 5, 2), new(11, 3, 2), 1 - welch.P)!.Value.Low, 1e-9);
    }

    [Fact]
    public void Welch_TurnsItsSignWithItsGroups() => Prop.ForAll(
        (from n1 in Gen.Choose(2, 200)
         from n2 in Gen.Choose(2, 200)
         from s1 in Gen.Choose(0, 50)
         from s2 in Gen.Choose(1, 50)
         from difference in Gen.Choose(-20, 20)
         select (First: new MeanSummary(n1, difference, s1), Second: new MeanSummary(n2, 0, s2))).ToArbitrary(),
        c =>
        {
            var (there, back) = (Means.Welch(c.First, c.Second)!.Value, Means.Welch(c.Second, c.First)!.Value);
            return Math.Abs(there.Low + back.High) < 1e-9 && Math.Abs(there.P - back.P) < 1e-12
                && there.Low < there.Difference && there.Difference < there.High

                // Zero lies in the interval exactly where the chance is above 5 %.
                && (there.Low <= 0 && there.High >= 0) == (there.P >= 0.05)
                && there.DegreesOfFreedom >= Math.Min(c.First.N, c.Second.N) - 1 - 1e-9 && there.DegreesOfFreedom <= c.First.N + c.Second.N - 2 + 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TooLittle_HasNoDifference()
    {
        Assert.Null(Means.Welch(new(1, 5, null), new(10, 3, 1)));
        Assert.Null(Means.Welch(new(10, 5, 1), new(1, 3, null)));
        Assert.Null(Means.Welch(new(10, 5, 0), new(10, 3, 0)));
    }

    [Fact]
    public void NoCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Means.OfCounts([1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Means.Interval(-1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Means.Interval(5, 0, -1));
    }
}
