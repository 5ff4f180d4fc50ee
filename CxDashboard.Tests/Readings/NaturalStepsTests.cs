using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class NaturalStepsTests
{
    private static readonly DateOnly From = new(2025, 1, 6), To = new(2026, 1, 5);

    [Fact]
    public void FewAWeek_AreReadByMonth_CutAtWholeMonths()
    {
        var delighted = Assert.Single(Of(MadeReadings.Of("delighted-share", 20, [.. Enumerable.Repeat(10.0, 30)])));

        Assert.Equal((BucketSize.Month, new DateOnly(2025, 2, 1), new DateOnly(2026, 2, 1)), (delighted.By, delighted.From, delighted.To));
    }

    [Fact]
    public void EnoughAWeek_StayByWeek() =>
        Assert.Equal(BucketSize.Week, Assert.Single(Of(MadeReadings.Of("delighted-share", 200, [.. Enumerable.Repeat(10.0, 30)]))).By);

    // Thousands of contacts say who was asked; it is held against what few of them answered.
    [Fact]
    public void WhatIsHeldAgainstAnotherMeasure_HasTheStepsOfThatOne()
    {
        var asked = MadeReadings.Of("asked-share", 2000, [.. Enumerable.Repeat(1000.0, 30)]);
        Assert.Equal([BucketSize.Month, BucketSize.Month], Of(MadeReadings.Of("satisfied-share", 20, [.. Enumerable.Repeat(10.0, 30)]), asked).Select(q => q.By));
        Assert.Equal([BucketSize.Week, BucketSize.Week], Of(MadeReadings.Of("satisfied-share", 200, [.. Enumerable.Repeat(10.0, 30)]), asked).Select(q => q.By));
    }

    private static IReadOnlyList<MetricQuestion> Of(params Reading[] weekly) =>
        NaturalSteps.Of([.. weekly.Select(r => new MetricQuestion { Metric = r.Metric.Id, By = BucketSize.Week, From = From, To = To })], weekly, DayOfWeek.Monday);
}
