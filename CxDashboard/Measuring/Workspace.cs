using System.Collections.Frozen;
using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>The workspace's settings, checked and ready to use; <see cref="WorkspaceOptions.Compile"/> makes it.</summary>
public sealed record Workspace
{
    /// <summary>The zone in which days begin.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The day with which weeks begin.</summary>
    public required DayOfWeek WeekStart { get; init; }

    /// <summary>W, in milliseconds.</summary>
    public required long RepeatWindow { get; init; }

    /// <summary>Q, in milliseconds.</summary>
    public required long QuietLimit { get; init; }

    /// <summary>Whether interactions of one customer without a topic chain; otherwise each is an issue of its own.</summary>
    public required bool UnknownTopicChains { get; init; }

    /// <summary>Topics whose every contact is failure demand, compared ordinally.</summary>
    public required FrozenSet<string> FailureTopics { get; init; }

    /// <summary>ISO 4217 code of the currency in which costs are.</summary>
    public required string Currency { get; init; }

    /// <summary>The calendar of records whose region is unknown or has none; null where their business hours are unknown.</summary>
    public required BusinessCalendar? Calendar { get; init; }

    /// <summary>Calendars by region, compared ordinally.</summary>
    public required FrozenDictionary<string, BusinessCalendar> RegionCalendars { get; init; }

    /// <summary>The calendar in which a record of a region is counted; null where its business hours are unknown.</summary>
    public BusinessCalendar? CalendarOf(string? region) => region is not null && RegionCalendars.TryGetValue(region, out var own) ? own : Calendar;

    /// <summary>
    /// Everything that decides figures, in lines: equal for equal settings, whatever their order and names. The currency is not
    /// among them, because it changes no number.
    /// </summary>
    public string Text()
    {
        // Values are quoted, so that no value can look like two.
        var topics = FailureTopics.Order(StringComparer.Ordinal).Select(Quoted);
        var regions = RegionCalendars.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"region {Quoted(r.Key)}: {r.Value.Text()}");
        return string.Join('\n', [
            $"zone {Zone.Id}", $"week {WeekStart}",
            string.Create(CultureInfo.InvariantCulture, $"windows {RepeatWindow} {QuietLimit}"),
            $"unknown topic {(UnknownTopicChains ? "chains" : "alone")}", $"failure topics {string.Join(' ', topics)}",
            $"calendar {Calendar?.Text()}", .. regions]);
    }

    private static string Quoted(string value) => System.Text.Json.JsonSerializer.Serialize(value);
}
