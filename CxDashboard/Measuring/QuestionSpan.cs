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
        // Beyond these a day may begin outside of the calendar, in one zone or another.
        if (question.From is { Year: < 2 or > 9998 } || question.To is { Year: < 2 or > 9998 })
            throw new QuestionRefusedException("Days can be asked for from the year 2 to the year 9998.");
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
        var steps = (long)(to.DayNumber - from.DayNumber) * (question.By == BucketSize.Hour ? 24 : 1);
        if (steps > MostSteps)
        {
            throw new QuestionRefusedException(string.Create(CultureInfo.InvariantCulture,
                $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd} there are {steps:N0} {(question.By == BucketSize.Hour ? "hours" : "days")}, more than the {MostSteps:N0} that are answered at once. Ask for a shorter span with --from and --to."));
        }

        return new BucketIndex(from < to ? Buckets.Cut(from, to, question.By, zone) : [], 0, 0);
    }

    private static DateOnly WholeBucketEnd(DateOnly last, BucketSize by) => by switch
    {
        BucketSize.Week => Buckets.Floor(last, by).AddDays(7),
        BucketSize.Month => Buckets.Floor(last, by).AddMonths(1),
        BucketSize.Quarter => Buckets.Floor(last, by).AddMonths(3),
        _ => last.AddDays(1),
    };

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
