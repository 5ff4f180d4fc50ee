using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Tests.Readings;

/// <summary>Answers of the engine, made up.</summary>
internal static class MadeAnswers
{
    public static MetricAnswer Answer(string metric, Bucket bucket, double value, Instant known) => new()
    {
        Metric = metric,
        Version = 1,
        Bucket = bucket,
        Slices = [],
        Count = null,
        N = 100,
        Value = value,
        Low = null,
        High = null,
        Maturing = false,
        MaturingShare = null,
        Weak = false,
        Suppressed = false,
        AsOf = known,
        ContactsKnownUntil = known,
    };

    /// <summary>What one source that is known until now makes of it.</summary>
    public static MeasureState State(DateOnly first, Instant now) => new()
    {
        Version = 1,
        Now = now,
        Sequence = 1,
        Interactions = 1,
        IsSample = false,
        NewestOpening = now,
        KnownUntil = now,
        FirstDay = first,
        LastDay = Buckets.DayOf(now, TimeZoneInfo.Utc),
        Sources = [],
        Zone = TimeZoneInfo.Utc,
    };
}
