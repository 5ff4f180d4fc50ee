using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class DivergenceTests
{
    [Fact]
    public void TwoTrends_CorrelateWhileTheirChangesDoNot()
    {
        double?[] x = [1, 2, 4, 5, 7, 8, 10, 11, 13, 14], y = [1, 3, 4, 6, 7, 9, 10, 12, 13, 15];
        var d = Divergence.Of(x, y);
        Assert.Equal(1, d.SpearmanRho!.Value, 1e-12);
        Assert.Equal(1, d.KendallTau!.Value, 1e-12);
        Assert.Equal(-1, d.ChangesPearson!.Value, 1e-9);
        Assert.Equal(0, d.ChangesP!.Value, 1e-9);
        Assert.Equal((10, 9), (d.Points, d.Changes));
    }

    [Fact]
    public void FewOrderings_HaveTheirChanceExactly()
    {
        // Of 24 orders of four, one has no inversion, three have one, five two and six three.
        Assert.Equal(2 / 24.0, Kendall(1, 2, 3, 4), 1e-12);
        Assert.Equal(8 / 24.0, Kendall(2, 1, 3, 4), 1e-12);
        Assert.Equal(18 / 24.0, Kendall(2, 1, 4, 3), 1e-12);
        Assert.Equal(1, Kendall(4, 1, 2, 3), 1e-12);
        Assert.Equal(2 / 24.0, Kendall(4, 3, 2, 1), 1e-12);

        static double Kendall(params double[] y) => Divergence.Of([1, 2, 3, 4], [.. y.Select(v => (double?)v)]).KendallP!.Value;
    }

    [Fact]
    public void Ties_ShareTheirRankAndWidenNothing()
    {
        // Ranks 1.5 1.5 3 4 5 and 1 2 3.5 3.5 5; eight pairs agree, none disagrees, each side has one tie.
        var d = Divergence.Of([1, 1, 2, 3, 4], [1, 2, 3, 3, 5]);
        Assert.Equal(9 / 9.5, d.SpearmanRho!.Value, 1e-12);
        Assert.Equal(8 / 9.0, d.KendallTau!.Value, 1e-12);

        // (5·4·15 − 18 − 18) ÷ 18 + 2·2 ÷ (2·5·4) = 14.7667; z = 8 ÷ 3.8427 = 2.0818.
        Assert.Equal(0.0374, d.KendallP!.Value, 5e-4);
    }

    [Fact]
    public void FiftyPoints_HaveTheNormalChance()
    {
        // 10, 11, … and then 0 to 9: the first by counting all orders in whole numbers, the second by hand, z = 425 ÷ √14291.67.
        Assert.Equal(0.0005350386447519383, Kendall(49), 1e-12);
        Assert.Equal(0.0003778863031131499, Kendall(50), 1e-12);

        static double Kendall(int n)
        {
            var x = Enumerable.Range(0, n).Select(i => (double?)i).ToArray();
            return Divergence.Of(x, [.. x[10..], .. x[..10]]).KendallP!.Value;
        }
    }

    [Fact]
    public void Changes_HaveStudentsChance()
    {
        // Three changes with r = ½: t = 0.57735 with one degree of freedom, whose p is 2/3.
        var d = Divergence.Of([0, 1, 1, 2], [0, 1, 2, 3 - 1.0]);
        Assert.Equal(0.5, Math.Abs(d.ChangesPearson!.Value), 1e-9);
        Assert.Equal(2 / 3.0, d.ChangesP!.Value, 1e-9);
    }

    [Fact]
    public void Gaps_TakeTheChangesBesideThemAway()
    {
        var d = Divergence.Of([1, 2, null, 4, 7, 5, 6], [1, 3, 2, 5, 4, null, 9]);
        Assert.Equal((5, 2), (d.Points, d.Changes));
        Assert.NotNull(d.SpearmanRho);
        Assert.Null(d.ChangesPearson);
        Assert.Null(d.ChangesP);
    }

    [Fact]
    public void NothingToCorrelate_IsNoNumber()
    {
        foreach (var d in new[] { Divergence.Of([], []), Divergence.Of([1, 2], [1, 2]), Divergence.Of([1, 2, 3, 4, 5], [7, 7, 7, 7, 7]) })
            Assert.Equal((null, null, null, null, null), (d.SpearmanRho, d.KendallTau, d.KendallP, d.ChangesPearson, d.ChangesP));

        // Equal steps, which are not quite equal in binary.
        foreach (var level in new[] { 0, 1e6 })
            Assert.Null(Divergence.Of([level + 0.1, level + 0.2, level + 0.3, level + 0.4, level + 0.5], [1, 4, 2, 5, 3]).ChangesPearson);
    }

    [Fact]
    public void UnevenSeries_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Divergence.Of([1], [1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Divergence.Of([1], [double.NaN]));
    }

    [Fact]
    public void SidesAndSigns_DoNotMatter() => Prop.ForAll(Series(), Series(), (a, b) =>
    {
        var n = Math.Min(a.Length, b.Length);
        var (one, other, negative) = (Divergence.Of(a[..n], b[..n]), Divergence.Of(b[..n], a[..n]), Divergence.Of(a[..n], [.. b[..n].Select(v => -v)]));
        Assert.Equal(one.SpearmanRho ?? 2, other.SpearmanRho ?? 2, 1e-9);
        Assert.Equal(one.KendallP ?? 2, other.KendallP ?? 2, 1e-9);
        Assert.Equal(one.ChangesPearson ?? 2, other.ChangesPearson ?? 2, 1e-9);
        Assert.Equal(one.KendallTau ?? 2, -negative.KendallTau ?? 2, 1e-9);
        Assert.Equal(one.ChangesP ?? 2, negative.ChangesP ?? 2, 1e-9);
        Assert.InRange(one.KendallP ?? 0, 0, 1);
        Assert.InRange(one.SpearmanRho ?? 0, -1, 1);
    }).QuickCheckThrowOnFailure();

    private static Arbitrary<double?[]> Series() =>
        (from n in Gen.Choose(0, 60) from x in Gen.Choose(-1, 30).ListOf(n) select x.Select(v => v < 0 ? null : (double?)v).ToArray()).ToArbitrary();
}
