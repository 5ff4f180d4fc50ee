using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Domain.Time;

public sealed class OpeningWeeksTests
{
    // A Monday.
    private static readonly Instant Start = At("2026-01-05T00:00:00Z");

    [Fact]
    public void AFileThatIsFullToItsEnd_DoesNotThinOut() => Assert.Null(After(100, 90, 110, 100, 100, 95, 100, 100, 100));

    [Fact]
    public void LastWeeksBelowATenthOfTheBusiest_ThinOutAfterTheOneBefore() =>
        // 110 in the busiest week: 11 is a tenth of it, and 10 is less.
        Assert.Equal(At("2026-03-02T00:00:00Z"), After(100, 90, 110, 100, 100, 95, 100, 100, 10, 0, 4));

    [Fact]
    public void ATenthOfTheBusiest_IsNotBelowIt() => Assert.Null(After(100, 90, 110, 100, 100, 95, 100, 100, 11, 11));

    [Fact]
    public void FewerThanEightWeeks_TellNothing() => Assert.Null(After(100, 100, 100, 100, 100, 0, 1, 1));

    [Fact]
    public void AWeekThatIsCutInItsMiddle_BelongsToTheThinPart()
    {
        // 74 of a usual 100 may be a whole week or three days of one; 75 is taken for a whole one.
        Assert.Equal(Monday(7), After(100, 100, 100, 100, 100, 100, 100, 74, 1, 1));
        Assert.Equal(Monday(8), After(100, 100, 100, 100, 100, 100, 100, 75, 1, 1));
    }

    [Fact]
    public void WeeksThatSinkSlowly_AreLeftOutFromHalfOfAUsualOneOn() =>
        // The median of the eleven weeks before the thin ones is 100: 40, 30 and 20 are less than half of it, 60 is not.
        Assert.Equal(Monday(8), After(100, 100, 100, 100, 100, 100, 100, 60, 40, 30, 20, 3, 2));

    [Fact]
    public void AGapInTheMiddle_IsNoEnd() => Assert.Null(After(100, 100, 100, 1, 0, 1, 100, 100, 100, 100));

    [Fact]
    public void UsualWeeksAfterOneThatWasUnusual_AreNotThin() => Assert.Null(After(40, 40, 40, 40, 40, 5000, 40, 40, 40));

    [Fact]
    public void ALargeBeginning_IsNoReason() => Assert.Null(After(5000, 40, 40, 40, 40, 40, 40, 40, 40));

    [Fact]
    public void FewContactsAWeek_TellNothing() => Assert.Null(After(3, 20, 4, 5, 3, 4, 5, 3, 1, 1));

    [Fact]
    public void ALastWeekThatHasOnlyBegun_IsJudgedByItsDays()
    {
        // 44 in three days are 103 a week; 3 in three days are 7, and less than a tenth of 100.
        Assert.Null(Thinning(Weeks(100, 9).Concat(Spread(Monday(9), days: 3, 44))));
        Assert.Equal(Monday(9), Thinning(Weeks(100, 9).Concat(Spread(Monday(9), days: 3, 3))));
    }

    [Fact]
    public void AFewHoursOfALastWeek_TellNothing()
    {
        Assert.Null(Thinning(Weeks(100, 9).Append(Monday(9) + TimeSpan.FromHours(8))));

        // The week before it still does.
        Assert.Equal(Monday(9), Thinning(Weeks(100, 9).Append(Monday(9) + TimeSpan.FromDays(3)).Append(Monday(10) + TimeSpan.FromHours(8))));
    }

    [Fact]
    public void WeeksBefore1970_BeginOnMondaysToo()
    {
        var early = At("1969-01-06T00:00:00Z");
        Assert.Equal(early + TimeSpan.FromDays(56), Thinning(Weeks(100, 8).Append(Monday(10)).Select(i => early + (i - Start))));
    }

    // Each number is a week's openings, spread evenly over it to its last hour.
    private static Instant? After(params int[] weeks) => Thinning(weeks.SelectMany((count, week) => Spread(Monday(week), days: 7, count)));

    private static Instant? Thinning(IEnumerable<Instant> openings)
    {
        var weeks = new OpeningWeeks();
        foreach (var opening in openings) weeks.Add(opening);
        return weeks.ThinsOutAfter();
    }

    private static IEnumerable<Instant> Weeks(int count, int weeks) => Enumerable.Range(0, weeks).SelectMany(w => Spread(Monday(w), days: 7, count));

    private static IEnumerable<Instant> Spread(Instant from, int days, int count) => Enumerable.Range(1, count).Select(i => from + (TimeSpan.FromDays(days) * i / (count + 0.01)));

    private static Instant Monday(int week) => Start + TimeSpan.FromDays(7 * week);

    private static Instant At(string text) => Instant.From(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
