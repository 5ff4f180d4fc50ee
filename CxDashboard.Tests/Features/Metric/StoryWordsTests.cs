using CxDashboard.Domain.Time;
using CxDashboard.Features.Metric;
using CxDashboard.Measuring.Behind;
using Xunit;

namespace CxDashboard.Tests.Features.Metric;

/// <summary>One sentence for what became of an issue that opened on Monday 5 January at nine.</summary>
public sealed class StoryWordsTests
{
    private static readonly Instant Opened = Instant.From(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    private static Instant At(double hours) => Opened + TimeSpan.FromHours(hours);

    private static IssueStory Story(IssueStanding standing, double? claimed = null, params double[] contacts) => new()
    {
        Members = [.. contacts.Prepend(0).Select((hours, i) => new StoryMember(i, At(hours), "Phone"))],
        Contacts = contacts.Length + 1,
        ContactsUntilClaim = contacts.Count(hours => !(hours > claimed)) + 1,
        Standing = standing,
        WindowDays = 7,
        ClaimedAt = claimed is { } at ? At(at) : null,
    };

    // Figures keep their unit with a space that does not break.
    private static string Then(IssueStory story, TimeZoneInfo? zone = null) => StoryWords.Then(story, zone ?? TimeZoneInfo.Utc).Replace('\u00a0', ' ');

    [Fact]
    public void CameBack_SaysWhenItWasClaimed_AndAfterHowLong()
    {
        var story = Story(IssueStanding.DidNotHold, 5) with { CameBackAt = [At(5 + 49)] };
        Assert.Equal("Claimed the same day; came back after 2 d", Then(story));
        Assert.Equal("claimed, did not hold", StoryWords.Stands(story));
        Assert.Equal([RungMark.Reached, RungMark.Struck, RungMark.Open], StoryWords.Rungs(story));
        Assert.Equal("Claimed in 9 min; came back after 1 d, and after 3 d", Then(Story(IssueStanding.DidNotHold, 0.15) with { CameBackAt = [At(24), At(72)] }));
        Assert.Equal("Claimed in 9 min; came back twice after 3 h", Then(Story(IssueStanding.DidNotHold, 0.15) with { CameBackAt = [At(3.1), At(3.2)] }));
        Assert.Equal("Claimed at once; came back three times, first after 1 h", Then(Story(IssueStanding.DidNotHold, 0) with { CameBackAt = [At(1), At(2), At(3)] }));
    }

    [Fact]
    public void Answer_IsSaidWithItsDay()
    {
        var story = Story(IssueStanding.DidNotHold, 48) with { Answer = false, AnsweredAt = At(24 * 7), ReopenedAt = At(51) };
        Assert.Equal("Claimed after 2 d; opened again after 3 h; they said no on 12 Jan", Then(story));
        Assert.Equal("did not hold, they said no", StoryWords.Stands(story));
        Assert.Equal([RungMark.Reached, RungMark.Struck, RungMark.Struck], StoryWords.Rungs(story));
    }

    [Fact]
    public void Held_IsQuiet_AndSilenceIsNotAYes()
    {
        var story = Story(IssueStanding.Held, 25);
        Assert.Equal("Claimed the next day; quiet for 7 days", Then(story));
        Assert.Equal("held, silent", StoryWords.Stands(story));
        Assert.Equal("held, they said yes", StoryWords.Stands(story with { Answer = true }));
        Assert.Equal([RungMark.Reached, RungMark.Reached, RungMark.Open], StoryWords.Rungs(story));
        Assert.Equal([RungMark.Reached, RungMark.Reached, RungMark.Reached], StoryWords.Rungs(story with { Answer = true }));
    }

    [Fact]
    public void TooEarlyToSay_IsSaid()
    {
        var story = Story(IssueStanding.Maturing, 2);
        Assert.Equal("Claimed the same day; quiet so far", Then(story));
        Assert.Equal("claimed, too early to say", StoryWords.Stands(story));
        Assert.Equal(RungMark.Maturing, StoryWords.Rungs(story)[1]);
    }

    [Fact]
    public void Unclaimed_SaysWhetherItIsOpen()
    {
        Assert.Equal("Never claimed; still open", Then(Story(IssueStanding.NeverClaimed) with { IsOpen = true }));
        Assert.Equal("Never claimed; still open, and long untouched", Then(Story(IssueStanding.NeverClaimed) with { IsOpen = true, IsQuiet = true }));
        Assert.Equal("Never claimed; the customer gave up", Then(Story(IssueStanding.NeverClaimed) with { WasDropped = true }));
        Assert.Equal("never claimed", StoryWords.Stands(Story(IssueStanding.NeverClaimed)));
        Assert.Equal([RungMark.Open, RungMark.Open, RungMark.Open], StoryWords.Rungs(Story(IssueStanding.NeverClaimed)));
    }

    [Fact]
    public void WhatNobodyKnows_IsSaidToo()
    {
        Assert.Equal("Claimed, nobody knows when; nobody can say whether they came back", Then(Story(IssueStanding.NobodyKnows, 0) with { ClaimInstantUnknown = true }));
        Assert.Equal("claimed, customer not known", StoryWords.Stands(Story(IssueStanding.NobodyKnows, 0)));
        Assert.Equal("Claimed at once; opened again, nobody knows when; open now", Then(Story(IssueStanding.DidNotHold, 0) with { ReopenedAtUnknownTime = true, IsOpen = true }));
    }

    [Fact]
    public void SeveralContactsBeforeTheClaim_AreCounted() =>
        Assert.Equal("Claimed the same day, after three contacts; quiet so far", Then(Story(IssueStanding.Maturing, 5, 1, 5, 6)));

    [Fact]
    public void Days_AreThoseOfTheZone()
    {
        // Nine in the morning of UTC is six in the evening in Tokyo, and eight hours later it is two in the night there.
        var story = Story(IssueStanding.Maturing, 8) with { Answer = true, AnsweredAt = At(15) };
        Assert.Equal("Claimed the same day; quiet so far; they said yes on 6 Jan", Then(story));
        Assert.Equal("Claimed the next day; quiet so far; they said yes on 6 Jan", Then(story, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo")));
    }
}
