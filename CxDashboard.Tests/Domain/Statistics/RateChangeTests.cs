using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class RateChangeTests
{
    private static readonly double[] Trials = [40, 35, 52, 47, 38, 41, 44, 50, 39, 42, 45, 51, 37, 48, 43, 46, 40, 49, 36, 44];
    private static readonly double?[] Yes = [20, 19, 25, 26, 17, 22, 21, 27, 20, 19, 30, 36, 24, 35, 27, 33, 25, 36, 24, 31];

    [Fact]
    public void Shares_GiveTheRegressionsRatioAndItsDifferenceInPoints()
    {
        var change = BeforeAfter.CompareShares(Yes, Trials, 10).Change!;
        var fit = GeneralizedRegression.Binomial([.. Yes.Select(y => y!.Value)], Trials, Columns(20, 10));
        var b = fit.QuasiCoefficients![2];
        Assert.Equal((fit.Dispersion, fit.DegreesOfFreedom), (change.Dispersion, change.DegreesOfFreedom));
        Assert.Equal(Math.Exp(b.Estimate), change.Ratio, 1e-12);

        // They vary less than chance here: the errors are those of chance, with Student's t.
        Assert.InRange(change.Dispersion, 0, 1);
        var half = Confidence.T(0.95, 17) * fit.Coefficients![2].StandardError;
        Assert.Equal(Math.Exp(b.Estimate - half), change.RatioLow, 1e-12);
        Assert.Equal(Math.Exp(b.Estimate + half), change.RatioHigh, 1e-12);

        // The difference and its error by the definition, the slopes by small steps.
        double[] at = [.. fit.Coefficients.Select(c => c.Estimate)];
        Assert.Equal(Difference(at), change.Difference, 1e-12);
        double[] slope = [.. at.Select((_, j) => (Difference([.. at.Select((a, k) => k == j ? a + 1e-6 : a)]) - Difference([.. at.Select((a, k) => k == j ? a - 1e-6 : a)])) / 2e-6)];
        var variance = slope.Select((x, j) => slope.Select((y, k) => x * y * fit.Covariance![j][k]).Sum()).Sum();
        Assert.Equal(Math.Sqrt(variance), change.StandardError, 1e-8);
        Assert.Equal(change.Difference - (Confidence.T(0.95, 17) * change.StandardError), change.Low, 1e-12);
        Assert.Equal(change.Difference + (Confidence.T(0.95, 17) * change.StandardError), change.High, 1e-12);

        static double Difference(double[] b) => Enumerable.Range(10, 10).Sum(i => Trials[i] * (Share(b[0] + (b[1] * i) + b[2]) - Share(b[0] + (b[1] * i)))) / Trials.Skip(10).Sum();

        static double Share(double logit) => 1 / (1 + Math.Exp(-logit));
    }

    [Fact]
    public void CountsWithoutATrend_GiveTheDifferenceOfTheirRates()
    {
        // The same weeks forwards and backwards around their middles: no trend before nor since, so rates are sums by sums.
        double?[] counts = [6, 8, 5, 7, 7, 5, 8, 6, 12, 16, 11, 13, 13, 11, 16, 12];
        double[] exposure = [.. Enumerable.Repeat(10.0, 16)];
        var change = BeforeAfter.CompareCounts(counts, exposure, 8).Change!;
        Assert.Equal(104 / 52.0, change.Ratio, 1e-9);
        Assert.Equal(1.3 - 0.65, change.Difference, 1e-9);
        Assert.InRange(change.P, 0, 0.1);

        // A week without exposure, or without a count, is unknown and keeps its place.
        var gaps = BeforeAfter.CompareCounts([null, 9, .. counts], [10, 0, .. exposure], 10);
        Assert.Equal((8, 8), (gaps.WeeksBefore, gaps.WeeksAfter));
        Assert.Equal(change.Difference, gaps.Change!.Difference, 1e-9);
    }

    [Fact]
    public void TheDifference_IsCoveredNineteenTimesInTwenty()
    {
        var random = new Random(20260302);
        var (covered, points) = (0, 0.0);
        for (var run = 0; run < 400; run++)
        {
            double[] n = [.. Enumerable.Range(0, 24).Select(_ => (double)random.Next(15, 40))];
            double?[] yes = [.. n.Select((all, i) => (double?)Enumerable.Range(0, (int)all).Count(_ => random.NextDouble() < (i < 12 ? 0.6 : 0.72)))];
            var change = BeforeAfter.CompareShares(yes, n, 12).Change!;
            if (change.Low <= 0.12 && change.High >= 0.12) covered++;
            points += change.Difference / 400;
        }

        // Four standard errors of 400 runs of .95 or a little more, as the errors are never below those of chance.
        Assert.InRange(covered, 362, 400);
        Assert.Equal(0.12, points, 0.02);
    }

    [Fact]
    public void MoreThanChance_WidensTheLimits()
    {
        // Every other week far off: more than chance explains, and neighbours do not go together.
        double?[] wild = [.. Yes.Select((y, i) => y + (i % 2 == 0 ? 9 : -9))];
        var (calm, change) = (BeforeAfter.CompareShares(Yes, Trials, 10).Change!, BeforeAfter.CompareShares(wild, Trials, 10).Change!);
        Assert.True(change.Dispersion > 3);
        Assert.True(change.StandardError > 1.5 * calm.StandardError);
        Assert.False(change.NeighboursDepend);
        Assert.True(BeforeAfter.CompareShares([.. Yes.Select((y, i) => y + Math.Round(8 * Math.Sin(0.5 * i)))], Trials, 10).Change!.NeighboursDepend);
    }

    [Fact]
    public void WhatCannotBeSaid_IsSaid()
    {
        Assert.Equal((BeforeAfterOutcome.TooEarly, 3), (BeforeAfter.CompareShares(Yes, Trials, 15).Outcome, BeforeAfter.CompareShares(Yes, Trials, 15).MoreWeeks));
        Assert.Equal(BeforeAfterOutcome.TooLittleBefore, BeforeAfter.CompareShares(Yes, Trials, 7).Outcome);
        Assert.Equal(BeforeAfterOutcome.TooLittleBefore, BeforeAfter.CompareShares([], [], 0).Outcome);
        Assert.Equal(BeforeAfterOutcome.Separated, BeforeAfter.CompareShares([.. Yes.Select((y, i) => i < 10 ? 0 : y)], Trials, 10).Outcome);
        Assert.Equal(BeforeAfterOutcome.Separated, BeforeAfter.CompareCounts([.. Yes.Select((y, i) => i < 10 ? y : 0)], Trials, 10).Outcome);
        Assert.Null(BeforeAfter.CompareShares([.. Yes.Select(_ => (double?)0)], Trials, 10).Change);
        Assert.Throws<ArgumentOutOfRangeException>(() => BeforeAfter.CompareShares(Yes, Trials, 21));
        Assert.Throws<ArgumentOutOfRangeException>(() => BeforeAfter.CompareShares(Yes, [.. Trials.Select(_ => 10.0)], 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => BeforeAfter.CompareCounts(Yes, [.. Trials.Select(_ => -1.0)], 10));
        Assert.Throws<ArgumentException>(() => BeforeAfter.CompareShares(Yes, [1], 10));
        Assert.Throws<ArgumentException>(() => BeforeAfter.CompareCounts([.. Yes.Select(_ => (double?)double.NaN)], Trials, 10));
    }

    private static double[][] Columns(int weeks, int change) =>
        [[.. Enumerable.Repeat(1.0, weeks)], [.. Enumerable.Range(0, weeks).Select(i => (double)i)], [.. Enumerable.Range(0, weeks).Select(i => i < change ? 0.0 : 1)]];
}
