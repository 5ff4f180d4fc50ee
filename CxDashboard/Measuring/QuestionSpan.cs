using System.Globalization;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>Which buckets of time a question is about.</summary>
internal static class QuestionSpan
{
    /// <summary>More steps than any picture or table has, and fewer than would exhaust the memory.</summary>
    private const int MostSteps = 200_000;

    /// <summary>The buckets of a question: those of the asked span, and of the known one where it asks for none.</summary>
    /// <exception cref="QuestionRefusedException">Where the span is beyond all reason.</exception>
    public static BucketIndex Cut(MetricQuestion question, Facts facts, Horizon horizon, TimeZoneInfo zone)
    {
        if (question.By == BucketSize.All)
        {
            return new BucketIndex(null,
                question.From is { } start ? Buckets.StartOfDay(start, zone).UnixMilliseconds : long.MinValue / 2,
                question.To is { } end ? Buckets.StartOfDay(end, zone).UnixMilliseconds : long.MaxValue / 2);
        }

        (DateOnly First, DateOnly Last)? known = null;
        if ((question.From is null || question.To is null) && (known = Known(facts, horizon, zone)) is null) return new BucketIndex([], 0, 0);
        var from = question.From ?? Buckets.Floor(known!.Value.First, question.By);
        var to = question.To ?? WholeBucketEnd(known!.Value.Last, question.By);
        RefuseTooMany(from, to, question.By);
        return new BucketIndex(from < to ? Buckets.Cut(from, to, question.By, zone) : [], 0, 0);
    }

    private static DateOnly WholeBucketEnd(DateOnly last, BucketSize by) => Buckets.Next(last, by == BucketSize.Hour ? BucketSize.Day : by);

    // One record that is dated to the year 1 is enough to ask for ten million hours.
    private static void RefuseTooMany(DateOnly from, DateOnly to, BucketSize by)
    {
        var days = (long)to.DayNumber - from.DayNumber;
        var steps = by switch { BucketSize.Hour => days * 24, BucketSize.Day => days, _ => days / 7 };
        if (steps <= MostSteps) return;
        throw new QuestionRefusedException(string.Create(CultureInfo.InvariantCulture,
            $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd} there are {steps:N0} {(by == BucketSize.Hour ? "hours" : "days")}, more than the {MostSteps:N0} that are answered at once. Ask for fewer with --from and --to, or for longer ones with --by."));
    }

    /// <summary>From the first opening to the latest instant until which any source's openings are known.</summary>
    public static (DateOnly First, DateOnly Last)? Known(Facts facts, Horizon horizon, TimeZoneInfo zone)
    {
        var (first, last) = (long.MaxValue, long.MinValue);
        for (var row = 0; row < facts.Rows; row++)
        {
            if ((facts.Flags[row] & RowFlags.Alive) == 0) continue;
            var opened = facts.Opened[row];
            if (opened > horizon.T(facts.Source[row])) continue;
            first = Math.Min(first, opened);
            last = Math.Max(last, opened);
        }

        if (first > last) return null;

        // Known until midnight sharp does not know anything of the day that begins there.
        if (horizon.Sources.Count > 0) last = Math.Max(last, horizon.Sources.Values.Max(s => s.K) - 1);
        return (Buckets.DayOf(new Instant(first), zone), Buckets.DayOf(new Instant(last), zone));
    }
}
