using System.Text;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Xunit;

namespace CxDashboard.Tests.Measuring;

public sealed class WorkspaceOptionsTests
{
    private const string North = """ "Calendars": { "north": { "Hours": { "Monday": ["09:00-17:00"] } } } """;

    // Monday.
    private static readonly Instant Nine = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());

    [Fact]
    public void NothingSet_IsTheDefaults()
    {
        var workspace = Read("").Compile();
        Assert.Equal((TimeZoneInfo.Utc, DayOfWeek.Monday, "EUR", true), (workspace.Zone, workspace.WeekStart, workspace.Currency, workspace.UnknownTopicChains));
        Assert.Equal((7 * 86_400_000L, 90 * 86_400_000L), (workspace.RepeatWindow, workspace.QuietLimit));
        Assert.Empty(workspace.FailureTopics);
        Assert.Null(workspace.CalendarOf("Europe"));
        Assert.Null(workspace.CalendarOf(null));
    }

    [Fact]
    public void WhatIsSet_IsRead()
    {
        var workspace = Read(""" "Zone": "Europe/Amsterdam", "WeekStart": "sunday", "RepeatWindowDays": 14, "QuietLimitDays": 30, "UnknownTopicChains": false, "FailureTopics": [" late ", "Late"], "Currency": "SGD" """).Compile();
        Assert.Equal(("Europe/Amsterdam", DayOfWeek.Sunday, "SGD", false), (workspace.Zone.Id, workspace.WeekStart, workspace.Currency, workspace.UnknownTopicChains));
        Assert.Equal((14 * 86_400_000L, 30 * 86_400_000L), (workspace.RepeatWindow, workspace.QuietLimit));
        Assert.Equal(["Late", "late"], workspace.FailureTopics.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Region_HasItsOwnCalendar_ElseTheWorkspaces()
    {
        var workspace = Read("""
            "Calendars": { "Short": { "Hours": { "Monday": ["09:00-10:00"] } }, "long": { "Hours": { "Monday": ["09:00-19:00"] } } },
            "Calendar": "short", "RegionCalendars": [{ "Region": "asia", "Calendar": "Long" }]
            """).Compile();
        Assert.Equal(10, Hours(workspace.CalendarOf("asia")));
        Assert.Equal(1, Hours(workspace.CalendarOf("Asia")));
        Assert.Equal(1, Hours(workspace.CalendarOf(null)));
    }

    [Theory]
    [InlineData("""{ "Monday-Friday": ["09:00-17:00"] }""", 8)]
    [InlineData("""{ "Monday-Friday": ["09:00-17:00"], "Monday": ["09:00-10:00", "11:00-12:00"] }""", 2)]
    [InlineData("""{ "Monday-Friday": ["09:00-17:00"], "monday": [] }""", 0)]
    [InlineData("""{ "Saturday-Monday": ["09:00-24:00"], "Friday": ["09:00-10:00"] }""", 15)]
    [InlineData("""{ "Tuesday-Friday": ["09:00-17:00"] }""", 0)]
    public void HoursOfMonday_AreTheRunsOrItsOwn(string hours, double expected) =>
        Assert.Equal(expected, Hours(Read($$""" "Calendars": { "a": { "Hours": {{hours}} } }, "Calendar": "a" """).Compile().Calendar));

    [Theory]
    [InlineData(""" "Holidays": ["2026-03-02"] """, 0)]
    [InlineData(""" "Holidays": ["2026-03-03"] """, 8)]
    [InlineData(""" "Exceptions": { "2026-03-02": ["09:00-12:00"] } """, 3)]
    [InlineData(""" "Exceptions": { "2026-03-02": [] } """, 0)]
    [InlineData(""" "Zone": "Asia/Singapore" """, 0)] // 9 to 17 there is 1 to 9 in UTC
    public void Calendar_HasItsOwnDaysAndZone(string more, double expected) =>
        Assert.Equal(expected, Hours(Read($$""" "Calendars": { "a": { "Hours": { "Monday": ["09:00-17:00"] }, {{more}} } }, "Calendar": "a" """).Compile().Calendar));

    [Fact]
    public void CalendarWithoutAZone_HasTheWorkspaces() =>
        Assert.Equal("Asia/Singapore", Read($$""" "Zone": "Asia/Singapore", {{North}}, "Calendar": "north" """).Compile().Calendar!.Zone.Id);

    [Theory]
    [InlineData(""" "Zone": "Mars" """, "Workspace:Zone is \"Mars\", which is no known time zone: write an IANA name such as Europe/Amsterdam.")]
    [InlineData(""" "WeekStart": "1" """, "Workspace:WeekStart is \"1\": write an English name of a day, such as Monday.")]
    [InlineData(""" "RepeatWindowDays": 0 """, "Workspace:RepeatWindowDays is \"0\": write a number of days from 1 to 90.")]
    [InlineData(""" "RepeatWindowDays": 91 """, "Workspace:RepeatWindowDays is \"91\": write a number of days from 1 to 90.")]
    [InlineData(""" "QuietLimitDays": 6 """, "Workspace:QuietLimitDays is \"6\": write a number of days from 7 to 730.")]
    [InlineData(""" "QuietLimitDays": 731 """, "Workspace:QuietLimitDays is \"731\": write a number of days from 7 to 730.")]
    [InlineData(""" "FailureTopics": ["late", " "] """, "Workspace:FailureTopics:1 is \" \": write a topic, or leave it out.")]
    [InlineData(""" "Currency": "euro" """, "Workspace:Currency is \"euro\": write a code of three capital letters, such as EUR.")]
    [InlineData(""" "Calendar": "north" """, "Workspace:Calendar is \"north\": there is none under Workspace:Calendars yet, so write it there first.")]
    [InlineData(North + """, "Calendar": "south" """, "Workspace:Calendar is \"south\": write one of Workspace:Calendars (north).")]
    [InlineData(North + """, "RegionCalendars": [{ "Region": "a", "Calendar": "south" }] """, "Workspace:RegionCalendars:0:Calendar is \"south\": write one of Workspace:Calendars (north).")]
    [InlineData(North + """, "RegionCalendars": [{ "Region": " ", "Calendar": "north" }] """, "Workspace:RegionCalendars:0:Region is \"\": write the region as records have it; Workspace:Calendar is for records without one.")]
    [InlineData(North + """, "RegionCalendars": [{ "Region": "a", "Calendar": "north" }, { "Region": "a", "Calendar": "north" }] """, "Workspace:RegionCalendars:1:Region is \"a\": it is there twice, so leave one of them out.")]
    public void SettingThatCannotBeRead_IsNamedWithWhatToDo(string settings, string says) => Assert.Equal([says], Failures(settings));

    [Theory]
    [InlineData(""" "Hours": { "Monday": ["9-17"] } """, "Hours:Monday is \"9-17\": write it as 09:00-17:00.")]
    [InlineData(""" "Hours": { "Monday": ["24:00-17:00"] } """, "Hours:Monday is \"24:00-17:00\": write it as 09:00-17:00.")]
    [InlineData(""" "Hours": { "Monday": ["09:00-12:00", "11:00-13:00"] } """, "Hours:Monday is \"09:00-12:00, 11:00-13:00\": 09:00-12:00 and 11:00-13:00 overlap: write them as one, or apart.")]
    [InlineData(""" "Hours": { "Mon": ["09:00-12:00"] } """, "Hours is \"Mon\": write a day in English such as Monday, or a run of days such as Monday-Friday.")]
    [InlineData(""" "Hours": { "Monday-Friday": ["09:00-12:00"], "Friday-Sunday": [] } """, "Hours is \"Monday-Friday\": Friday is in another run of days too, so shorten one of them or write Friday by itself.")]
    [InlineData(""" "Zone": "UTC" """, "Hours is \"\": write the open hours of at least one day, such as \"Monday-Friday\": [\"09:00-17:00\"], or leave the calendar out.")]
    [InlineData(""" "Zone": "Mars", "Hours": { "Monday": ["09:00-12:00"] } """, "Zone is \"Mars\", which is no known time zone: write an IANA name such as Europe/Amsterdam.")]
    [InlineData(""" "Hours": { "Monday": ["09:00-12:00"] }, "Holidays": ["25.12.2026"] """, "Holidays:0 is \"25.12.2026\": write a date as 2026-12-25.")]
    [InlineData(""" "Hours": { "Monday": ["09:00-12:00"] }, "Exceptions": { "Christmas": [] } """, "Exceptions is \"Christmas\": write a date as 2026-12-25.")]
    [InlineData(""" "Hours": { "Monday": ["09:00-12:00"] }, "Exceptions": { "2026-12-24": ["9"] } """, "Exceptions:2026-12-24 is \"9\": write it as 09:00-17:00.")]
    [InlineData(""" "Hours": { "Monday": ["09:00-12:00"] }, "Holidays": ["2026-12-24"], "Exceptions": { "2026-12-24": [] } """, "Exceptions is \"2026-12-24\": this day is among the Holidays too, so leave one of them out.")]
    public void CalendarThatCannotBeRead_IsNamedWithWhatToDo_AndWhoUsesItIsNotBlamed(string calendar, string says) =>
        Assert.Equal(["Workspace:Calendars:north:" + says], Failures($$""" "Calendars": { "north": { {{calendar}} } }, "Calendar": "north" """));

    [Fact]
    public void SeveralFailures_AreAllTold()
    {
        const string settings = """ "Zone": "Mars", "WeekStart": "Someday", "Calendars": { "a": { "Hours": { "Monday": ["9-17", "10"] } } } """;
        Assert.Equal(4, Failures(settings).Count);
        Assert.Equal(4, Assert.Throws<OptionsValidationException>(() => Read(settings).Compile()).Failures.Count());
    }

    [Theory]
    [InlineData(""" "Zone": "Europe/Amsterdam" """, false)]
    [InlineData(""" "WeekStart": "Sunday" """, false)]
    [InlineData(""" "RepeatWindowDays": 8 """, false)]
    [InlineData(""" "QuietLimitDays": 91 """, false)]
    [InlineData(""" "UnknownTopicChains": false """, false)]
    [InlineData(""" "FailureTopics": ["late"] """, false)]
    [InlineData(North + """, "Calendar": "north" """, false)]
    [InlineData(North + """, "RegionCalendars": [{ "Region": "a", "Calendar": "north" }] """, false)]
    [InlineData(""" "Currency": "SGD" """, true)]
    [InlineData(North, true)] // nobody uses it
    public void Text_ChangesWithWhatChangesFigures(string settings, bool same) =>
        Assert.Equal(same, Read("").Compile().Text() == Read(settings).Compile().Text());

    [Fact]
    public void Text_IsTheSameInAnotherOrder_AndTellsTopicsApart()
    {
        static string Topics(string list) => Read($$""" "FailureTopics": {{list}} """).Compile().Text();
        Assert.Equal(Topics("""["a", "b"]"""), Topics("""["b", "a", "a"]"""));
        Assert.NotEqual(Topics("""["a b"]"""), Topics("""["a", "b"]"""));
    }

    private static double Hours(BusinessCalendar? calendar) => calendar!.Between(Nine, Nine + TimeSpan.FromHours(15)) / 3_600_000d;

    private static IReadOnlyList<string> Failures(string settings) => [.. new WorkspaceOptionsValidator().Validate(null, Read(settings)).Failures ?? []];

    private static WorkspaceOptions Read(string settings)
    {
        var options = new WorkspaceOptions();
        using var json = new MemoryStream(Encoding.UTF8.GetBytes($$"""{ "Workspace": { {{settings}} } }"""));
        new ConfigurationBuilder().AddJsonStream(json).Build().GetSection(WorkspaceOptions.Section).Bind(options);
        return options;
    }
}
