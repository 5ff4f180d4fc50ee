namespace CxDashboard.Tests.Oracle;

/// <summary>What the workspace has set. The defaults are those of docs/issues.md.</summary>
public sealed record OracleSettings
{
    /// <summary>W.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Q.</summary>
    public TimeSpan QuietLimit { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Whether an unknown topic chains like a topic of that name; if not, such an interaction is an issue of its own.</summary>
    public bool UnknownTopicsChain { get; init; } = true;

    /// <summary>Topics that are failure demand by themselves, compared ordinally.</summary>
    public IReadOnlyList<string> FailureTopics { get; init; } = [];

    /// <summary>The workspace's own calendar; null where business hours are unknown.</summary>
    public OracleCalendar? Calendar { get; init; }

    /// <summary>Calendars of regions, compared ordinally.</summary>
    public IReadOnlyDictionary<string, OracleCalendar> RegionCalendars { get; init; } = new Dictionary<string, OracleCalendar>(StringComparer.Ordinal);

    /// <summary>The calendar of a record's region, else the workspace's, else null for unknown.</summary>
    public OracleCalendar? CalendarOf(string? region) => region is not null && RegionCalendars.TryGetValue(region, out var own) ? own : Calendar;

    /// <summary>What can change a figure, so that a failing history can be read.</summary>
    public override string ToString() =>
        $"W {RepeatWindow}, Q {QuietLimit}, unknown topics {(UnknownTopicsChain ? "chain" : "stay alone")}, failure topics [{string.Join(", ", FailureTopics)}], "
        + $"calendar {Calendar?.Name ?? "unknown"}, regions [{string.Join(", ", RegionCalendars.Select(r => $"{r.Key}: {r.Value.Name}"))}]";
}
