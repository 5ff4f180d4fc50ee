using CxDashboard.Domain.Patterns;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class OpenOnesAgeTests
{
    private static readonly PatternSeries Closed = PatternCases.Values(1000, 800);

    [Fact]
    public void MediansThatPart_AreFoundWithTheirGap()
    {
        var found = OpenOnesAge.Find(Closed, PatternCases.Values(1200, 1400), oldest: PatternCases.Values(5000, 9000))!;
        Assert.Equal(("open-ones-age", 24, "value"), (found.Pattern.Id, found.Since, found.Counter.Series));
        Assert.Equal(200, found.Censoring!.Gap.Before, 1e-9);
        Assert.Equal(600, found.Censoring.Gap.After, 1e-9);
        Assert.True(found.Censoring.Widened);
        Assert.Equal(4000, found.Censoring.Oldest!.Difference, 1e-9);
        Assert.Contains(EvidenceStep.Censoring, found.CarriedBy);
    }

    [Fact]
    public void MoreOpenOnes_AreFoundWhereTheMedianOfAllStays() =>
        Assert.Equal(120, OpenOnesAge.Find(Closed, PatternCases.Values(1200, 1200), PatternCases.Values(120, 170))!.Counter.Before, 1e-9);

    [Fact]
    public void MedianOfAllThatFollows_IsSilent()
    {
        Assert.Null(OpenOnesAge.Find(Closed, PatternCases.Values(1200, 960), PatternCases.Values(120, 120)));
        Assert.Null(OpenOnesAge.Find(Closed, PatternCases.Values(1200, 960), PatternCases.Values(120, 170)));
    }

    [Fact]
    public void LongestWaitAlone_IsSilent() => Assert.Null(OpenOnesAge.Find(Closed, PatternCases.Values(1200, 1200), oldest: PatternCases.Values(5000, 9000)));

    [Fact]
    public void UnknownMedians_AreGaps()
    {
        var all = PatternSeries.OfValues("all", PatternCases.Points(1200, 1400).Without(2, 25, 26));
        Assert.Equal((23, 10), OpenOnesAge.Find(Closed, all)!.Censoring!.Gap is var gap ? (gap.StepsBefore, gap.StepsAfter) : default);
        Assert.Null(OpenOnesAge.Find(Closed, PatternSeries.OfValues("all", PatternCases.Points(1200, 1400).Without([.. Enumerable.Range(24, 12)]))));
    }
}
