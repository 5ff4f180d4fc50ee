using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;
using Xunit;

namespace CxDashboard.Tests.Oracle;

/// <summary>Durations by the calendar and in business hours. Day 0 is Sunday, 2026-03-01, 00:00 UTC.</summary>
public sealed partial class NaiveOracleTests
{
    private static readonly OracleCalendar NineToFive = new("nine to five", "UTC", Weekdays(new(9, 0), new(17, 0)), []);
    private static readonly OracleCalendar Mornings = new("mornings", "UTC", Weekdays(new(8, 0), new(12, 0)), []);

    private static readonly OracleSettings Hours = new()
    {
        Calendar = NineToFive,
        RegionCalendars = new Dictionary<string, OracleCalendar>(StringComparer.Ordinal) { ["north"] = Mornings },
    };

    [Fact]
    public void UsefulReplies_AreKnown_NotNegative_AndNotLaterThanT()
    {
        var oracle = Oracle(
            In("a", null, 0) with { FirstReplyAt = Day(0), FirstUsefulReplyAt = Day(1) },
            In("b", null, 0) with { FirstUsefulReplyAt = Day(2) },
            In("c", null, 0) with { FirstUsefulReplyAt = Day(-1) },
            In("d", null, 0) with { FirstUsefulReplyAt = Day(201) },
            In("e", null, 0) with { FirstUsefulReplyAt = Day(9), Direction = Direction.Out });
        Assert.Equal((null, 2, 1.5 * 86_400), Figure(oracle, "first-useful-reply-median"));
        Assert.Equal((null, 2, 1.9 * 86_400), Figure(oracle, "first-useful-reply-p90"));
        Assert.Equal((null, 1, 0), Figure(oracle, "first-reply-p90"));
    }

    [Fact]
    public void LastResolution_IsTheLatestKnownClaimOfWhatIsNotOpen()
    {
        var oracle = Oracle(
            In("a", "ann", 0) with { ClaimedAt = Day(1), ReopenedAt = Day(2), LastClaimedAt = Day(5) },
            In("b", "ann", 3) with { ClaimedAt = Day(4) },
            In("c", "bob", 0) with { ClaimedAt = Day(1), ReopenedAt = Day(2) },
            In("d", "cid", 0) with { Claimed = true },
            In("e", "dan", 0) with { Claimed = true, ReopenedAt = Day(2), LastClaimedAt = Day(3) },
            In("f", "eve", 0),
            In("g", "fay", 0) with { ClaimedAt = Day(1), ReopenedAt = Day(2), LastClaimedAt = Day(201) });

        // ann after five days, dan after three; bob and fay are open again, cid's claim has no instant, eve has none.
        Assert.Equal((null, 2, 4 * 86_400), Figure(oracle, "last-resolution-time-median"));
    }

    [Fact]
    public void BusinessReplies_UseTheCalendarOfTheRecordsRegion()
    {
        // Monday 11:00 to Tuesday 10:00: six hours and one by the workspace's; one and two in the north.
        var contact = In("a", null, 1) with { OpenedAt = At(1, 11), FirstReplyAt = At(2, 10), FirstUsefulReplyAt = At(2, 10) };
        Interaction[] both = [contact, contact with { ExternalId = "b", Region = "north" }];
        var oracle = new NaiveOracle(both, [Live], AsOf, Hours);
        Assert.Equal((null, 2, (7 + 3) / 2.0 * 3600), Figure(oracle, "first-reply-median-business"));
        Assert.Equal((null, 2, (3 + (0.9 * 4)) * 3600), Figure(oracle, "first-useful-reply-p90-business"));
        Assert.Equal((null, 2, 23 * 3600), Figure(oracle, "first-reply-median"));
        Assert.Equal((null, 1, 3 * 3600), Figure(new NaiveOracle(both, [Live], AsOf, Hours with { Calendar = null }), "first-reply-median-business"));
        Assert.Equal((null, 0, null), Figure(Oracle(both), "first-reply-median-business"));

        // On a Sunday nobody is there: that is nothing, not unknown.
        Assert.Equal((null, 1, 0), Figure(new NaiveOracle([In("a", null, 0) with { FirstReplyAt = Day(0.5) }], [Live], AsOf, Hours), "first-reply-median-business"));
    }

    [Fact]
    public void BusinessResolution_UsesTheRegionOfTheFirstContact_AndCountsWhoStillWaits()
    {
        // Opened on Sunday; claimed on Tuesday 13:00: 4 + 4 hours in the north, by the workspace's 8 + 4.
        Interaction[] contacts =
        [
            In("a", "ann", 0) with { Region = "north", ClaimedAt = At(2, 13) },
            In("b", "ann", 1) with { Region = "south", ClaimedAt = At(2, 13) },
            In("c", "bob", 0) with { ClaimedAt = At(2, 13) },
            In("d", "cid", 0),
        ];
        var oracle = new NaiveOracle(contacts, [Live], Day(4), Hours);
        Assert.Equal((null, 3, 12 * 3600), Figure(oracle, "resolution-time-median-business"));
        Assert.Equal((null, 3, null), Figure(oracle, "resolution-time-p90-business"));
        Assert.Equal((null, 2, 10 * 3600), Figure(oracle, "resolution-time-closed-median-business"));
        Assert.Equal((null, 2, 10 * 3600), Figure(oracle, "last-resolution-time-median-business"));

        // On Monday at noon all three still waited; without the workspace's calendar there is ann alone.
        Assert.Equal((null, 3, null), Figure(new NaiveOracle(contacts, [Live], Day(1.5), Hours), "resolution-time-median-business"));
        Assert.Equal((null, 1, 8 * 3600), Figure(new NaiveOracle(contacts, [Live], AsOf, Hours with { Calendar = null }), "resolution-time-p90-business"));
    }

    private static Instant At(double day, double hour) => Day(day) + TimeSpan.FromHours(hour);

    private static Dictionary<DayOfWeek, IReadOnlyList<(TimeOnly From, TimeOnly To)>> Weekdays(TimeOnly from, TimeOnly to) => Enumerable.Range(1, 5)
        .ToDictionary(day => (DayOfWeek)day, IReadOnlyList<(TimeOnly From, TimeOnly To)> (_) => [(from, to)]);
}
