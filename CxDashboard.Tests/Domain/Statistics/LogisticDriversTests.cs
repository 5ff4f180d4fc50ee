using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class LogisticDriversTests
{
    private static readonly bool[] Answers = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? i < 30 : i < 160)];
    private static readonly double[] Second = [.. Enumerable.Range(0, 200).Select(i => i < 100 ? 0.0 : 1)];

    [Fact]
    public void OneYesOrNo_DiffersByItsShares()
    {
        var result = LogisticDrivers.Fit(Answers, [Second]);
        Assert.Equal((LogisticDriversOutcome.Fitted, 90, 0), (result.Outcome, result.Events, result.MoreEvents));
        var effect = result.Effects![0];
        Assert.True(effect.IsDifference);
        Assert.Equal(0.3, effect.Estimate, 1e-12);

        // The delta method gives the difference's own standard error.
        Assert.Equal(Math.Sqrt((0.3 * 0.7 / 100) + (0.6 * 0.4 / 100)), effect.StandardError, 1e-12);
        Assert.Equal(0.3 - (Proportion.Z * effect.StandardError), effect.Low, 1e-12);
    }

    [Fact]
    public void ANumber_HasTheMeanSlope()
    {
        double[] x = [.. Enumerable.Range(0, 200).Select(i => (i * 37 % 100) / 10.0)], other = Second;
        var result = LogisticDrivers.Fit(Answers, [x, other]);
        double[] b = [.. result.Coefficients!.Select(c => c.Estimate)];
        double Mean(double[] at, double step) => x.Select((v, i) => 1 / (1 + Math.Exp(-(at[0] + (at[1] * (v + step)) + (at[2] * other[i]))))).Average();
        double Slope(double[] at) => (Mean(at, 1e-4) - Mean(at, -1e-4)) / 2e-4;
        Assert.False(result.Effects![0].IsDifference);
        Assert.Equal(Slope(b), result.Effects[0].Estimate, 1e-8);

        // Its slope in each coefficient by differences, through the coefficients' covariances.
        var covariance = GeneralizedRegression.Binomial(
            [.. Answers.Select(a => a ? 1.0 : 0)], [.. Answers.Select(_ => 1.0)], [[.. Answers.Select(_ => 1.0)], x, other]).Covariance!;
        double[] g = [.. b.Select((_, j) => (Slope([.. b.Select((v, m) => m == j ? v + 1e-4 : v)]) - Slope([.. b.Select((v, m) => m == j ? v - 1e-4 : v)])) / 2e-4)];
        var variance = g.SelectMany((_, i) => g.Select((_, j) => g[i] * g[j] * covariance[i][j])).Sum();
        Assert.Equal(Math.Sqrt(variance), result.Effects[0].StandardError, 1e-6);
    }

    [Fact]
    public void FewEvents_AreSaid_WithHowManyMore()
    {
        bool[] rare = [.. Enumerable.Range(0, 200).Select(i => i % 20 == 0)];
        double[] x = [.. Enumerable.Range(0, 200).Select(i => (double)(i % 7))];
        var result = LogisticDrivers.Fit(rare, [Second, x]);
        Assert.Equal((LogisticDriversOutcome.TooFewEvents, 10, 10), (result.Outcome, result.Events, result.MoreEvents));
        Assert.Null(result.Effects);
        Assert.Equal(LogisticDriversOutcome.Fitted, LogisticDrivers.Fit(rare, [x]).Outcome);

        // The rarer answer counts, be it yes or no.
        Assert.Equal(10, LogisticDrivers.Fit([.. rare.Select(r => !r)], [Second, x]).Events);
        Assert.Equal((LogisticDriversOutcome.TooFewEvents, 10), (LogisticDrivers.Fit([], [[]]).Outcome, LogisticDrivers.Fit([], [[]]).MoreEvents));
    }

    [Fact]
    public void WhatCannotBeEstimated_IsSaid()
    {
        Assert.Equal(LogisticDriversOutcome.Separated, LogisticDrivers.Fit([.. Second.Select(s => s == 1)], [Second]).Outcome);
        Assert.Equal(LogisticDriversOutcome.Collinear, LogisticDrivers.Fit(Answers, [Second, [.. Second.Select(s => 1 - s)]]).Outcome);
        Assert.Equal(LogisticDriversOutcome.Collinear, LogisticDrivers.Fit(Answers, [[.. Second.Select(_ => 3.0)]]).Outcome);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => LogisticDrivers.Fit([true, false], []));
        Assert.Throws<ArgumentException>(() => LogisticDrivers.Fit([true, false], [[1]]));
        Assert.Throws<ArgumentException>(() => LogisticDrivers.Fit([true, false], [[1, double.NaN]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticDrivers.Fit([true, false], [[1, 2]], -1));
    }
}
