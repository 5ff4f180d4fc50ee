using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Readings;
using CxDashboard.Kit;
using CxDashboard.Measuring;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class ReadingTests
{
    private static readonly DateOnly First = new(2025, 1, 6);
    private static readonly MetricDefinition Claimed = MetricCatalogue.Find("claimed-rate")!;

    // Twenty-four weeks that vary a little around 80 of 100, then what the test is about.
    private static Reading Read(MetricDefinition metric, params double[] then)
    {
        double[] counts = [.. Enumerable.Range(0, 24).Select(i => 80.0 + new[] { -3, 2, 0, 3, -2, 1 }[i % 6]), .. then];
        var buckets = Buckets.Cut(First, First.AddDays(7 * counts.Length), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(8);
        return Reading.Of(metric, [.. counts.Select((c, i) => Answer(metric, buckets[i], c, 100, known))], State(known));
    }

    private static MetricAnswer Answer(MetricDefinition metric, Bucket bucket, double count, long n, Instant known, bool maturing = false, double? share = null) =>
        MadeAnswers.Answer(metric.Id, bucket, count / n, known) with { Count = count, N = n, Maturing = maturing, MaturingShare = share, Weak = n < 30 };

    private static MeasureState State(Instant now) => MadeAnswers.State(First, now);

    [Fact]
    public void WeeksWithinTheLimits_AreRoutine()
    {
        var reading = Read(Claimed, 81, 79);
        Assert.Equal(Signal.None, reading.Signal);
        Assert.Equal("Routine variation", ReadingWords.Says(reading, "week"));
    }

    [Fact]
    public void NewestWeekFarAway_IsASignal()
    {
        var reading = Read(Claimed, 80, 60);
        Assert.Equal(Signal.Outside, reading.Signal);
        Assert.False(reading.Above);
        Assert.Equal("Below the lower limit", ReadingWords.Says(reading, "week"));
    }

    [Fact]
    public void LongStretchOnOneSide_IsARunToldByItsLength()
    {
        var reading = Read(Claimed, 83, 84, 83, 84, 83, 84, 83, 84, 83, 84);
        Assert.Equal(Signal.Run, reading.Signal);
        Assert.Contains("weeks above the centre", ReadingWords.Says(reading, "week"), StringComparison.Ordinal);
    }

    [Fact]
    public void WeekFarAwayLongAgo_IsNoNews()
    {
        var reading = Read(Claimed, 60, 79, 82, 80, 81, 78);
        Assert.Equal(Signal.None, reading.Signal);
    }

    [Fact]
    public void YoungCohort_IsNotFinalYet()
    {
        var buckets = Buckets.Cut(First, First.AddDays(14), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[1].End + TimeSpan.FromDays(3);
        var reading = Reading.Of(Claimed, [.. buckets.Select(b => Answer(Claimed, b, 80, 100, known))], State(known));
        Assert.Equal([BucketStanding.Final, BucketStanding.Maturing], reading.Standings);
        Assert.Equal(0, reading.Newest);
    }

    [Fact]
    public void ValueOfWhichMostIsOpen_IsNotDrawnAtAll()
    {
        var held = MetricCatalogue.Find("held-rate-7d")!;
        var buckets = Buckets.Cut(First, First.AddDays(14), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[1].End + TimeSpan.FromDays(1);
        var reading = Reading.Of(held, [Answer(held, buckets[0], 60, 100, known, true, 0.3), Answer(held, buckets[1], 10, 100, known, true, 0.8)], State(known));
        Assert.Equal([BucketStanding.Maturing, BucketStanding.Unknown], reading.Standings);
    }

    [Fact]
    public void TooFewAnswers_SayHowManyMore()
    {
        var buckets = Buckets.Cut(First, First.AddDays(7), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[0].End + TimeSpan.FromDays(8);
        var reading = Reading.Of(MetricCatalogue.Find("delighted-share")!, [Answer(Claimed, buckets[0], 9, 17, known)], State(known));
        Assert.Equal("Not enough yet: 17 answers in the newest week, 13 more, then a number.", ReadingWords.Instead(reading, "week"));
    }

    [Fact]
    public void WeekThatBeganBeforeTheFirstRecord_IsNoCount()
    {
        var contacts = MetricCatalogue.Find("interactions")!;
        var buckets = Buckets.Cut(First.AddDays(-7), First.AddDays(7), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[1].End;
        var reading = Reading.Of(contacts, [.. buckets.Select(b => Answer(contacts, b, 50, 50, known))], State(known));
        Assert.Equal([BucketStanding.Unknown, BucketStanding.Final], reading.Standings);
    }
}
