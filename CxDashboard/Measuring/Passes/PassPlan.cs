using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring.Passes;

/// <summary>What one pass is to find out: several metrics of the same rows in the same buckets.</summary>
internal sealed record PassPlan
{
    public required IReadOnlyList<MetricDefinition> Metrics { get; init; }
    public required BucketIndex Buckets { get; init; }

    /// <summary>Which buckets are wanted; null for all.</summary>
    public bool[]? Wanted { get; init; }
    public required SliceFilter Filter { get; init; }
    public Split Split { get; init; } = Split.None;

    /// <summary>Q in milliseconds.</summary>
    public required long QuietLimit { get; init; }

    /// <summary>The business calendar of a region; null where there is none.</summary>
    public required Func<string?, BusinessCalendar?> CalendarOf { get; init; }

    public int Groups => checked(Buckets.Count * Split.Count);

    public int BucketOf(int group) => group / Split.Count;
}
