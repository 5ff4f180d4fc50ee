using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class MoveTests
{
    [Fact]
    public void StepsThatGoTogether_MakeTheIntervalWider()
    {
        // Three waves of eight steps: r₁ = cos 45° = √½, and √((1+√½)/(1−√½)) = 1 + √2.
        double[] before = [.. Enumerable.Range(0, 24).Select(i => 100 + Math.Sin(Math.PI * i / 4))], after = [.. before.Take(8).Select(x => x + 5)];
        var series = PatternSeries.OfValues("value", [.. before.Concat(after).Select(x => SeriesPoint.OfValue(x))]);
        var move = Move.Of(series, new StepWindow(0, 24, 24))!;
        var welch = Means.Welch(Means.Of(after)!.Value, Means.Of(before)!.Value)!.Value;
        Assert.Equal(5, move.Difference, 1e-9);
        Assert.Equal((1 + Math.Sqrt(2)) * (welch.High - 5), move.High - 5, 1e-9);
        Assert.Equal((1 + Math.Sqrt(2)) * (5 - welch.Low), 5 - move.Low, 1e-9);
        Assert.True(move.Sure.Low < move.Low && move.Sure.High > move.High);
    }

    [Fact]
    public void SharesThatVaryAsChance_HaveNewcombesInterval()
    {
        // ±1 around 300 of 600, by turns: far less than chance, so counts count in full.
        SeriesPoint[] points = [.. Enumerable.Range(0, 32).Select(i => SeriesPoint.OfShare((i < 24 ? 300 : 330) + (i % 2 == 0 ? 1 : -1), 600))];
        var move = Move.Of(PatternSeries.OfShares("share", points), new StepWindow(0, 24, 24))!;
        Assert.Equal(ProportionDifference.Newcombe(8 * 330, 8 * 600, 24 * 300, 24 * 600), (move.Low, move.High));
        Assert.Equal((0.5, 0.55), (move.Before, move.After));
    }

    [Fact]
    public void TooFewOrUnvaryingSteps_HaveNone()
    {
        var series = PatternCases.Values(100, 120);
        Assert.Null(Move.Of(series, new StepWindow(0, 1, 24)));
        Assert.Null(Move.Of(series, new StepWindow(0, 24, 35)));
        Assert.Null(Move.Of(PatternSeries.OfValues("value", [.. Enumerable.Repeat(SeriesPoint.OfValue(3), 30)]), new StepWindow(0, 24, 24)));
    }
}
