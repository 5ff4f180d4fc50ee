using System.Collections.Frozen;
using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>Reads the workspace's settings to the end, so that all failures are told at once; each names its setting and says what to do.</summary>
internal sealed class WorkspaceReading
{
    private const long Day = 86_400_000;
    private readonly List<string> _failures = [];

    public WorkspaceReading(WorkspaceOptions options)
    {
        var zone = Zone("Zone", options.Zone);
        var weekStart = CalendarReading.DayNamed(options.WeekStart);
        Check(weekStart is not null, "WeekStart", options.WeekStart, "write an English name of a day, such as Monday");
        CheckDays("RepeatWindowDays", options.RepeatWindowDays, 1, 90);
        CheckDays("QuietLimitDays", options.QuietLimitDays, 7, 730);
        Check(options.Currency is { Length: 3 } code && code.All(char.IsAsciiLetterUpper), "Currency", options.Currency, "write a code of three capital letters, such as EUR");
        Check(options.InboxSeconds is >= 0 and <= 3600, "InboxSeconds", options.InboxSeconds.ToString(CultureInfo.InvariantCulture), "write a number of seconds from 1 to 3600, or 0 to look never");
        var topics = Topics(options.FailureTopics ?? []);
        var calendars = Calendars(options, zone ?? TimeZoneInfo.Utc);
        var calendar = options.Calendar is null ? null : Named("Calendar", options.Calendar, calendars);
        var regions = Regions(options.RegionCalendars ?? [], calendars);
        if (_failures.Count > 0) return;
        Result = new Workspace
        {
            Zone = zone!,
            WeekStart = weekStart!.Value,
            RepeatWindow = options.RepeatWindowDays * Day,
            QuietLimit = options.QuietLimitDays * Day,
            UnknownTopicChains = options.UnknownTopicChains,
            FailureTopics = topics,
            Currency = options.Currency!,
            Calendar = calendar,
            RegionCalendars = regions.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>The workspace, or null where there are failures.</summary>
    public Workspace? Result { get; }

    /// <summary>What cannot be read, one sentence each.</summary>
    public IReadOnlyList<string> Failures => _failures;

    private FrozenSet<string> Topics(IList<string> topics)
    {
        for (var i = 0; i < topics.Count; i++) Check(!string.IsNullOrWhiteSpace(topics[i]), $"FailureTopics:{i}", topics[i], "write a topic, or leave it out");
        return topics.Where(t => t is not null).Select(t => t.Trim()).ToFrozenSet(StringComparer.Ordinal);
    }

    // A calendar that cannot be read is there as null, so that whoever names it is not blamed as well.
    private Dictionary<string, BusinessCalendar?> Calendars(WorkspaceOptions options, TimeZoneInfo workspace)
    {
        var result = new Dictionary<string, BusinessCalendar?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, calendar) in options.Calendars ?? new Dictionary<string, CalendarOptions>())
        {
            var setting = $"Calendars:{name}";
            var zone = calendar?.Zone is null ? workspace : Zone($"{setting}:Zone", calendar.Zone);
            var reading = new CalendarReading(setting, calendar ?? new CalendarOptions(), zone ?? workspace, Fail);
            result[name] = zone is null ? null : reading.Result;
        }

        return result;
    }

    private Dictionary<string, BusinessCalendar> Regions(IList<RegionCalendarOptions> regions, Dictionary<string, BusinessCalendar?> calendars)
    {
        var result = new Dictionary<string, BusinessCalendar>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < regions.Count; i++)
        {
            var (setting, region) = ($"RegionCalendars:{i}", regions[i]?.Region?.Trim());
            Check(!string.IsNullOrEmpty(region), $"{setting}:Region", region, "write the region as records have it; Workspace:Calendar is for records without one");
            Check(seen.Add(region ?? "") || region is null or "", $"{setting}:Region", region, "it is there twice, so leave one of them out");
            if (Named($"{setting}:Calendar", regions[i]?.Calendar, calendars) is { } calendar && region is not null) result[region] = calendar;
        }

        return result;
    }

    private BusinessCalendar? Named(string setting, string? name, Dictionary<string, BusinessCalendar?> calendars)
    {
        if (name is not null && calendars.TryGetValue(name.Trim(), out var calendar)) return calendar;
        var known = calendars.Count == 0 ? "there is none under Workspace:Calendars yet, so write it there first" : $"write one of Workspace:Calendars ({string.Join(", ", calendars.Keys)})";
        Fail(setting, name, known);
        return null;
    }

    private TimeZoneInfo? Zone(string setting, string? name)
    {
        if (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return zone;
        _failures.Add($"Workspace:{setting} is \"{name}\", which is no known time zone: write an IANA name such as Europe/Amsterdam.");
        return null;
    }

    private void CheckDays(string setting, int days, int least, int most) => Check(days >= least && days <= most, setting,
        days.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"write a number of days from {least} to {most}"));

    private void Check(bool holds, string setting, string? value, string advice)
    {
        if (!holds) Fail(setting, value, advice);
    }

    private void Fail(string setting, string? value, string advice) => _failures.Add($"Workspace:{setting} is \"{value}\": {advice}.");
}
