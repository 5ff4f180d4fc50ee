using System.Globalization;
using CxDashboard.Measuring;
using CxDashboard.Tests.Oracle;

namespace CxDashboard.Tests.Measuring;

/// <summary>Writes the oracle's settings as a person would write them for the workspace.</summary>
internal static class OracleWorkspace
{
    public static WorkspaceOptions Of(OracleSettings settings, string zone)
    {
        var calendars = settings.RegionCalendars.Values.Append(settings.Calendar).OfType<OracleCalendar>().DistinctBy(c => c.Name);
        return new WorkspaceOptions
        {
            Zone = zone,
            RepeatWindowDays = (int)settings.RepeatWindow.TotalDays,
            QuietLimitDays = (int)settings.QuietLimit.TotalDays,
            UnknownTopicChains = settings.UnknownTopicsChain,
            FailureTopics = [.. settings.FailureTopics],
            Calendar = settings.Calendar?.Name,
            Calendars = calendars.ToDictionary(c => c.Name, Calendar),
            RegionCalendars = [.. settings.RegionCalendars.Select(r => new RegionCalendarOptions { Region = r.Key, Calendar = r.Value.Name })],
        };
    }

    private static CalendarOptions Calendar(OracleCalendar calendar) => new()
    {
        Zone = calendar.Zone,
        Hours = calendar.Hours.ToDictionary(day => day.Key.ToString(), List<string>? (day) => Hours(day.Value)),
        Holidays = [.. calendar.Holidays.Select(Day)],
        Exceptions = calendar.Exceptions.ToDictionary(day => Day(day.Key), List<string>? (day) => Hours(day.Value)),
    };

    private static List<string> Hours(IReadOnlyList<(TimeOnly From, TimeOnly To)> hours) =>
        [.. hours.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.From:HH:mm}-{(h.To == TimeOnly.MinValue ? "24:00" : $"{h.To:HH:mm}")}"))];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
