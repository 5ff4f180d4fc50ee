namespace CxDashboard.Domain.Time;

/// <summary>
/// The open spans of a little more than a year of a calendar, with what was open before each. Blocks are as long as a power of
/// two of milliseconds, so that the block of an instant is a shift; the span is found from a table of steps of two hours.
/// </summary>
internal sealed class OpenBlock
{
    private const long Earliest = -62_135_596_800_000; // 0001-01-01T00:00Z
    private const long Latest = 253_402_300_799_999; // the last millisecond of 9999
    private const int BlockBits = 35;
    private const int StepBits = 23;
    private const int Steps = 1 << (BlockBits - StepBits);
    private const long MillisecondsOfDay = 86_400_000;

    /// <summary>How many blocks the years 1 to 9999 are.</summary>
    public const int Count = (int)((Latest >> BlockBits) - (Earliest >> BlockBits)) + 1;

    // The first begins with the block and has no length, the last begins after everything: so each instant has a span at or
    // before it, and a search needs no bounds.
    private readonly Span[] _spans;
    private readonly int[] _atStep = new int[Steps];

    private OpenBlock(long start, List<(long From, long To)> open)
    {
        _spans = new Span[open.Count + 2];
        _spans[0] = new Span(start, 0, 0);
        for (var i = 0; i < open.Count; i++)
        {
            _spans[i + 1] = new Span(open[i].From, open[i].To - open[i].From, Total);
            Total += open[i].To - open[i].From;
        }

        _spans[^1] = new Span(long.MaxValue, 0, Total);
        for (int step = 0, span = 0; step < Steps; step++)
        {
            while (_spans[span + 1].Start <= start + ((long)step << StepBits)) span++;
            _atStep[step] = span;
        }
    }

    /// <summary>Open milliseconds of the whole block.</summary>
    public long Total { get; }

    /// <summary>The nearest instant within the years 1 to 9999.</summary>
    public static long Clamp(long t) => Math.Clamp(t, Earliest, Latest);

    /// <summary>The block of an instant within those years.</summary>
    public static int NumberOf(long t) => (int)((t >> BlockBits) - (Earliest >> BlockBits));

    /// <summary>Open milliseconds from the block's beginning to an instant in it.</summary>
    public long Before(long t)
    {
        var i = _atStep[(t >> StepBits) & (Steps - 1)];

        // Nearly every step has at most one beginning: adding it without a branch spares the processor a wrong guess.
        i += Convert.ToInt32(_spans[i + 1].Start <= t);
        while (_spans[i + 1].Start <= t) i++;
        ref readonly var span = ref _spans[i];
        return span.Before + Math.Min(t - span.Start, span.Length);
    }

    /// <summary>Works one block of a calendar out.</summary>
    public static OpenBlock Of(BusinessCalendar calendar, int number)
    {
        var start = (number + (Earliest >> BlockBits)) << BlockBits;
        var end = start + (1L << BlockBits);

        // A zone is at most fourteen hours from UTC, so a day of UTC more at either end holds all local days. The framework's
        // outermost days have no instant in every zone.
        var first = Math.Max((start - Earliest) / MillisecondsOfDay - 1, 2);
        var last = Math.Min((end - Earliest) / MillisecondsOfDay + 1, DateOnly.MaxValue.DayNumber - 2);
        var open = new List<(long From, long To)>();
        var dayStart = Buckets.StartOfDay(DateOnly.FromDayNumber((int)first), calendar.Zone).UnixMilliseconds;
        for (var day = DateOnly.FromDayNumber((int)first); day.DayNumber <= last; day = day.AddDays(1))
        {
            var dayEnd = Buckets.StartOfDay(day.AddDays(1), calendar.Zone).UnixMilliseconds;
            AddDay(calendar, day, Math.Max(dayStart, start), Math.Min(dayEnd, end), dayEnd - dayStart == MillisecondsOfDay ? dayStart : null, open);
            dayStart = dayEnd;
        }

        return new OpenBlock(start, open);
    }

    // The hours of one day, clipped to [from, to). A day of 24 hours had no change of the clocks, and begins at its midnight.
    private static void AddDay(BusinessCalendar calendar, DateOnly day, long from, long to, long? midnight, List<(long From, long To)> open)
    {
        var (hours, added) = (calendar.HoursOf(day), open.Count);
        foreach (var span in hours)
        {
            var start = Math.Max(Edge(span.From), from);
            var end = span.To == TimeOnly.MinValue ? to : Math.Min(Edge(span.To), to);
            if (start < end) open.Add((start, end));
        }

        if (midnight is null) open.Sort(added, open.Count - added, null);
        for (var i = Math.Max(added, 1); i < open.Count;)
        {
            // Spans that touch are one, also over midnight; those that meet where an edge moved forward are counted once.
            if (open[i].From > open[i - 1].To)
            {
                i++;
                continue;
            }

            open[i - 1] = (open[i - 1].From, Math.Max(open[i - 1].To, open[i].To));
            open.RemoveAt(i);
        }

        long Edge(TimeOnly time) => midnight is { } start
            ? start + (time.Ticks / TimeSpan.TicksPerMillisecond)
            : Buckets.ToInstant(day.ToDateTime(time), calendar.Zone).Instant.UnixMilliseconds;
    }

    private readonly record struct Span(long Start, long Length, long Before);
}
