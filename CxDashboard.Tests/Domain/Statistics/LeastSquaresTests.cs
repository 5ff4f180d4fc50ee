using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class LeastSquaresTests
{
    [Fact]
    public void ALine_IsWhatItsTextbookFormulasGive()
    {
        double[] x = [1, 2, 4, 7, 8, 11], y = [2.1, 2.9, 5.2, 7.7, 9.4, 11.8];
        var (mx, my) = (x.Average(), y.Average());
        var spread = x.Sum(v => (v - mx) * (v - mx));
        var slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / spread;
        var sigma = Math.Sqrt(x.Zip(y, (a, b) => b - my - (slope * (a - mx))).Sum(e => e * e) / 4);
        var fit = LeastSquares.Fit(y, [Ones(6), x])!;
        Assert.Equal(slope, fit.Coefficients[1].Estimate, 1e-13);
        Assert.Equal(my - (slope * mx), fit.Coefficients[0].Estimate, 1e-13);
        Assert.Equal(sigma, fit.Sigma, 1e-13);
        Assert.Equal(sigma / Math.Sqrt(spread), fit.Coefficients[1].StandardError, 1e-13);

        // t(.975; 4) of the tables.
        Assert.Equal(2.7764451051977987 * fit.Coefficients[1].StandardError, fit.Coefficients[1].High - slope, 1e-12);
        Assert.Equal(4, fit.DegreesOfFreedom);
    }

    [Fact]
    public void TheMean_HasTheIntervalOfMeans()
    {
        double[] y = [3, 5, 4, 8, 1, 2];
        var only = LeastSquares.Fit(y, [Ones(6)])!;
        var (low, high) = Means.Interval(6, y.Average(), only.Sigma)!.Value;
        Assert.Equal(low, only.Coefficients[0].Low, 1e-9);
        Assert.Equal(high, only.Coefficients[0].High, 1e-9);
    }

    [Fact]
    public void FarAwayNumbers_LoseNothing()
    {
        // A trend in unix seconds: the columns are almost parallel, and yet tell themselves apart.
        double[] t = [.. Enumerable.Range(0, 60).Select(i => 1_700_000_000.0 + (i * 604_800.0))];
        double[] y = [.. t.Select((v, i) => 5 + (2 * i) + (i % 2))];
        var fit = LeastSquares.Fit(y, [Ones(60), t])!;
        var near = LeastSquares.Fit(y, [Ones(60), [.. Enumerable.Range(0, 60).Select(i => (double)i)]])!;
        Assert.Equal(near.Coefficients[1].Estimate / 604_800, fit.Coefficients[1].Estimate, 1e-14);
        Assert.Equal(near.Sigma, fit.Sigma, 1e-9);
    }

    [Fact]
    public void NoNoise_LeavesNothingToTest()
    {
        double[] x = [1, 2, 3, 4, 5];
        var fit = LeastSquares.Fit([.. x.Select(v => 0.3 + (0.1 * v))], [Ones(5), x])!;
        Assert.Equal((0.0, null), (fit.Sigma, fit.DurbinWatson));
        Assert.Equal((null, null), (fit.Coefficients[1].Statistic, fit.Coefficients[1].P));
        Assert.Equal(0.1, fit.Coefficients[1].Estimate, 1e-14);
        Assert.All(LeastSquares.NeweyWest(Ones(5), [Ones(5), x], 1)!, c => Assert.Null(c.P));
    }

    [Fact]
    public void WhatCannotBeToldApart_HasNoFit()
    {
        double[] x = [1, 2, 3, 4], twice = [2, 4, 6, 8];
        Assert.Null(LeastSquares.Fit([1, 3, 2, 5], [Ones(4), x, twice]));
        Assert.Null(LeastSquares.Fit([1, 3, 2, 5], [Ones(4), [7, 7, 7, 7]]));
        Assert.Null(LeastSquares.Fit([1, 3, 2, 5], [[0, 0, 0, 0]]));
        Assert.Null(LeastSquares.Fit([1, 3], [Ones(2), [1, 2]]));
        Assert.Null(LeastSquares.NeweyWest([1, 3, 2, 5], [Ones(4), x, twice], 1));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => LeastSquares.Fit([1, 2, 3], [Ones(2)]));
        Assert.Throws<ArgumentException>(() => LeastSquares.Fit([1, 2, 3], []));
        Assert.Throws<ArgumentException>(() => LeastSquares.Fit([1, double.NaN, 3], [Ones(3)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LeastSquares.NeweyWest([1, 2, 3], [Ones(3)], -1));
        Assert.Throws<ArgumentException>(() => LeastSquares.NeweyWest([1, 2, 3], [Ones(3)], 1, times: [1, 1, 2]));
    }

    [Fact]
    public void NeweyWestOfTheMean_IsTheLongRunVariance()
    {
        double[] y = [1, 4, 2, 6, 3, 5, 9];
        double[] e = [.. y.Select(v => v - y.Average())];
        double Product(int lag) => e.Skip(lag).Zip(e, (a, b) => a * b).Sum();
        var expected = Math.Sqrt(Product(0) + (2 * ((2.0 / 3 * Product(1)) + (1.0 / 3 * Product(2))))) / 7;
        Assert.Equal(expected, LeastSquares.NeweyWest(y, [Ones(7)], 2, adjusted: false)![0].StandardError, 1e-13);

        // A week that is missing leaves its neighbours two apart.
        var apart = Math.Sqrt(Product(0) + (2 * (2.0 / 3 * (Product(1) - (e[3] * e[2]))) + (2 * (1.0 / 3) * ((e[3] * e[2]) + Product(2) - (e[3] * e[1]) - (e[4] * e[2]))))) / 7;
        Assert.Equal(apart, LeastSquares.NeweyWest(y, [Ones(7)], 2, adjusted: false, times: [0, 1, 2, 4, 5, 6, 7])![0].StandardError, 1e-13);
    }

    [Fact]
    public void WithoutLag_NeighboursAreIndependent()
    {
        double[] y = [1, 4, 2, 6, 3];
        var mean = y.Average();
        Assert.Equal(Math.Sqrt(y.Sum(v => (v - mean) * (v - mean))) / 5, LeastSquares.NeweyWest(y, [Ones(5)], 0, adjusted: false)![0].StandardError, 1e-14);
    }

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];
}
