using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ClusteredRateTests
{
    private static readonly Arbitrary<(long X, long N)[]> Clusters = (
        from n in Gen.Choose(0, 6)
        from x in Gen.Choose(0, n)
        select ((long)x, (long)n)).NonEmptyListOf().Select(c => c.ToArray()).ToArbitrary();

    [Fact]
    public void OrderOfClusters_ChangesNothing() => Prop.ForAll(Clusters, c =>
        (Of(c), Of([.. c.OrderBy(k => k.X).ThenByDescending(k => k.N)])) switch
        {
            ({ } a, { } b) => a.Rate == b.Rate && a.Clusters == b.Clusters && Math.Abs(a.UncorrectedStandardError - b.UncorrectedStandardError) < 1e-14
                && Math.Abs(a.EffectiveN - b.EffectiveN) <= 1e-9 * a.N,
            var (a, b) => a is null && b is null,
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Interval_HoldsTheRateAndIsNoNarrowerThanWithoutClusters() => Prop.ForAll(Clusters, c =>
    {
        if (Of(c) is not { } r) return c.All(k => k.N == 0);
        var (low, high) = r.Interval();
        var (plainLow, plainHigh) = Proportion.Wilson(r.Rate * r.N, r.N);
        return low <= r.Rate && r.Rate <= high && r.EffectiveN <= r.N && high - low >= plainHigh - plainLow - 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void ClustersOfOne_AreNoClusters()
    {
        // The variance of single things is r(1−r)/n, but for the correction by G/(G−1).
        var r = ClusteredRate.Of([1, 0, 1, 1], [1, 1, 1, 1])!;
        Assert.Equal(r.BinomialStandardError, r.UncorrectedStandardError, 1e-15);
        Assert.Equal(4 / 3.0, r.DesignEffect!.Value, 1e-12);
    }

    [Fact]
    public void ClustersThatAreAllAlikeInside_CountOnce()
    {
        // Of 60 customers half have five good cases each and half five bad ones: 60 opinions and not 300.
        var r = ClusteredRate.Of([.. Enumerable.Range(0, 60).Select(i => i % 2 * 5L)], [.. Enumerable.Repeat(5L, 60)])!;
        Assert.Equal(5 * 60 / 59.0, r.DesignEffect!.Value, 1e-12);
        Assert.Equal(59, r.EffectiveN, 1e-9);
    }

    [Fact]
    public void NothingToCompare_LeavesDesignEffectOpen()
    {
        var single = ClusteredRate.Of([3], [5])!;
        Assert.Null(single.StandardError);
        Assert.Null(single.DesignEffect);
        Assert.Equal(1, single.EffectiveN);
        var all = ClusteredRate.Of([3, 2, 0], [3, 2, 0])!;
        Assert.Null(all.DesignEffect);
        Assert.Equal((2, 2.0), (all.Clusters, all.EffectiveN));
        Assert.Equal(1, all.Interval().High);
        Assert.Null(ClusteredRate.Of([], []));
        Assert.Null(ClusteredRate.Of([0], [0]));
    }

    [Fact]
    public void ImpossibleClusters_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => ClusteredRate.Of([1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredRate.Of([2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusteredRate.Of([-1], [1]));
    }

    private static ClusteredRate? Of((long X, long N)[] clusters) => ClusteredRate.Of([.. clusters.Select(c => c.X)], [.. clusters.Select(c => c.N)]);
}
