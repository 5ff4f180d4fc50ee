using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>How far one bucket of a measure may be concluded from.</summary>
internal enum BucketStanding { Final, Maturing, TooFew, Unknown }

/// <summary>Judges buckets by what is known of them.</summary>
internal static class Standings
{
    // A value of which more than half is still open is not drawn, not even hollow.
    private const double MostMaturing = 0.5;

    /// <summary>Whether a figure is of an instant, the end of its bucket, and not of all that happened in it.</summary>
    public static bool IsOfAnInstant(MetricDefinition metric) => (metric.CountedAs ?? metric.Id) is "open-now" or "oldest-open";

    public static BucketStanding Of(MetricDefinition metric, MetricAnswer answer, MeasureState state, Settling? settling = null)
    {
        var bucket = answer.Bucket!;
        if (answer.Value is null || answer.Suppressed) return BucketStanding.Unknown;
        // What is open now is a whole figure in the middle of a week too. Of what has not begun nobody knows what will be open.
        if (IsOfAnInstant(metric)) return bucket.Start < Known(answer, state) ? BucketStanding.Final : BucketStanding.Unknown;
        // A count of a bucket that began before anything was known is a count of a part of it.
        var isAddedUp = metric.Kind is ValueKind.Count or ValueKind.Sum;
        if (isAddedUp && state.FirstDay is { } first && DateOnly.FromDateTime(bucket.From.DateTime) < first) return BucketStanding.Unknown;
        if (answer.ContactsKnownUntil is not { } known || known < bucket.Start) return BucketStanding.Unknown;
        var complete = IsComplete(metric, known, bucket, state, settling ?? Settling.Usual);
        // Half a week's count or cost says nothing about the week; a rate over half a week is a rate, and may still move.
        if (!complete && isAddedUp) return BucketStanding.Unknown;
        if (answer.Maturing || !complete) return answer.MaturingShare > MostMaturing || known < bucket.End ? BucketStanding.Unknown : BucketStanding.Maturing;
        return answer.Weak ? BucketStanding.TooFew : BucketStanding.Final;
    }

    // A stock counts what opened before its bucket too, so no source of the bucket says how far it is known.
    private static Instant Known(MetricAnswer answer, MeasureState state) => state.KnownUntil is { } known && known < answer.AsOf ? known : answer.AsOf;

    // Issues are claimed and answered days after they opened: a cohort younger than that always looks worse than it will be.
    private static bool IsComplete(MetricDefinition metric, Instant known, Bucket bucket, MeasureState state, Settling settling)
    {
        if (metric.Population == Population.Issues) return known >= bucket.End + settling.After(metric);
        // A file ends with its last record, somewhat before midnight of its last day: that day is taken as complete.
        return known >= bucket.End || (known + TimeSpan.FromHours(24) >= bucket.End && state.Now >= bucket.End);
    }
}
