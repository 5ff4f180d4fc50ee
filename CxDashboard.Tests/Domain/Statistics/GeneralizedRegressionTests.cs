using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class GeneralizedRegressionTests
{
    [Fact]
    public void TwoGroupsOfTrials_GiveTheirOddsRatio()
    {
        var fit = GeneralizedRegression.Binomial([30, 45], [100, 90], [[1, 1], [0, 1]]);
        Assert.Equal(Math.Log(30 / 70.0), fit.Coefficients![0].Estimate, 1e-12);
        Assert.Equal(Math.Log(45.0 * 70 / (45 * 30)), fit.Coefficients[1].Estimate, 1e-12);
        Assert.Equal(Math.Sqrt((1 / 30.0) + (1 / 70.0) + (1 / 45.0) + (1 / 45.0)), fit.Coefficients[1].StandardError, 1e-12);

        // As many columns as rows leave nothing to judge the variance by.
        Assert.Equal((0, null, null), (fit.DegreesOfFreedom, fit.Dispersion, fit.QuasiCoefficients));
        Assert.Equal(0, fit.Deviance!.Value, 1e-10);
    }

    [Fact]
    public void CountsPerExposure_GiveTheirRateRatio()
    {
        var fit = GeneralizedRegression.Poisson([12, 8, 30, 34], [[1, 1, 1, 1], [0, 0, 1, 1]], [100, 60, 90, 110]);
        Assert.Equal(Math.Log(20 / 160.0), fit.Coefficients![0].Estimate, 1e-12);
        Assert.Equal(Math.Log(64 / 200.0 / (20 / 160.0)), fit.Coefficients[1].Estimate, 1e-12);
        Assert.Equal(Math.Sqrt((1 / 20.0) + (1 / 64.0)), fit.Coefficients[1].StandardError, 1e-12);
        double Pearson(double y, double mean) => (y - mean) * (y - mean) / mean;
        Assert.Equal((Pearson(12, 12.5) + Pearson(8, 7.5) + Pearson(30, 28.8) + Pearson(34, 35.2)) / 2, fit.Dispersion!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(fit.Dispersion.Value) * fit.Coefficients[1].StandardError, fit.QuasiCoefficients![1].StandardError, 1e-14);
    }

    [Fact]
    public void HugeAndTinyCounts_AreExact()
    {
        var huge = GeneralizedRegression.Poisson([10_000_000, 10_010_000], [[1, 1], [0, 1]]);
        Assert.Equal(Math.Log(1.001), huge.Coefficients![1].Estimate, 1e-13);
        var rare = GeneralizedRegression.Binomial([1, 3], [10_000_000, 10_000_000], [[1, 1], [0, 1]]);
        Assert.Equal(Math.Log(3.0 * 9_999_999 / (1.0 * 9_999_997)), rare.Coefficients![1].Estimate, 1e-10);
    }

    [Fact]
    public void ARowWithoutTrials_IsUnknown()
    {
        var with = GeneralizedRegression.Binomial([3, 0, 5, 6], [9, 0, 8, 9], [[1, 1, 1, 1], [0, 1, 2, 3]]);
        var without = GeneralizedRegression.Binomial([3, 5, 6], [9, 8, 9], [[1, 1, 1], [0, 2, 3]]);
        Assert.Equal(without.Coefficients, with.Coefficients);
        Assert.Equal((1, (double?)null), (with.DegreesOfFreedom, with.Linear![1]));
        Assert.Equal(without.Linear![1], with.Linear[2]);
    }

    [Fact]
    public void CertainOutcomes_AreSaidToBeSeparated()
    {
        double[] one = [1, 1, 1, 1, 1, 1], trials = one, x = [1, 2, 3, 4, 5, 6];
        Assert.Equal(GeneralizedOutcome.Separated, GeneralizedRegression.Binomial([0, 0, 0, 1, 1, 1], trials, [one, x]).Outcome);
        Assert.Equal(GeneralizedOutcome.Separated, GeneralizedRegression.Binomial([0, 1, 0, 1, 1, 1], trials, [one, [0, 0, 0, 0, 1, 1]]).Outcome);
        Assert.Equal(GeneralizedOutcome.Separated, GeneralizedRegression.Binomial(one, trials, [one]).Outcome);
        Assert.Equal(GeneralizedOutcome.Separated, GeneralizedRegression.Poisson([0, 0, 0, 4, 6, 5], [one, [0, 0, 0, 1, 1, 1]]).Outcome);
        Assert.Equal(GeneralizedOutcome.Separated, GeneralizedRegression.Poisson([0, 0, 0, 0, 0, 0], [one]).Outcome);
        Assert.Equal(GeneralizedOutcome.Fitted, GeneralizedRegression.Binomial([0, 0, 1, 0, 1, 1], trials, [one, x]).Outcome);
    }

    [Fact]
    public void ASteepButMixedOutcome_IsStillFitted()
    {
        // One value far out whose answer is certain, while those near the middle are mixed.
        var fit = GeneralizedRegression.Binomial([0, 1, 0, 1, 1], [1, 1, 1, 1, 1], [[1, 1, 1, 1, 1], [1, 2, 3, 4, 200]]);
        Assert.Equal(GeneralizedOutcome.Fitted, fit.Outcome);
        Assert.True(fit.Linear![4] > 50);
    }

    [Fact]
    public void TooFewRowsAndCollinearColumns_AreSaid()
    {
        Assert.Equal(GeneralizedOutcome.TooFewRows, GeneralizedRegression.Binomial([1, 0], [3, 0], [[1, 1], [1, 2]]).Outcome);
        Assert.Equal(GeneralizedOutcome.Collinear, GeneralizedRegression.Poisson([1, 2, 4], [[1, 1, 1], [3, 3, 3]]).Outcome);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneralizedRegression.Poisson([-1, 2], [[1, 1]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneralizedRegression.Poisson([1, 2], [[1, 1]], [0, 1]));
        Assert.Throws<ArgumentException>(() => GeneralizedRegression.Poisson([1, 2], [[1, 1]], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneralizedRegression.Binomial([3, 2], [2, 2], [[1, 1]]));
        Assert.Throws<ArgumentException>(() => GeneralizedRegression.Binomial([1, 2], [2], [[1, 1]]));
    }

    [Fact]
    public void AtTheFit_NoColumnHasAnythingLeftToExplain()
    {
        var random = new Random(7);
        var one = Enumerable.Repeat(1.0, 50).ToArray();
        double[] x = [.. one.Select(_ => random.NextDouble() * 3)], trials = [.. one.Select(_ => (double)random.Next(5, 80))];
        double[] yes = [.. trials.Select((n, i) => (double)Enumerable.Range(0, (int)n).Count(_ => random.NextDouble() < 1 / (1 + Math.Exp(1 - x[i]))))];
        var fit = GeneralizedRegression.Binomial(yes, trials, [one, x]);
        double[] left = [.. fit.Linear!.Select((l, i) => yes[i] - (trials[i] / (1 + Math.Exp(-l!.Value))))];
        Assert.Equal(0, left.Sum(), 1e-9);
        Assert.Equal(0, left.Zip(x, (a, b) => a * b).Sum(), 1e-9);
    }
}
