using System.Globalization;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>Which buckets of time a question is about.</summary>
internal static class QuestionSpan
{
    /// <summary>More steps than any picture or table has, and fewer than would exhaust the memory.</summary>
    private const int MostSteps = 200_000;

    /// <summary>The one bucket of a question that asks for no steps.</summary>
    public static BucketIndex Whole(MetricQuestion question, TimeZoneInfo zone) => new(null,
        question.From is { } start ? Buckets.StartOfDay(start, zone).UnixMilliseconds : long.MinValue / 2,
        question.To is { } end ? Buckets.StartOfDay(end, zone).UnixMilliseconds : long.MaxValue / 2);

    /// <summary>The days that are cut into steps: those asked for, filled up from the known ones. Null where there are none.</summary>
    /// <param name="known">First and last known day in the zone; null where nothing is known.</param>
    /// <exception cref="QuestionRefusedException">Where the span is beyond all reason.</exception>
    public static (DateOnly From, DateOnly To)? Days(MetricQuestion question, (DateOnly First, DateOnly Last)? known, DayOfWeek weekStart)
    {
        if ((question.From is null || question.To is null) && known is null) return null;
        var from = question.From ?? Buckets.Floor(known!.Value.First, question.By, weekStart);
        var to = question.To ?? Buckets.Next(known!.Value.Last, question.By == BucketSize.Hour ? BucketSize.Day : question.By, weekStart);
        RefuseTooMany(from, to, question.By);
        return from < to ? (from, to) : null;
    }

    // One record that is dated to the year 1 is enough to ask for ten million hours.
    private static void RefuseTooMany(DateOnly from, DateOnly to, BucketSize by)
    {
        var days = (long)to.DayNumber - from.DayNumber;
        var steps = by switch { BucketSize.Hour => days * 24, BucketSize.Day => days, _ => days / 7 };
        if (steps <= MostSteps) return;
        throw new QuestionRefusedException(string.Create(CultureInfo.InvariantCulture,
            $"From {from:yyyy-MM-dd} to {to:yyyy-MM-dd} there are {steps:N0} {(by == BucketSize.Hour ? "hours" : "days")}, more than the {MostSteps:N0} that are answered at once. Ask for fewer with --from and --to, or for longer ones with --by."));
    }

    /// <summary>
    /// The first and the last instant of what is known: from the first opening to the latest instant until which any source's
    /// openings are known. Null where there is nothing.
    /// </summary>
    public static (long First, long Last)? Known(Facts facts, Horizon horizon)
    {
        // Known until midnight sharp does not know anything of the day that begins there.
        var (latest, last) = horizon.Sources.Count == 0 ? (long.MaxValue, long.MinValue) : (horizon.Sources.Values.Max(s => s.T), horizon.Sources.Values.Max(s => s.K) - 1);
        var first = long.MaxValue;
        var unsure = new List<(long First, long Last, int Part)>();
        for (var part = 0; part < facts.Parts; part++)
        {
            var (from, to, _) = facts.Spans.Of(part);
            if (from > to) continue;

            // What lies before every T has happened, so tight bounds of it are openings of records.
            var isTight = !facts.Spans.IsLoose(part);
            if (isTight && from <= horizon.EarliestT) first = Math.Min(first, from);
            if (isTight && to <= horizon.EarliestT) last = Math.Max(last, to);
            else unsure.Add((from, Math.Min(to, latest), part));
        }

        // Of the others few promise more than that, and those that promise most are looked at first.
        foreach (var part in unsure.Where(p => p.First < first && p.First <= latest).OrderBy(p => p.First).TakeWhile(p => p.First < first)) first = Math.Min(first, ExtremesOf(part.Part).First);
        foreach (var part in unsure.Where(p => p.Last > last).OrderByDescending(p => p.Last).TakeWhile(p => p.Last > last)) last = Math.Max(last, ExtremesOf(part.Part).Last);
        return first == long.MaxValue ? null : (first, last);

        (long First, long Last) ExtremesOf(int part)
        {
            var (least, most) = (long.MaxValue, long.MinValue);
            var openings = facts.Opened.Of(part).AsSpan();
            for (var i = 0; i < openings.Length; i++)
            {
                var (opened, row) = (openings[i], (part << Part.Bits) + i);
                if ((opened >= least && opened <= most) || !facts.IsAlive(row) || opened > horizon.T(facts.Source[row])) continue;
                (least, most) = (Math.Min(least, opened), Math.Max(most, opened));
            }

            return (least, most);
        }
    }
}
