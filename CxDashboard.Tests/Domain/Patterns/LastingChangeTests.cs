using CxDashboard.Domain.Patterns;
using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class LastingChangeTests
{
    [Fact]
    public void ShiftThatStays_LastsSinceItsFirstStep()
    {
        // Limits: 540 ± 3·(4·3)/1.128 = 540 ± 31.9; of 576 + 4·(1, −1, 2, −2) all but the −2 lie beyond, 9 of 12.
        var change = LastingChange.Of(PatternCases.Shares(540, 576))!;
        Assert.Equal(new LastingChange(24, Above: true, Points: 12, Outside: 9, LongestRun: 12, SpecialCauseRule.LongRun), change);
    }

    [Fact]
    public void RunWithinItsLimits_Lasts() =>
        // Twelve in a row above the centre, where 36 points allow round(log₂ 36) + 3 = 8; none of them reaches 571.9.
        Assert.Equal(new LastingChange(24, true, 12, 0, 12, SpecialCauseRule.LongRun), LastingChange.Of(PatternCases.Shares(540, 555)));

    [Fact]
    public void OneStepFarOut_DoesNotLast()
    {
        var points = PatternCases.Counts(540, 540);
        points[^1] = SeriesPoint.OfShare(598, 600);
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", points)));
        points[^1] = points[^5];
        points[28] = SeriesPoint.OfShare(598, 600);
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", points)));
    }

    [Fact]
    public void ShiftThatIsOver_DoesNotLast()
    {
        var points = PatternCases.Counts(540, 576);
        for (var i = 33; i < 36; i++) points[i] = points[i - 24];
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", points)));
    }

    [Fact]
    public void UnknownSteps_NeitherCountNorBreakIt()
    {
        var change = LastingChange.Of(PatternSeries.OfShares("share", PatternCases.Counts(540, 576).Without(26, 30, 35)))!;
        Assert.Equal((24, 9), (change.Since, change.Points));
    }

    [Fact]
    public void TooFewSteps_SayNothing()
    {
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", PatternCases.Counts(540, 576)[13..27])));
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", PatternCases.Counts(540, 576)), 16..24));
        Assert.Null(LastingChange.Of(PatternSeries.OfShares("share", [])));
    }

    [Fact]
    public void NeighboursThatDepend_WithholdTheRun()
    {
        // A wave over eight steps: mean range ½, so limits ±1.33 that nothing passes; r₁ is about cos 45°. Then twelve in a row above the centre.
        SeriesPoint[] points = [.. Enumerable.Range(0, 36).Select(i => SeriesPoint.OfValue(i < 24 ? 100 + Math.Sin(Math.PI * i / 4) : 100.5))];
        var series = PatternSeries.OfValues("value", points);
        Assert.True(series.Limits(null).NeighboursDepend);
        Assert.True(series.Limits(null).Runs!.LongRuns.Count > 0);
        Assert.Null(LastingChange.Of(series));
    }

    [Fact]
    public void NeighboursThatDepend_BeginAtTheFirstStepOutside()
    {
        // The same wave; then six steps below the centre of 100 but within 98.67, which are a part of the run and say nothing, and six below that.
        SeriesPoint[] points = [.. Enumerable.Range(0, 36).Select(i => SeriesPoint.OfValue(i < 24 ? 100 + Math.Sin(Math.PI * i / 4) : i < 30 ? 99.5 : 97))];
        Assert.Equal(new LastingChange(30, Above: false, Points: 6, Outside: 6, LongestRun: 6, SpecialCauseRule.OutsideLimits), LastingChange.Of(PatternSeries.OfValues("value", points)));
    }
}
