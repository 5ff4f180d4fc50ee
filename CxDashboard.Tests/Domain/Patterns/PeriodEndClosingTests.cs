using CxDashboard.Domain.Patterns;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class PeriodEndClosingTests
{
    private const int Before = 24;
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Fact]
    public void FridaysThatPileUpAndDoNotHold_AreFound()
    {
        var found = PeriodEndClosing.Find(Days(36, IsFriday, 160, 96), PeriodEnd.Week)!;
        Assert.Equal(("period-end-closing", Before * 7), (found.Pattern.Id, found.Since));

        // Before: 100 of 5·100 + 2·20 a week; since: 160 of 600. Held: 96 of 160 on Fridays, 80 of 100 and 16 of 20 on other days.
        Assert.Equal(100 / 540.0, found.Metric.Before, 1e-9);
        Assert.Equal(160 / 600.0, found.Metric.After, 1e-9);
        Assert.Equal(0.6, found.Counter.After, 1e-9);
        Assert.Equal(0.8, found.Counter.Before, 1e-9);
        Assert.Equal((12 * 160, 12 * 96), found.Bunching!.AtEnd);
        Assert.Equal((12 * 440, 12 * 352), found.Bunching.OtherDays);
        Assert.Equal(EvidenceStep.Bunching, found.CarriedBy[^1]);
    }

    [Fact]
    public void FridaysThatPileUpAndHold_AreSilent() => Assert.Null(PeriodEndClosing.Find(Days(36, IsFriday, 160, 128), PeriodEnd.Week));

    [Fact]
    public void FridaysThatHoldLessWithoutABurst_AreSilent() => Assert.Null(PeriodEndClosing.Find(Days(36, IsFriday, 100, 60), PeriodEnd.Week));

    [Fact]
    public void FridaysThatAlwaysHadMore_AreSilent() => Assert.Null(PeriodEndClosing.Find(Days(36, IsFriday, 160, 96, from: 0), PeriodEnd.Week));

    [Fact]
    public void LastDaysOfMonths_AreFoundAgainstTheFirstOfTheNext()
    {
        var found = PeriodEndClosing.Find(Days(52, IsMonthEnd, 180, 108, from: 0), PeriodEnd.Month)!;
        Assert.Equal((PeriodEnd.Month, 6), (found.Bunching!.Period, found.Bunching.Periods));

        // Six months of which the next one's first days are known: June to November 2026, each with 3·180 claims on its last working days.
        Assert.Equal(new DateOnly(2026, 6, 1), Monday.AddDays(found.Since));
        Assert.Equal((18 * 180, 18 * 108), found.Bunching.AtEnd);
        Assert.Equal(0.6, found.Counter.After, 1e-9);
        Assert.True(found.Metric.Low > 0);
    }

    [Fact]
    public void QuietMonthsAndMonthsThatHold_AreSilent()
    {
        Assert.Null(PeriodEndClosing.Find(Days(52, IsMonthEnd, 100, 60), PeriodEnd.Month));
        Assert.Null(PeriodEndClosing.Find(Days(52, IsMonthEnd, 180, 144), PeriodEnd.Month));
    }

    [Fact]
    public void UnknownDays_LeaveTheirWeekOut()
    {
        var days = Days(36, IsFriday, 160, 96);
        days[(7 * 3) + 2] = days[(7 * 3) + 2] with { Claims = null };
        var found = PeriodEndClosing.Find(days, PeriodEnd.Week)!;
        Assert.Equal(Before * 7, found.Since);
        Assert.Equal(23, found.Metric.StepsBefore);
    }

    [Fact]
    public void TooFewWeeks_AreSilent()
    {
        Assert.Null(PeriodEndClosing.Find(Days(11, IsFriday, 160, 96, from: 0), PeriodEnd.Week));
        Assert.Null(PeriodEndClosing.Find(Days(14, IsMonthEnd, 180, 108), PeriodEnd.Month));
        Assert.Null(PeriodEndClosing.Find([], PeriodEnd.Week));
    }

    [Fact]
    public void DaysThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PeriodEndClosing.Find([new(Monday, 1, 1, 1), new(Monday.AddDays(2), 1, 1, 1)], PeriodEnd.Week));
        Assert.Throws<ArgumentException>(() => PeriodEndClosing.Find([new(Monday, 1, 1, 2)], PeriodEnd.Week));
    }

    private static bool IsFriday(DateOnly day) => day.DayOfWeek == DayOfWeek.Friday;

    private static bool IsMonthEnd(DateOnly day) => IsWorking(day)
        && Enumerable.Range(1, DateTime.DaysInMonth(day.Year, day.Month) - day.Day).Count(i => IsWorking(day.AddDays(i))) < 3;

    private static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    // Weekdays have 100 claims, of which 80 hold, a few more or fewer on Tuesdays and Wednesdays so that weeks vary and their sum does not; weekends 20 and 16.
    private static ClaimDay[] Days(int weeks, Func<DateOnly, bool> piled, int claims, int held, int from = Before) => [.. Enumerable.Range(0, 7 * weeks).Select(i =>
    {
        var day = Monday.AddDays(i);
        if (i / 7 >= from && piled(day)) return new ClaimDay(day, claims, claims, held);
        if (!IsWorking(day)) return new ClaimDay(day, 20, 20, 16);
        var more = 2 * (i / 7 % 2 == 0 ? 1 : -1) * (day.DayOfWeek switch { DayOfWeek.Friday => 1, DayOfWeek.Tuesday => -1, _ => 0 });
        return new ClaimDay(day, 100 + more, 100, 80);
    })];
}
