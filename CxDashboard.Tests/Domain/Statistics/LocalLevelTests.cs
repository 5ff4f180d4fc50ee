using CxDashboard.Domain.Statistics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class LocalLevelTests
{
    private static readonly double?[] Gappy = [null, 4, 6, null, null, 5, 8, 7, null];

    [Fact]
    public void Smoothing_IsTheBestLinearGuess()
    {
        // The levels as unknowns: each known value weighs 1/σ²ε, each step 1/σ²η.
        var (n, irregular, step) = (Gappy.Length, 1.7, 0.6);
        var precision = Matrix<double>.Build.Dense(n, n);
        var right = Vector<double>.Build.Dense(n);
        for (var i = 0; i < n; i++)
        {
            if (Gappy[i] is { } y) (precision[i, i], right[i]) = (precision[i, i] + (1 / irregular), y / irregular);
            if (i == 0) continue;
            precision[i, i] += 1 / step;
            precision[i - 1, i - 1] += 1 / step;
            precision[i, i - 1] -= 1 / step;
            precision[i - 1, i] -= 1 / step;
        }

        var (covariance, fit) = (precision.Inverse(), LocalLevel.Filter(Gappy, irregular, step)!);
        var levels = covariance * right;
        for (var i = 0; i < n; i++)
        {
            Assert.Equal(levels[i], fit.Smoothed[i], 1e-11);
            Assert.Equal(covariance[i, i], fit.SmoothedVariance[i], 1e-11);
        }

        Assert.Null(fit.Filtered[0]);
        Assert.Equal(4, fit.Filtered[1]);
    }

    [Fact]
    public void AFixedLevel_IsTheMean()
    {
        var fit = LocalLevel.Filter([3, 5, 10], 2, 0)!;
        Assert.Equal(6, fit.Filtered[2]!.Value, 1e-14);
        Assert.All(fit.Smoothed, s => Assert.Equal(6, s, 1e-13));
        Assert.Equal(2 / 3.0, fit.FilteredVariance[2]!.Value, 1e-14);
        Assert.Equal((8 / 3.0, 8 / 3.0), (fit.Forecast(2)[0].Variance, fit.Forecast(2)[1].Variance));
    }

    [Fact]
    public void ALevelWithoutNoise_IsTheLastValue()
    {
        var fit = LocalLevel.Filter([3, null, 10], 0, 2)!;
        Assert.Equal([3, 6.5, 10], fit.Smoothed);
        Assert.Equal([0, 1, 0], fit.SmoothedVariance);
        Assert.Equal(new LocalLevelForecast(10, 6, 10 - (Proportion.Z * Math.Sqrt(6)), 10 + (Proportion.Z * Math.Sqrt(6))), fit.Forecast(3)[2]);
    }

    [Fact]
    public void Variances_HaveTheHighestLikelihoodAround()
    {
        double?[] y = [4, 6, 5, null, 8, 7, 9, 8, 11, 9, 10, 12, 9, 11];
        var (irregular, level) = LocalLevel.Variances(y)!.Value;
        var best = LocalLevel.Filter(y, irregular, level)!.LogLikelihood;
        foreach (var a in (double[])[0.1, 0.5, 0.99, 1, 1.01, 2, 10])
        {
            foreach (var b in (double[])[0.1, 0.5, 0.99, 1, 1.01, 2, 10]) Assert.True(LocalLevel.Filter(y, irregular * a, level * b)!.LogLikelihood <= best + 1e-9);
        }

        Assert.True(irregular > 0.1 && level > 0.01);
    }

    [Fact]
    public void ASwing_HasAFixedLevel_AndAWalkNoNoise()
    {
        var (irregular, level) = LocalLevel.Variances([1, -1, 1, -1, 1, -1, 1, -1])!.Value;
        Assert.Equal((8 / 7.0, 0), (Math.Round(irregular, 12), level), new Within(1e-10));
        (irregular, level) = LocalLevel.Variances([1, 2, 4, 5, 7, 8, 10])!.Value;
        Assert.Equal((0, 15 / 6.0), (irregular, level), new Within(1e-10));
    }

    [Fact]
    public void TooLittle_IsSaid()
    {
        Assert.Null(LocalLevel.Filter([null, null], 1, 1));
        Assert.Null(LocalLevel.Filter([], 1, 1));
        Assert.Null(LocalLevel.Variances([1, null, 2]));
        Assert.Null(LocalLevel.Variances([5, 5, 5, 5]));
        Assert.Null(LocalLevel.Variances([]));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalLevel.Filter([1], -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalLevel.Filter([1], 1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalLevel.Filter([1], 0, 0));
        Assert.Throws<ArgumentException>(() => LocalLevel.Filter([double.PositiveInfinity], 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalLevel.Filter([1], 1, 1)!.Forecast(-1));
    }

    private sealed class Within(double tolerance) : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) a, (double, double) b) => Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance;

        public int GetHashCode((double, double) value) => 0;
    }
}
