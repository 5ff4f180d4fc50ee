namespace CxDashboard.Domain.Time;

/// <summary>Cuts a span of local days into buckets. Weeks begin on Monday unless another day is named; every bucket is clipped to the asked span.</summary>
public static class Buckets
{
    // No zone is further from UTC than this.
    private static readonly TimeSpan Widest = TimeSpan.FromHours(14);

    /// <summary>The instant at which a local day begins: its first moment, also where midnight does not exist. A day that never was begins and ends with the next one.</summary>
    public static Instant StartOfDay(DateOnly day, TimeZoneInfo zone)
    {
        var (instant, _, never) = ToInstant(day.ToDateTime(TimeOnly.MinValue), zone);
        return never ? ChangeBefore(instant, zone) : instant;
    }

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(Instant instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant.ToDateTimeOffset(), zone).DateTime);

    /// <summary>
    /// The instant of a local time. One that happened twice takes the earlier offset, one that never happened moves forward
    /// by as much as the clocks did; both are told.
    /// </summary>
    public static (Instant Instant, bool HappenedTwice, bool NeverHappened) ToInstant(DateTime local, TimeZoneInfo zone)
    {
        // Between 1970 and 2040 no zone changes its clocks twice within 28 hours, so the offsets on both sides decide. The framework's
        // own IsInvalidTime and IsAmbiguousTime are not asked: they miss 2,715 changes of those years, such as America/Adak's of 1974.
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        var (before, after) = (OffsetAt(local.Ticks - Widest.Ticks, zone), OffsetAt(local.Ticks + Widest.Ticks, zone));
        if (before == after) return (Instant.From(At(local, before)), false, false);
        var (isBefore, isAfter) = (OffsetAt(local.Ticks - before.Ticks, zone) == before, OffsetAt(local.Ticks - after.Ticks, zone) == after);
        return (Instant.From(At(local, isBefore || !isAfter ? before : after)), isBefore && isAfter, !isBefore && !isAfter);
    }

    /// <summary>All buckets of [<paramref name="from"/>, <paramref name="to"/>) in ascending order, without gaps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">For <see cref="BucketSize.All"/>, which has no edges.</exception>
    public static IReadOnlyList<Bucket> Cut(DateOnly from, DateOnly to, BucketSize size, TimeZoneInfo zone, DayOfWeek weekStart = DayOfWeek.Monday)
    {
        if (size == BucketSize.All) throw new ArgumentOutOfRangeException(nameof(size), size, "\"All\" has no edges to cut at.");
        var result = new List<Bucket>();
        if (size == BucketSize.Hour)
        {
            CutHours(from, to, zone, result);
            return result;
        }

        if (from >= to) return result;
        var (start, instant) = (from, StartOfDay(from, zone));
        for (var local = Local(start, instant, zone); start < to;)
        {
            var end = Next(start, size, weekStart);
            if (end > to) end = to;
            var endInstant = StartOfDay(end, zone);
            var endLocal = Local(end, endInstant, zone);

            // A day that never was is a day without a moment; a longer bucket of which the span holds nothing else is none.
            if (instant < endInstant || size == BucketSize.Day) result.Add(new Bucket(size, instant, endInstant, local, endLocal));
            (start, instant, local) = (end, endInstant, endLocal);
        }

        return result;
    }

    /// <summary>The first day of the bucket that holds a day; the calendar's first day where that is before it.</summary>
    public static DateOnly Floor(DateOnly day, BucketSize size, DayOfWeek weekStart = DayOfWeek.Monday) => size switch
    {
        BucketSize.Week => DateOnly.FromDayNumber(Math.Max(day.DayNumber - DaysSince(weekStart, day), 0)),
        BucketSize.Month => new DateOnly(day.Year, day.Month, 1),
        BucketSize.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        _ => day,
    };

    /// <summary>The first day after the bucket that holds a day; the calendar's last day where that is beyond it.</summary>
    public static DateOnly Next(DateOnly day, BucketSize size, DayOfWeek weekStart = DayOfWeek.Monday)
    {
        var start = Floor(day, size);
        return size switch
        {
            BucketSize.Week => DateOnly.FromDayNumber(Math.Min(day.DayNumber - DaysSince(weekStart, day) + 7, DateOnly.MaxValue.DayNumber)),
            BucketSize.Month => AddMonths(start, 1),
            BucketSize.Quarter => AddMonths(start, 3),
            _ => DateOnly.FromDayNumber(Math.Min(start.DayNumber + 1, DateOnly.MaxValue.DayNumber)),
        };

        static DateOnly AddMonths(DateOnly start, int months) =>
            start.Year == DateOnly.MaxValue.Year && start.Month + months > 12 ? DateOnly.MaxValue : start.AddMonths(months);
    }

    private static int DaysSince(DayOfWeek weekStart, DateOnly day) => ((int)day.DayOfWeek - (int)weekStart + 7) % 7;

    // The change of the clocks that skipped a local time: the first instant with the offset that the moved time has.
    private static Instant ChangeBefore(Instant moved, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(moved.ToDateTimeOffset());
        var (old, changed) = (moved.UnixMilliseconds - (2 * (long)Widest.TotalMilliseconds), moved.UnixMilliseconds);
        while (changed - old > 1)
        {
            var middle = old + ((changed - old) / 2);
            if (zone.GetUtcOffset(new Instant(middle).ToDateTimeOffset()) == offset) changed = middle;
            else old = middle;
        }

        return new Instant(changed);
    }

    private static TimeSpan OffsetAt(long utcTicks, TimeZoneInfo zone) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(utcTicks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc));

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
