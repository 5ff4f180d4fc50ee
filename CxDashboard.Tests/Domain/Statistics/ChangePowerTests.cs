using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ChangePowerTests
{
    [Fact]
    public void TwoIndependentGroups_HaveTheTextbookPower()
    {
        // Published example: 20 in a group, one standard deviation apart; and 23 for nine in ten.
        Assert.Equal(0.8689528, ChangePower.Chance(1, 20, 20, 1, withTrend: false)!.Value, 1e-6);
        Assert.Equal(23, Enumerable.Range(2, 40).First(n => ChangePower.Chance(1, n, n, 1, withTrend: false) >= 0.9));
    }

    [Fact]
    public void NoChange_ShowsAsOftenAsTheSignificance()
    {
        Assert.Equal(0.05, ChangePower.Chance(0, 12, 9, 3, 0.4)!.Value, 1e-10);
        Assert.Equal(0.2, ChangePower.Chance(0, 12, 9, 3, -0.4, significance: 0.2)!.Value, 1e-10);
    }

    [Fact]
    public void Chance_GrowsWithTheChange_UpToCertainty()
    {
        var chances = ((double[])[0, 0.5, 1, 2, 4, 8, 50, 1_000]).Select(d => ChangePower.Chance(d, 12, 12, 1, 0.3)!.Value).ToList();
        Assert.Equal(chances.Order(), chances);
        Assert.Equal(1, chances[^1], 1e-12);
        Assert.True(chances[2] < 0.5);
        Assert.Equal(ChangePower.Chance(2, 12, 12, 1, 0.3)!.Value, ChangePower.Chance(-20, 12, 12, 10, 0.3)!.Value, 1e-12);
    }

    [Fact]
    public void DependentWeeks_AndATrend_HideAChange()
    {
        var independent = ChangePower.Chance(1, 20, 20, 1)!.Value;
        Assert.True(ChangePower.Chance(1, 20, 20, 1, 0.4) < independent);
        Assert.True(ChangePower.Chance(1, 20, 20, 1, withTrend: false) > independent);
    }

    [Fact]
    public void Simulated_TheChangeShowsAsOften()
    {
        var (random, seen) = (new Random(3), 0);
        double[] one = [.. Enumerable.Repeat(1.0, 24)], week = [.. one.Select((_, i) => (double)i)], post = [.. one.Select((_, i) => i < 14 ? 0.0 : 1)];
        for (var run = 0; run < 2_000; run++)
        {
            double[] y = [.. post.Select(p => (2 * p) + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
            if (LeastSquares.Fit(y, [one, week, post])!.Coefficients[2].P < 0.05) seen++;
        }

        Assert.Equal(ChangePower.Chance(2, 14, 10, 1)!.Value, seen / 2_000.0, 0.035);
    }

    [Fact]
    public void WeeksNeeded_AreTheFewestThatDo()
    {
        var weeks = ChangePower.WeeksNeeded(2, 20, 1, 0.2)!.Value;
        Assert.True(weeks > BeforeAfter.LeastWeeks);
        Assert.True(ChangePower.Chance(2, 20, weeks, 1, 0.2) >= 0.8);
        Assert.True(ChangePower.Chance(2, 20, weeks - 1, 1, 0.2) < 0.8);
        Assert.Equal(BeforeAfter.LeastWeeks, ChangePower.WeeksNeeded(20, 20, 1));
        Assert.Null(ChangePower.WeeksNeeded(0.1, 20, 1));
    }

    [Fact]
    public void TooFewWeeks_HaveNoChance()
    {
        Assert.Null(ChangePower.Chance(1, 1, 2, 1));
        Assert.Null(ChangePower.Chance(1, 1, 1, 1, withTrend: false));
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.Chance(1, 0, 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.Chance(1, 5, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.Chance(1, 5, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.Chance(1, 5, 5, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.Chance(double.NaN, 5, 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChangePower.WeeksNeeded(1, 5, 1, chance: 1));
    }
}
