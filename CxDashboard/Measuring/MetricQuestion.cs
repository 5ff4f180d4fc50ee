using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>
/// One condition on a dimension. Several of one field mean any of them, of several fields all of them; several that
/// exclude mean none of them.
/// </summary>
/// <param name="Field">A dimension's name as in the record ("channel", "reopened_count"), or "extra.NAME".</param>
/// <param name="Value">The value, compared ordinally; null or blank means unknown.</param>
/// <param name="Not">Everything but this value.</param>
public sealed record Slice(string Field, string? Value, bool Not = false);

/// <summary>One question to the engine: a metric, over which time, in which steps, of which records.</summary>
public sealed record MetricQuestion
{
    public required string Metric { get; init; }
    public BucketSize By { get; init; } = BucketSize.All;

    /// <summary>First local day, or null for the beginning of what is known.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The local day after the last one, or null for the end of what is known.</summary>
    public DateOnly? To { get; init; }
    public IReadOnlyList<Slice> Slices { get; init; } = [];

    /// <summary>Which version of the definition; null for the one that is in force in each bucket.</summary>
    public int? Version { get; init; }

    /// <summary>
    /// Further fields whose values (or combinations of values) are answered one by one for each bucket: only those that some
    /// interaction of the asked span has, by value, unknown first.
    /// </summary>
    public IReadOnlyList<string> Split { get; init; } = [];

    /// <summary>
    /// Of the values of the one field of <see cref="Split"/> only so many, those with most interactions first; all others, unknown
    /// among them, as one answer that excludes these. Null for all.
    /// </summary>
    public int? Top { get; init; }

    /// <summary>Whether cells about too few customers are withheld: for whoever may not see the records themselves.</summary>
    public bool Restricted { get; init; }

    /// <summary>What had happened by then; null for the clock.</summary>
    public Instant? AsOf { get; init; }

    /// <summary>What was known by then, by the journal; null for everything that is known now.</summary>
    public Instant? KnownAt { get; init; }

    /// <summary>The zone in which days begin; null for the workspace's.</summary>
    public TimeZoneInfo? Zone { get; init; }
}

/// <summary>The answer for one bucket. Everything a reader needs to trust the number travels with it.</summary>
public sealed record MetricAnswer
{
    public required string Metric { get; init; }
    public required int Version { get; init; }

    /// <summary>The bucket, or null for "all".</summary>
    public required Bucket? Bucket { get; init; }
    public required IReadOnlyList<Slice> Slices { get; init; }

    /// <summary>The numerator where there is one, else null.</summary>
    public required double? Count { get; init; }

    /// <summary>The denominator, or the number of values.</summary>
    public required long N { get; init; }

    /// <summary>Null where nothing is known; never zero for unknown.</summary>
    public required double? Value { get; init; }

    /// <summary>95 % interval, null where none is defined.</summary>
    public required double? Low { get; init; }
    public required double? High { get; init; }
    public required bool Maturing { get; init; }

    /// <summary>Share of the bucket's claimed issues that are younger than the window; null where nothing matures.</summary>
    public required double? MaturingShare { get; init; }

    /// <summary>Too few answers, or too wide an interval, to carry a conclusion. Never hides a value here.</summary>
    public required bool Weak { get; init; }

    /// <summary>Withheld for privacy.</summary>
    public required bool Suppressed { get; init; }
    public required Instant AsOf { get; init; }
    public required Instant? ContactsKnownUntil { get; init; }

    /// <summary>The same cell without its figures.</summary>
    internal MetricAnswer Withhold() =>
        this with { Count = null, N = 0, Value = null, Low = null, High = null, MaturingShare = null, Weak = false, Suppressed = true };
}
