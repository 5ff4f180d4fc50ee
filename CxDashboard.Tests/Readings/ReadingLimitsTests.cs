using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Readings;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class ReadingLimitsTests
{
    private static readonly DateOnly First = new(2025, 1, 6);

    private static Reading Read(string id, int weeks, Func<int, double> value, Func<MetricAnswer, int, MetricAnswer>? more = null)
    {
        var buckets = Buckets.Cut(First, First.AddDays(7 * weeks), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(8);
        var answers = buckets.Select((b, i) => MadeAnswers.Answer(id, b, value(i), known)).Select((a, i) => more?.Invoke(a, i) ?? a);
        return Reading.Of(MetricCatalogue.Find(id)! with { Version = 1 }, [.. answers], MadeAnswers.State(First, known));
    }

    [Fact]
    public void TransfersPerIssue_MayFallToNone_ContactsOnlyToOne()
    {
        // Values 0.1 and 0.9 in turn: mean 0.5, mean moving range 0.8, so 0.5 − 2.66 × 0.8 lies far below what there can be.
        Assert.Equal(0, Read("transfers-per-issue", 12, i => i % 2 == 0 ? 0.1 : 0.9).Limits.Lower[0]);
        Assert.Equal(1, Read("contacts-per-issue", 12, i => i % 2 == 0 ? 1.1 : 1.9).Limits.Lower[0]);
    }

    [Fact]
    public void GesturesPerHundred_HaveLimitsOnTheirOwnScale()
    {
        // 2 or 4 of 100 issues: Σx ÷ Σn = 0.03, drawn as 3 in a hundred.
        var reading = Read("gestures-per-100-issues", 12, i => i % 2 == 0 ? 2 : 4, (a, i) => a with { Count = i % 2 == 0 ? 2 : 4 });
        Assert.Equal(3, reading.Limits.Centre!.Value, 9);
        Assert.Equal(2, reading.Limits.Values[0]!.Value, 9);
        Assert.InRange(reading.Limits.Upper[0]!.Value, 4, 20);
    }

    [Fact]
    public void RecommendationPoints_MayBeBelowZero()
    {
        // Mean −5, moving ranges 10: −5 ± 26.6.
        var limits = Read("nps", 12, i => i % 2 == 0 ? -10 : 0).Limits;
        Assert.Equal(-31.6, limits.Lower[0]!.Value, 9);
        Assert.Equal(21.6, limits.Upper[0]!.Value, 9);
    }

    [Fact]
    public void CostsBelowZero_AreNotCutOff() => Assert.True(Read("cost-of-failure-demand", 12, i => i % 2 == 0 ? -10 : 0).Limits.Lower[0] < -10);

    [Fact]
    public void LongestWait_HasNoLimits()
    {
        var reading = Read("oldest-open", 30, i => 86_400 * (i + 1));
        Assert.False(reading.Limits.HasLimits);
        Assert.Equal("One customer’s wait, so without limits", ReadingWords.Says(reading, "week"));
    }

    [Fact]
    public void LimitsOfTwoVersions_AreOfTheNewestAlone()
    {
        // Ten weeks around 20 by version 1, then ten around 50 by version 2: mixed, the centre would be 35.
        static double Value(int i) => (i < 10 ? 20 : 50) + (i % 2);
        var buckets = Buckets.Cut(First, First.AddDays(140), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(8);
        var second = MetricCatalogue.Find("cost-of-failure-demand")! with { Version = 2 };
        var reading = Reading.Of(second, [.. buckets.Select((b, i) => MadeAnswers.Answer(second.Id, b, Value(i), known) with { Version = i < 10 ? 1 : 2 })], MadeAnswers.State(First, known));

        Assert.Equal(50.5, reading.Limits.Centre);
        Assert.All(Enumerable.Range(0, 10), i => Assert.Null(reading.Limits.Lower[i]));
        Assert.All(Enumerable.Range(10, 10), i => Assert.NotNull(reading.Limits.Lower[i]));
        Assert.Equal((10, 10, true), (reading.Finals, reading.BaselinePoints, reading.HasVersions));
    }

    [Fact]
    public void YoungVersion_SaysHowManyWeeksItHas()
    {
        var second = MetricCatalogue.Find("cost-of-failure-demand")! with { Version = 2 };
        var buckets = Buckets.Cut(First, First.AddDays(140), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(8);
        var reading = Reading.Of(second, [.. buckets.Select((b, i) => MadeAnswers.Answer(second.Id, b, 20 + i, known) with { Version = i < 17 ? 1 : 2 })], MadeAnswers.State(First, known));
        Assert.Equal("Limits need eight final weeks under definition 2; there are three", ReadingWords.Says(reading, "week"));
    }
}
