using CxDashboard.Domain.Statistics;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class AutoregressiveRegressionTests
{
    private static readonly double[] Wave = [5.1, 5.6, 5.2, 6.3, 6.9, 6.1, 5.7, 5.2, 6.0, 6.6, 7.5, 7.0, 6.2, 6.8, 7.7, 7.1];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Likelihood_IsThatOfItsMatrices_AndHighestThere(bool restricted)
    {
        // Weeks are missing, so that powers of ρ count.
        int[] times = [0, 1, 2, 3, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16, 19, 20];
        double[][] columns = [[.. Wave.Select(_ => 1.0)], [.. times.Select(t => (double)t)]];
        var fit = AutoregressiveRegression.Fit(Wave, columns, times, restricted)!;
        Assert.Equal(Naive(columns, times, fit.Rho, restricted).LogLikelihood, fit.LogLikelihood, 1e-10);
        Assert.Equal(Naive(columns, times, fit.Rho, restricted).Slope, fit.Coefficients[1].Estimate, 1e-11);
        Assert.Equal(Naive(columns, times, fit.Rho, restricted).Error, fit.Coefficients[1].StandardError, 1e-11);
        Assert.InRange(fit.Rho, 0.05, 0.95);
        for (var rho = -0.99; rho < 1; rho += 0.03) Assert.True(Naive(columns, times, rho, restricted).LogLikelihood <= fit.LogLikelihood + 1e-9);
    }

    private static (double LogLikelihood, double Slope, double Error) Naive(double[][] columns, int[] times, double rho, bool restricted)
    {
        var (n, k) = (Wave.Length, columns.Length);
        var r = Matrix<double>.Build.Dense(n, n, (i, j) => i == j ? 1 : Math.Pow(rho, Math.Abs(times[i] - times[j])));
        var (x, y, inverse) = (Matrix<double>.Build.DenseOfColumnArrays(columns), Vector<double>.Build.Dense(Wave), r.Inverse());
        var information = x.TransposeThisAndMultiply(inverse) * x;
        var b = information.Inverse() * (x.TransposeThisAndMultiply(inverse) * y);
        var e = y - (x * b);
        var (squares, freedom) = (e * (inverse * e), restricted ? n - k : n);
        var sum = (freedom * Math.Log(2 * Math.PI * squares / freedom)) + Math.Log(r.Determinant()) + freedom + (restricted ? Math.Log(information.Determinant()) : 0);
        return (-sum / 2, b[1], Math.Sqrt(squares / (n - k) * information.Inverse()[1, 1]));
    }

    [Fact]
    public void AlternatingErrors_HaveNegativeCorrelation()
    {
        double[] y = [.. Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? 1.0 : -1) + (0.1 * Math.Sin(i)))];
        Assert.InRange(AutoregressiveRegression.Fit(y, [[.. y.Select(_ => 1.0)]])!.Rho, -1, -0.9);
    }

    [Fact]
    public void TooFewRows_OrNoNoise_HaveNoFit()
    {
        Assert.Null(AutoregressiveRegression.Fit([1, 2], [[1, 1]]));
        Assert.Null(AutoregressiveRegression.Fit([7, 7, 7, 7, 7], [[1, 1, 1, 1, 1]]));
        Assert.Null(AutoregressiveRegression.Fit([1, 3, 2, 5], [[1, 1, 1, 1], [2, 2, 2, 2]]));
        Assert.NotNull(AutoregressiveRegression.Fit([1, 3, 2], [[1, 1, 1]]));
    }

    [Fact]
    public void BadTimes_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => AutoregressiveRegression.Fit([1, 3, 2], [[1, 1, 1]], [1, 3]));
        Assert.Throws<ArgumentException>(() => AutoregressiveRegression.Fit([1, 3, 2], [[1, 1, 1]], [1, 3, 3]));
    }
}
