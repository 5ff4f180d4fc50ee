using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Readings;
using Xunit;

namespace CxDashboard.Tests.Readings;

public sealed class StandingsTests
{
    private static readonly DateOnly First = new(2025, 1, 6);
    private static readonly IReadOnlyList<Bucket> Weeks = Buckets.Cut(First, First.AddDays(21), BucketSize.Week, TimeZoneInfo.Utc);

    // On the Thursday of the second of three weeks.
    private static readonly Instant Thursday = Weeks[1].Start + TimeSpan.FromDays(3);

    private static BucketStanding[] Of(string id, bool ofASource) =>
        [.. Weeks.Select(b => Standings.Of(MetricCatalogue.Find(id)!, MadeAnswers.Answer(id, b, 40, Thursday) with { ContactsKnownUntil = ofASource ? Thursday : null }, MadeAnswers.State(First, Thursday)))];

    [Theory]
    [InlineData("open-now")]
    [InlineData("oldest-open")]
    public void WhatIsOpenNow_IsAWholeFigureInTheMiddleOfAWeek(string id) =>
        Assert.Equal([BucketStanding.Final, BucketStanding.Final, BucketStanding.Unknown], Of(id, ofASource: false));

    [Theory]
    [InlineData("interactions")]
    [InlineData("cost-of-failure-demand")]
    [InlineData("cost-of-policy-contacts")]
    public void SumOfHalfAWeek_IsNoSumOfTheWeek(string id) =>
        Assert.Equal([BucketStanding.Final, BucketStanding.Unknown, BucketStanding.Unknown], Of(id, ofASource: true));
}
