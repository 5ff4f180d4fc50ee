namespace CxDashboard.Features.Today;

/// <summary>Who waits, out of what is open: a customer waits once for each topic, however often they wrote.</summary>
internal static class WaitingList
{
    /// <summary>Longest first. What they last said is the newest of their words that are not yet answered.</summary>
    public static IReadOnlyList<Waiter> Of(IEnumerable<TodayRows.Open> open, TimeZoneInfo zone) =>
    [
        // Somebody unknown is somebody of their own: two of them are never taken for one.
        .. open.Select((row, i) => (Row: row, Alone: row.Customer is null ? i : -1))
            .GroupBy(x => (x.Row.Customer, x.Row.Topic, x.Alone), x => x.Row)
            .Select(group => Waits([.. group], zone))
            .OrderByDescending(w => w.Seconds).ThenBy(w => w.Since).ThenBy(w => w.Customer, StringComparer.Ordinal),
    ];

    private static Waiter Waits(List<TodayRows.Open> rows, TimeZoneInfo zone)
    {
        var first = rows.MinBy(r => r.Since)!;
        var last = rows.MaxBy(r => r.OpenedAt)!;
        var said = rows.Where(r => !string.IsNullOrWhiteSpace(r.Comment)).MaxBy(r => r.OpenedAt)?.Comment;
        return new Waiter(
            first.Customer,
            first.Topic,
            last.Channel,
            TimeZoneInfo.ConvertTime(first.Since.ToDateTimeOffset(), zone),
            Math.Max(0, (first.Until - first.Since).TotalSeconds),
            rows.Count,
            said);
    }
}
