using Microsoft.Extensions.Options;

namespace CxDashboard.Measuring;

/// <summary>What holds for the whole workspace, as it is written in the section "Workspace" of the settings. docs/settings.md has it in words.</summary>
public sealed class WorkspaceOptions
{
    public const string Section = "Workspace";

    /// <summary>IANA name of the zone in which days begin.</summary>
    public string Zone { get; set; } = "UTC";

    /// <summary>The day with which weeks begin, in English.</summary>
    public string WeekStart { get; set; } = nameof(DayOfWeek.Monday);

    /// <summary>W: for so many days after a claim a further contact belongs to the same issue. 1 to 90.</summary>
    public int RepeatWindowDays { get; set; } = 7;

    /// <summary>Q: after so many days without activity an open issue takes no further contact. 7 to 730.</summary>
    public int QuietLimitDays { get; set; } = 90;

    /// <summary>Whether interactions of one customer without a topic chain into issues like those of one topic.</summary>
    public bool UnknownTopicChains { get; set; } = true;

    /// <summary>Topics whose every contact is failure demand.</summary>
    public IList<string> FailureTopics { get; set; } = [];

    /// <summary>ISO 4217 code of the currency in which costs are.</summary>
    public string Currency { get; set; } = "EUR";

    /// <summary>Every how many seconds the server looks into the inbox. 0 to 3600; 0 is never.</summary>
    public int InboxSeconds { get; set; } = 5;

    /// <summary>Business calendars by name; names are alike in any case.</summary>
    public IDictionary<string, CalendarOptions> Calendars { get; set; } = new Dictionary<string, CalendarOptions>();

    /// <summary>Name of the calendar of records whose region has none; null where business hours are then unknown.</summary>
    public string? Calendar { get; set; }

    /// <summary>Which region has which calendar. A list, because the keys of settings are alike in any case and regions are not.</summary>
    public IList<RegionCalendarOptions> RegionCalendars { get; set; } = [];

    /// <summary>The zone itself.</summary>
    public TimeZoneInfo ZoneInfo => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    /// <summary>The settings, read once for everything that needs them.</summary>
    /// <exception cref="OptionsValidationException">Where any of them cannot be read; it tells all of them.</exception>
    public Workspace Compile()
    {
        var reading = new WorkspaceReading(this);
        return reading.Result ?? throw new OptionsValidationException(Section, typeof(WorkspaceOptions), reading.Failures);
    }
}

/// <summary>A business calendar as it is written in the settings.</summary>
public sealed class CalendarOptions
{
    /// <summary>IANA name of the zone of its hours; null for the workspace's.</summary>
    public string? Zone { get; set; }

    // Lists, because an array that is empty in the settings ("Friday": []) would not be bound at all, and Friday stay open.

    /// <summary>Spans such as "09:00-17:30" by day ("Monday") or run of days ("Monday-Friday"). A day by itself comes before a run.</summary>
    public IDictionary<string, List<string>?> Hours { get; set; } = new Dictionary<string, List<string>?>();

    /// <summary>Closed days, as 2026-12-25.</summary>
    public IList<string> Holidays { get; set; } = [];

    /// <summary>Days with hours of their own instead of their weekday's.</summary>
    public IDictionary<string, List<string>?> Exceptions { get; set; } = new Dictionary<string, List<string>?>();
}

/// <summary>The calendar of one region.</summary>
public sealed class RegionCalendarOptions
{
    /// <summary>The region as records have it, compared ordinally.</summary>
    public string? Region { get; set; }

    /// <summary>The calendar's name.</summary>
    public string? Calendar { get; set; }
}

/// <summary>Tells every setting that cannot be read, and what to do.</summary>
internal sealed class WorkspaceOptionsValidator : IValidateOptions<WorkspaceOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkspaceOptions options)
    {
        var reading = new WorkspaceReading(options);
        return reading.Result is null ? ValidateOptionsResult.Fail(reading.Failures) : ValidateOptionsResult.Success;
    }
}
