using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class MixTests
{
    [Fact]
    public void EveryCategoryBetterAndTheWholeWorse_IsAllMix()
    {
        var split = Kitagawa.OfCounts([(90, 100, 46, 50), (10, 20, 60, 100)])!;
        Assert.True(split.Difference < 0 && split.Mix < 0 && split.Rate > 0);
        Assert.All(split.Categories, c => Assert.True(c.Rate > 0));

        // The good one shrank and the bad one grew: seen from the overall rate, both are bad news.
        Assert.All(split.Categories, c => Assert.True(c.CentredMix < 0));
        Assert.Equal(split.Mix, split.Categories.Sum(c => c.CentredMix), 1e-12);
    }

    [Fact]
    public void CategoryThatCame_IsAllMix()
    {
        var split = Kitagawa.OfCounts([(50, 100, 50, 100), (0, 0, 10, 100)])!;
        Assert.Equal(0, split.Rate);
        Assert.Equal(-0.2, split.Mix, 1e-12);
        Assert.Equal((0.5, 0.3), (split.Before, split.After));
    }

    [Fact]
    public void NothingAtOneTime_CannotBeSplit()
    {
        Assert.Null(Kitagawa.OfCounts([(0, 0, 1, 2)]));
        Assert.Null(Kitagawa.OfCounts([]));
        Assert.Null(DasGupta.CrossClassified([new DasGuptaCell(["a"], 0, null, 3, 0.5)]));
        Assert.Null(DasGupta.CrossClassified([]));
    }

    [Fact]
    public void WhatIsNoShareOrRate_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Kitagawa.Of([]));
        Assert.Throws<ArgumentException>(() => Kitagawa.Of([new(0.5, null, 0.5, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kitagawa.Of([new(-0.5, 1, 0.5, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kitagawa.Of([new(0.5, double.NaN, 0.5, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kitagawa.OfCounts([(1, 0, 1, 2)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Kitagawa.OfCounts([(1, 1, double.NaN, 2)]));
        Assert.Throws<ArgumentException>(() => DasGupta.Product([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => DasGupta.Product([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => DasGupta.Product([1], [double.NaN]));
        Assert.Throws<ArgumentException>(() => DasGupta.CrossClassified([new(["a"], 1, 1, 1, 1), new(["a"], 1, 1, 1, 1)]));
        Assert.Throws<ArgumentException>(() => DasGupta.CrossClassified([new(["a"], 1, 1, 1, 1), new(["b", "c"], 1, 1, 1, 1)]));
        Assert.Throws<ArgumentException>(() => DasGupta.CrossClassified([new(["a"], 1, null, 1, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => DasGupta.CrossClassified([new(["a"], -1, 1, 1, 1)]));
    }

    [Fact]
    public void OneFactor_IsTheWholeDifference()
    {
        Assert.Equal([new DasGuptaFactor(3, 5)], DasGupta.Product([3], [5]).Factors);
        Assert.Equal([new DasGuptaFactor(2 * 5.5, 3 * 5.5), new DasGuptaFactor(2.5 * 4, 2.5 * 7)], DasGupta.Product([2, 4], [3, 7]).Factors);
    }

    [Fact]
    public void MixThatMovedInOneVariableOnly_IsThatVariables()
    {
        // Independent variables: the second's shares stay 1/4 and 3/4 within each category of the first.
        DasGuptaCell[] cells = [new(["x", "p"], 10, 0.9, 5, 0.9), new(["x", "q"], 30, 0.7, 15, 0.7), new(["y", "p"], 5, 0.5, 10, 0.5), new(["y", "q"], 15, 0.2, 30, 0.2)];
        var split = DasGupta.CrossClassified(cells)!;
        Assert.Equal(split.Difference, split.Factors[0].Effect, 1e-12);
        Assert.Equal(0, split.Factors[1].Effect, 1e-12);
        Assert.Equal(0, split.Factors[2].Effect, 1e-12);
    }

    [Fact]
    public void MixAndRate_AreTheDifference() => Prop.ForAll(Counts(), counts =>
    {
        if (Kitagawa.OfCounts(counts) is not { } split)
        {
            Assert.True(counts.Sum(c => c.AllBefore) == 0 || counts.Sum(c => c.AllAfter) == 0);
            return;
        }

        Assert.Equal(split.Difference, split.Mix + split.Rate, 1e-12);
        Assert.Equal(split.Mix, split.Categories.Sum(c => c.Mix), 1e-12);
        Assert.Equal(split.Rate, split.Categories.Sum(c => c.Rate), 1e-12);
        Assert.Equal(counts.Sum(c => c.HitsAfter) / counts.Sum(c => c.AllAfter), split.After, 1e-12);

        // The other way round in time, everything changes its sign; and in another order nothing changes.
        var back = Kitagawa.OfCounts([.. counts.Select(c => (c.HitsAfter, c.AllAfter, c.HitsBefore, c.AllBefore))])!;
        Assert.Equal((-split.Mix, -split.Rate), (back.Mix, back.Rate), Close);
        var permuted = Kitagawa.OfCounts([.. counts.Reverse()])!;
        Assert.Equal((split.Mix, split.Rate), (permuted.Mix, permuted.Rate), Close);

        // With one mix variable both splits are the same.
        var cells = counts.Select((c, i) => new DasGuptaCell(
            [$"{i}"], c.AllBefore, c.AllBefore == 0 ? null : c.HitsBefore / c.AllBefore, c.AllAfter, c.AllAfter == 0 ? null : c.HitsAfter / c.AllAfter));
        var other = DasGupta.CrossClassified([.. cells])!;
        Assert.Equal((split.Mix, split.Rate), (other.Factors[0].Effect, other.Factors[1].Effect), Close);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EffectsOfFactors_AreTheirAverageOverAllOrders() => Prop.ForAll(Factors(), Factors(), (a, b) =>
    {
        var n = Math.Min(a.Length, b.Length);
        var split = DasGupta.Product(a[..n], b[..n]);
        Assert.Equal(split.Difference, split.Factors.Sum(f => f.Effect), 1e-9);
        var sums = new double[n];
        var orders = Orders(n).ToArray();
        foreach (var order in orders)
        {
            var now = a[..n];
            foreach (var f in order)
            {
                var before = now.Aggregate(1.0, (x, y) => x * y);
                now[f] = b[f];
                sums[f] += now.Aggregate(1.0, (x, y) => x * y) - before;
            }
        }

        for (var f = 0; f < n; f++) Assert.Equal(sums[f] / orders.Length, split.Factors[f].Effect, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void EffectsOfACrossClassification_AreTheDifference() => Prop.ForAll(Cells(), cells =>
    {
        if (DasGupta.CrossClassified(cells) is not { } split) return;
        Assert.Equal(split.Difference, split.Factors.Sum(f => f.Effect), 1e-10);
        Assert.Equal(cells.Sum(c => c.SizeAfter * (c.RateAfter ?? 0)) / cells.Sum(c => c.SizeAfter), split.After, 1e-10);

        // Cells in another order, categories by other names: nothing changes. Variables in another order: neither.
        var renamed = DasGupta.CrossClassified([.. cells.Reverse().Select(c => c with { Categories = [.. c.Categories.Select(n => "the " + n)] })])!;
        Assert.Equal(split.Factors.Select(f => f.Effect), renamed.Factors.Select(f => f.Effect), Close);
        var turned = DasGupta.CrossClassified([.. cells.Select(c => c with { Categories = [.. c.Categories.Reverse()] })])!;
        Assert.Equal(split.Factors.SkipLast(1).Reverse().Select(f => f.Effect), turned.Factors.SkipLast(1).Select(f => f.Effect), Close);
    }).QuickCheckThrowOnFailure();

    private static bool Close(double a, double b) => Math.Abs(a - b) < 1e-10;

    private static bool Close((double, double) a, (double, double) b) => Close(a.Item1, b.Item1) && Close(a.Item2, b.Item2);

    private static IEnumerable<int[]> Orders(int n) =>
        n == 0 ? [[]] : Orders(n - 1).SelectMany(order => Enumerable.Range(0, n).Select(at => (int[])[.. order[..at], n - 1, .. order[at..]]));

    private static Arbitrary<(double HitsBefore, double AllBefore, double HitsAfter, double AllAfter)[]> Counts() =>
        (from n in Gen.Choose(0, 8) from counts in (from b in Hits from a in Hits select (b.Hits, b.All, a.Hits, a.All)).ListOf(n) select counts.ToArray()).ToArbitrary();

    private static Gen<(double Hits, double All)> Hits =>
        from size in Gen.Elements(0, 3, 50, 10_000_000) from all in Gen.Choose(0, size) from hits in Gen.Choose(0, all) select ((double)hits, (double)all);

    private static Arbitrary<double[]> Factors() =>
        (from n in Gen.Choose(1, 5) from x in Gen.Choose(-300, 300).ListOf(n) select x.Select(v => v / 100.0).ToArray()).ToArbitrary();

    // One to four variables of one to three categories; cells may be empty at either time.
    private static Arbitrary<DasGuptaCell[]> Cells() =>
        (from variables in Gen.Choose(1, 4)
         from categories in Gen.Choose(1, 3).ListOf(variables)
         let all = categories.Aggregate(1, (a, b) => a * b)
         from sizes in Gen.Choose(-2, 40).ListOf(2 * all)
         from rates in Gen.Choose(0, 1000).ListOf(2 * all)
         select Enumerable.Range(0, all).Select(i =>
         {
             double before = Math.Max(0, sizes[2 * i]), after = Math.Max(0, sizes[(2 * i) + 1]);
             return new DasGuptaCell(Names(i, categories), before, before == 0 ? null : rates[2 * i] / 1000.0, after, after == 0 ? null : rates[(2 * i) + 1] / 1000.0);
         }).ToArray()).ToArbitrary();

    private static List<string> Names(int cell, IEnumerable<int> categories)
    {
        var names = new List<string>();
        foreach (var count in categories)
        {
            names.Add($"{cell % count}");
            cell /= count;
        }

        return names;
    }
}
