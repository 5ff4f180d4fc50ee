using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class RelativeImportanceTests
{
    [Fact]
    public void IndependentPredictors_HaveTheirOwnR2()
    {
        // A full design of two factors: nothing is shared.
        double[] a = [-1, -1, 1, 1], b = [-1, 1, -1, 1], y = [0.1, 2, 3.9, 6];
        var result = RelativeImportance.Of(y, [a, b])!;
        foreach (var p in result.Predictors)
        {
            Assert.Equal(p.First!.Value, p.Lmg!.Value, 1e-13);
            Assert.Equal(p.Last!.Value, p.Lmg.Value, 1e-13);
            Assert.Equal(p.Pratt!.Value, p.Lmg.Value, 1e-13);
        }

        Assert.Equal(4 * 1.95 * 1.95 / y.Sum(v => (v - 3) * (v - 3)), result.Predictors[0].Lmg!.Value, 1e-13);
    }

    [Fact]
    public void Twins_ShareEvenly()
    {
        var (x, y) = (Column(1, 30), Column(2, 30));
        double[] both = [.. x.Zip(y, (a, b) => a + b)];
        var result = RelativeImportance.Of(both, [x, [.. x.Select(v => (5 * v) + 2)]])!;
        Assert.Equal(result.R2 / 2, result.Predictors[0].Lmg!.Value, 1e-12);
        Assert.Equal(result.Predictors[0].Lmg!.Value, result.Predictors[1].Lmg!.Value, 1e-12);
        Assert.Equal(0, result.Predictors[0].Last!.Value, 1e-9);
        Assert.Null(result.Predictors[0].Pratt);
    }

    [Fact]
    public void APredictorThatNeverVaried_IsUnknown()
    {
        var result = RelativeImportance.Of(Column(1, 12), [Column(2, 12), [.. Enumerable.Repeat(0.1, 12)]])!;
        Assert.Equal(new PredictorImportance(null, null, null, null), result.Predictors[1]);
        Assert.Equal(result.R2, result.Predictors[0].Lmg!.Value, 1e-13);
    }

    [Fact]
    public void EveryOrder_CountsTheSame()
    {
        var (y, x) = (Column(9, 25), Enumerable.Range(0, 4).Select(i => Column(i, 25)).ToArray());
        y = [.. y.Select((v, r) => v + x[0][r] + (2 * x[1][r]))];
        x[2] = [.. x[2].Select((v, r) => v + x[1][r])];
        var (gains, orders) = (new double[4], Orders([0, 1, 2, 3]).ToList());
        foreach (var order in orders)
        {
            var before = 0.0;
            for (var i = 0; i < 4; i++)
            {
                var r2 = R2(y, [.. order[..(i + 1)].Select(j => x[j])]);
                gains[order[i]] += (r2 - before) / orders.Count;
                before = r2;
            }
        }

        var result = RelativeImportance.Of(y, x)!;
        for (var j = 0; j < 4; j++) Assert.Equal(gains[j], result.Predictors[j].Lmg!.Value, 1e-12);
        Assert.Equal(R2(y, x), result.R2, 1e-12);
    }

    [Fact]
    public void TooLittle_IsSaid()
    {
        Assert.Null(RelativeImportance.Of([1, 2, 4], [[1, 2, 3], [2, 1, 5]]));
        Assert.Null(RelativeImportance.Of([7, 7, 7, 7], [[1, 2, 3, 5]]));
        Assert.Null(RelativeImportance.Of([1, 2, 3, 4], [[7, 7, 7, 7]]));
        Assert.Null(RelativeImportance.Of([], [[]]));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => RelativeImportance.Of(Column(0, 30), [.. Enumerable.Range(1, 9).Select(i => Column(i, 30))]));
        Assert.Throws<ArgumentException>(() => RelativeImportance.Of([1, 2, 3], []));
        Assert.Throws<ArgumentException>(() => RelativeImportance.Of([1, 2, 3], [[1, 2]]));
        Assert.Throws<ArgumentException>(() => RelativeImportance.WithIntervals([1, 2, 3], [[1, 2, 4]], [1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => RelativeImportance.WithIntervals([1, 2, 3], [[1, 2, 4]], [1, 2, 3], 1, 99));
    }

    [Fact]
    public void RanksAreGiven_OnlyWhereIntervalsSeparate()
    {
        var (strong, weak, alike, noise) = (Column(1, 300), Column(2, 300), Column(3, 300), Column(4, 300));
        double[] y = [.. strong.Select((v, i) => (3 * v) + weak[i] + alike[i] + noise[i])];
        int[] customers = [.. Enumerable.Range(0, 300).Select(i => i / 3)];
        var result = RelativeImportance.WithIntervals(y, [weak, strong, alike], customers, 5, 300)!;
        Assert.Equal([null, 1, null], result.Predictors.Select(p => p.Rank));
        Assert.All(result.Predictors, p => Assert.True(p.Low < p.Lmg && p.Lmg < p.High));
        Assert.Equal(RelativeImportance.Of(y, [weak, strong, alike])!.Predictors.Select(p => p.Lmg), result.Predictors.Select(p => p.Lmg));
        Assert.Equal(result.Predictors, RelativeImportance.WithIntervals(y, [weak, strong, alike], customers, 5, 300)!.Predictors);
        Assert.NotEqual(result.Predictors, RelativeImportance.WithIntervals(y, [weak, strong, alike], customers, 6, 300)!.Predictors);
    }

    [Fact]
    public void ACustomersRows_AreDrawnTogether()
    {
        // Each row ten times over: the same customers tell no more than they did once.
        var (x, e) = (Column(1, 60), Column(2, 60));
        double[] y = [.. x.Zip(e, (a, b) => a + b)];
        double[] Tenfold(double[] column) => [.. Enumerable.Range(0, 600).Select(i => column[i % 60])];
        var once = RelativeImportance.WithIntervals(y, [x], [.. Enumerable.Range(0, 60)], 1)!.Predictors[0];
        var together = RelativeImportance.WithIntervals(Tenfold(y), [Tenfold(x)], [.. Enumerable.Range(0, 600).Select(i => i % 60)], 1)!.Predictors[0];
        var apart = RelativeImportance.WithIntervals(Tenfold(y), [Tenfold(x)], [.. Enumerable.Range(0, 600)], 1)!.Predictors[0];
        Assert.Equal(once.Low!.Value, together.Low!.Value, 1e-9);
        Assert.Equal(once.High!.Value, together.High!.Value, 1e-9);
        Assert.True(apart.High - apart.Low < 0.5 * (once.High - once.Low));
    }

    [Fact]
    public void Intervals_AreThoseOfTheRowsDrawn()
    {
        var (y, x) = (Column(1, 60), new[] { Column(2, 60), Column(3, 60) });
        y = [.. y.Select((v, i) => v + x[0][i])];
        var (random, shares) = (new Random(8), new List<double>());
        for (var b = 0; b < 100; b++)
        {
            // Three rows a customer.
            int[] rows = [.. Enumerable.Range(0, 20).SelectMany(_ => Enumerable.Range(3 * random.Next(20), 3))];
            shares.Add(RelativeImportance.Of([.. rows.Select(r => y[r])], [.. x.Select(c => rows.Select(r => c[r]).ToArray())])!.Predictors[0].Lmg!.Value);
        }

        double[] sorted = [.. shares.Order()];
        var result = RelativeImportance.WithIntervals(y, x, [.. Enumerable.Range(0, 60).Select(i => i / 3)], 8, 100)!.Predictors[0];
        Assert.Equal(Quantiles.Type7(sorted, 0.025), result.Low!.Value, 1e-10);
        Assert.Equal(Quantiles.Type7(sorted, 0.975), result.High!.Value, 1e-10);
    }

    [Fact]
    public void FewCustomers_HaveNoInterval()
    {
        var result = RelativeImportance.WithIntervals(Column(1, 100), [Column(2, 100)], [.. Enumerable.Range(0, 100).Select(i => i % 19)], 1, 100)!;
        Assert.Equal((null, null, null), (result.Predictors[0].Low, result.Predictors[0].High, result.Predictors[0].Rank));
        Assert.NotNull(RelativeImportance.WithIntervals(Column(1, 100), [Column(2, 100)], [.. Enumerable.Range(0, 100).Select(i => i % 20)], 1, 100)!.Predictors[0].Low);
    }

    [Fact]
    public void Shares_SumToR2_AndFollowTheirPredictors() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var result = RelativeImportance.Of(c.Y, c.X);
        if (result is null) return;
        Assert.Equal(result.R2, result.Predictors.Sum(p => p.Lmg ?? 0), 1e-10);
        Assert.All(result.Predictors, p => Assert.True(p.Lmg is null or >= -1e-12));
        var turned = RelativeImportance.Of([.. c.Y.Select(v => 7 - (3 * v))], [.. c.Order.Select(j => c.X[j])])!;
        for (var j = 0; j < c.Order.Length; j++)
        {
            var (here, there) = (result.Predictors[c.Order[j]], turned.Predictors[j]);
            Assert.Equal(here.Lmg is null, there.Lmg is null);
            if (here.Lmg is { } lmg) Assert.Equal(lmg, there.Lmg!.Value, 1e-8);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static readonly Gen<Case> Cases =
        from p in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, 1_000_000)
        from n in Gen.Choose(p + 2, 30)
        from order in Gen.Shuffle(Enumerable.Range(0, p).ToArray())
        select new Case(Column(seed, n), [.. Enumerable.Range(1, p).Select(j => Column(seed + j, n))], order);

    private static double[] Column(int seed, int n)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => (double)random.Next(0, 9))];
    }

    private static double R2(double[] y, double[][] x)
    {
        var mean = y.Average();
        return 1 - (LeastSquares.Fit(y, [[.. y.Select(_ => 1.0)], .. x])!.Residuals.Sum(e => e * e) / y.Sum(v => (v - mean) * (v - mean)));
    }

    private static IEnumerable<int[]> Orders(int[] of) =>
        of.Length == 0 ? [[]] : of.SelectMany(first => Orders([.. of.Where(o => o != first)]).Select(rest => (int[])[first, .. rest]));

    private sealed record Case(double[] Y, double[][] X, int[] Order);
}
