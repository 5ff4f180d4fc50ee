using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring.Behind;

/// <summary>
/// Where a page of rows ended. It stands for the row itself and not for a number of rows before it, so that rows that come in
/// meanwhile move nothing from one page to another. Of one order; in another it means nothing.
/// </summary>
/// <param name="Rank">When the row opened, in Unix milliseconds; or its place among rows at random.</param>
/// <param name="Id">The row's id in the store.</param>
public readonly record struct BehindKey(long Rank, int Id) : IComparable<BehindKey>
{
    /// <inheritdoc/>
    public int CompareTo(BehindKey other) => Rank != other.Rank ? Rank.CompareTo(other.Rank) : Id.CompareTo(other.Id);
}

/// <summary>Asks which issues or interactions make one figure.</summary>
public sealed record BehindQuestion
{
    /// <summary>The question whose figure it is. Its steps play no part, nor does its split: the value that it is about is a slice here.</summary>
    public required MetricQuestion Of { get; init; }

    /// <summary>The bucket of one of its answers; null for the whole span as "all".</summary>
    public Bucket? Bucket { get; init; }

    /// <summary>Only rows of this outcome; null for all. The groups are of all rows, whatever is asked here.</summary>
    public Outcome? Only { get; init; }

    /// <summary>A seed for rows at random, as of <see cref="SampleSeed"/>; null for rows in the order in which they opened.</summary>
    public int? Seed { get; init; }

    /// <summary>The row after which the page begins; null for the first page.</summary>
    public BehindKey? After { get; init; }

    /// <summary>How many rows the page has at most; 0 for the groups alone.</summary>
    public int Rows { get; init; } = 50;
}
