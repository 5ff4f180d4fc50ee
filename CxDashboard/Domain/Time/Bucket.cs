using System.Globalization;

namespace CxDashboard.Domain.Time;

/// <summary>The step in which a span is cut.</summary>
public enum BucketSize { All, Hour, Day, Week, Month, Quarter }

/// <summary>
/// A half-open span [<see cref="Start"/>, <see cref="End"/>) of instants, with the local times at which it begins and ends.
/// A day has 23, 24 or 25 hours, as its zone has it.
/// </summary>
/// <param name="From">Local time of the first instant.</param>
/// <param name="To">Local time of the first instant after it.</param>
public sealed record Bucket(BucketSize Size, Instant Start, Instant End, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>"2026-03-01", or "2026-03-01T13:00+01:00" for hours.</summary>
    public string FromText => Text(From);

    /// <summary>The exclusive end, written like <see cref="FromText"/>.</summary>
    public string ToText => Text(To);

    private string Text(DateTimeOffset time) =>
        time.ToString(Size == BucketSize.Hour ? "yyyy-MM-dd'T'HH:mmzzz" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Cuts a span of local days into buckets. Weeks are ISO weeks; every bucket is clipped to the asked span.</summary>
public static class Buckets
{
    /// <summary>The instant at which a local day begins: its first moment, also where midnight does not exist.</summary>
    public static Instant StartOfDay(DateOnly day, TimeZoneInfo zone) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone).Instant;

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(Instant instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), zone).DateTime);

    /// <summary>
    /// The instant of a local time. One that happened twice takes the earlier offset, one that never happened moves forward
    /// by as much as the clocks did; both are told.
    /// </summary>
    public static (Instant Instant, bool HappenedTwice, bool NeverHappened) ToInstant(DateTime local, TimeZoneInfo zone)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            // The offset before the gap, applied to a time inside it, gives the moment that lies as far behind the change.
            var before = local.AddHours(-3);
            while (zone.IsInvalidTime(before)) before = before.AddHours(-3);
            return (Instant.From(At(local, zone.GetUtcOffset(before))), false, true);
        }

        if (zone.IsAmbiguousTime(local))
        {
            // The earlier of the two instants is the one with the larger offset.
            return (Instant.From(At(local, zone.GetAmbiguousTimeOffsets(local).Max())), true, false);
        }

        return (Instant.From(At(local, zone.GetUtcOffset(local))), false, false);
    }

    /// <summary>All buckets of [<paramref name="from"/>, <paramref name="to"/>) in ascending order, without gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">For <see cref="BucketSize.All"/>, which has no edges.</exception>
    public static IReadOnlyList<Bucket> Cut(DateOnly from, DateOnly to, BucketSize size, TimeZoneInfo zone)
    {
        if (size == BucketSize.All) throw new ArgumentOutOfRangeException(nameof(size), size, "\"All\" has no edges to cut at.");
        var result = new List<Bucket>();
        if (size == BucketSize.Hour)
        {
            CutHours(from, to, zone, result);
            return result;
        }

        for (var start = from; start < to;)
        {
            var end = Next(start, size);
            if (end > to) end = to;
            var (a, b) = (StartOfDay(start, zone), StartOfDay(end, zone));
            result.Add(new Bucket(size, a, b, Local(start, a, zone), Local(end, b, zone)));
            start = end;
        }

        return result;
    }

    /// <summary>The first day of the bucket that holds a day.</summary>
    public static DateOnly Floor(DateOnly day, BucketSize size) => size switch
    {
        BucketSize.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        BucketSize.Month => new DateOnly(day.Year, day.Month, 1),
        BucketSize.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => day,
    };

    /// <summary>The first day after the bucket that holds a day; the calendar's last day where that is beyond it.</summary>
    public static DateOnly Next(DateOnly day, BucketSize size)
    {
        var start = Floor(day, size);
        return size switch
        {
            BucketSize.Month => AddMonths(start, 1),
            BucketSize.Quarter => AddMonths(start, 3),
            _ => DateOnly.FromDayNumber(Math.Min(start.DayNumber + (size == BucketSize.Week ? 7 : 1), DateOnly.MaxValue.DayNumber)),
        };

        static DateOnly AddMonths(DateOnly start, int months) =>
            start.Year == DateOnly.MaxValue.Year && start.Month + months > 12 ? DateOnly.MaxValue : start.AddMonths(months);
    }

    // Midnight is written as the day even in zones whose clocks skip it.
    private static DateTimeOffset Local(DateOnly day, Instant instant, TimeZoneInfo zone) =>
        At(day.ToDateTime(TimeOnly.MinValue), TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), zone).Offset);

    // The framework's first and last day have no instant in every zone; there they are taken as days of UTC.
    private static DateTimeOffset At(DateTime local, TimeSpan offset)
    {
        var utc = local.Ticks - offset.Ticks;
        return new DateTimeOffset(local, utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks ? TimeSpan.Zero : offset);
    }

    // An hour ends when the local clock next shows a full hour, so a half-hour shift makes one bucket of 30 or 90 minutes.
    private static void CutHours(DateOnly from, DateOnly to, TimeZoneInfo zone, List<Bucket> result)
    {
        var (start, end) = (StartOfDay(from, zone), StartOfDay(to, zone));
        while (start < end)
        {
            var local = TimeZoneInfo.ConvertTime(start.ToDateTimeOffset(), zone);
            var next = new Instant(start.UnixMilliseconds + 3_600_000 - (long)TimeSpan.FromMinutes(local.Minute).TotalMilliseconds - (local.Second * 1000));
            var after = TimeZoneInfo.ConvertTime(next.ToDateTimeOffset(), zone);
            if (after.Minute != 0)
            {
                // The shift was not a whole hour: go on to the next full hour of the local clock.
                next = new Instant(next.UnixMilliseconds + ((60 - after.Minute) % 60 * 60_000L));
            }

            if (next > end) next = end;
            result.Add(new Bucket(BucketSize.Hour, start, next, local, TimeZoneInfo.ConvertTime(next.ToDateTimeOffset(), zone)));
            start = next;
        }
    }
}
