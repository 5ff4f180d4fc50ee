using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class PostStratifiedRateTests
{
    private static readonly Arbitrary<Stratum[]> Strata = (
        from all in Gen.Choose(1, 500)
        from answers in Gen.Choose(1, all)
        from yes in Gen.Choose(0, answers)
        select new Stratum(answers, yes, all)).NonEmptyListOf().Select(s => s.ToArray()).ToArbitrary();

    [Fact]
    public void OrderOfStrata_ChangesNothing() => Prop.ForAll(Strata, s =>
    {
        var (a, b) = (Of(s)!, Of([.. s.OrderBy(h => h.Yes).ThenByDescending(h => h.All)])!);
        return Math.Abs(a.Rate!.Value - b.Rate!.Value) < 1e-12 && Math.Abs((a.StandardError ?? 0) - (b.StandardError ?? 0)) < 1e-12
            && Math.Abs(a.Raw!.Value - b.Raw!.Value) < 1e-12 && a.Bounds == b.Bounds;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bounds_HoldBothRates() => Prop.ForAll(Strata, s =>
    {
        var r = Of(s)!;
        var (low, high) = r.Bounds!.Value;
        return low - 1e-12 <= Math.Min(r.Raw!.Value, r.Rate!.Value) && Math.Max(r.Raw.Value, r.Rate.Value) <= high + 1e-12
            && Math.Abs(high - low - (1 - r.ResponseRate)) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EvenResponse_WeighsNothing()
    {
        var r = PostStratifiedRate.Of([10, 20, 30], [7, 11, 29], [100, 200, 300])!;
        Assert.Equal(47 / 60.0, r.Raw!.Value, 1e-14);
        Assert.Equal(47 / 60.0, r.Rate!.Value, 1e-14);
        Assert.Equal(0.1, r.ResponseRate, 1e-14);
    }

    [Fact]
    public void SilentStratum_LeavesTheRateOpenButNotItsBounds()
    {
        var r = PostStratifiedRate.Of([40, 0], [30, 0], [100, 100])!;
        Assert.Equal(0.75, r.Raw);
        Assert.Null(r.Rate);
        Assert.Null(r.StandardError);
        Assert.Equal((0.15, 0.95), r.Bounds);
        Assert.Equal(0.75, PostStratifiedRate.Of([40, 0], [30, 0], [100, 0])!.Rate);
    }

    [Fact]
    public void NoAnswers_LeaveEverythingPossible()
    {
        var r = PostStratifiedRate.Of([0], [0], [10])!;
        Assert.Null(r.Raw);
        Assert.Null(r.Rate);
        Assert.Equal((0, 1), r.Bounds);
        Assert.Null(PostStratifiedRate.Of([], [], []));
        Assert.Null(PostStratifiedRate.Of([5], [5], [0]));
        Assert.Null(PostStratifiedRate.Of([1], [1], [1])!.StandardError);
    }

    [Fact]
    public void SharesOfAPopulation_WeighButDoNotBound()
    {
        var r = PostStratifiedRate.Of([10, 10], [5, 10], [0.25, 0.75])!;
        Assert.Equal(0.875, r.Rate!.Value, 1e-14);
        Assert.Null(r.Bounds);
    }

    [Fact]
    public void ImpossibleStrata_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PostStratifiedRate.Of([1], [1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratifiedRate.Of([1], [2], [5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratifiedRate.Of([1], [1], [-5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratifiedRate.Of([double.NaN], [1], [5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratifiedRate.Of([double.PositiveInfinity], [1], [5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PostStratifiedRate.Of([1], [1], [double.PositiveInfinity]));
    }

    private static PostStratifiedRate? Of(Stratum[] strata) =>
        PostStratifiedRate.Of([.. strata.Select(s => (double)s.Answers)], [.. strata.Select(s => (double)s.Yes)], [.. strata.Select(s => (double)s.All)]);

    private sealed record Stratum(int Answers, int Yes, int All);
}
