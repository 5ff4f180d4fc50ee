using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
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

    [Theory]
    [InlineData("claimed-rate", 24)]
    [InlineData("held-rate-7d", 24)]
    [InlineData("last-resolution-time-median", 24)]
    [InlineData("abandoned-share", 90)]
    [InlineData("issues-opened", 7)]
    [InlineData("resolution-time-median", 7)]
    [InlineData("resolution-time-p90-business", 7)]
    public void CohortIsFinal_OnceWhatBecomesOfItIsMostlyKnown(string id, int days)
    {
        // Nine in ten are claimed within twelve days; in one week that is too weak to count half of them still waits.
        var settling = Settling.Of(new WorkspaceOptions().Compile(), [SlowTenth(11), SlowTenth(12), SlowTenth(13), SlowTenth(null), SlowTenth(80) with { Weak = true }]);
        var metric = MetricCatalogue.Find(id)!;
        var end = Weeks[0].End + TimeSpan.FromDays(days);
        Assert.Equal([BucketStanding.Unknown, BucketStanding.Final], new[] { end - TimeSpan.FromHours(1), end }.Select(At).Select(s => s is BucketStanding.Maturing ? BucketStanding.Unknown : s));

        BucketStanding At(Instant known) => Standings.Of(metric, MadeAnswers.Answer(id, Weeks[0], 0.9, known), MadeAnswers.State(First, known), settling);
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData(1, 7)]
    [InlineData(60, 90)]
    public void Claims_AreWaitedForSevenDaysAtLeast_AndUntilQuietIssuesCountAsAbandonedAtMost(int? slowTenth, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), Settling.Of(new WorkspaceOptions().Compile(), [SlowTenth(slowTenth)]).Claims);

    private static MetricAnswer SlowTenth(int? days) => MadeAnswers.Answer(Settling.SlowTenth, Weeks[0], 0, Thursday) with { Value = days * 86_400.0 };
}
