using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring;

/// <summary>The dimensions that every record has, by the names of its fields. Agents are not among them, on purpose.</summary>
internal static class CoreDimensions
{
    public static IReadOnlyList<string> All { get; } =
        ["source", "channel", "topic", "product", "region", "team", "segment", "cause", "policy"];
}

/// <summary>One record on its way from the store into the columns. Times are Unix milliseconds, <see cref="Lifeline.Unknown"/> where unknown.</summary>
internal struct FactRow()
{
    public long Opened = Lifeline.Unknown;
    public long ClaimedAt = Lifeline.Unknown;
    public long FirstReplyAt = Lifeline.Unknown;
    public long ReopenedAt = Lifeline.Unknown;
    public long LastClaimedAt = Lifeline.Unknown;
    public long RatedAt = Lifeline.Unknown;

    /// <summary>The latest of all times of the record, used here or not.</summary>
    public long LatestInstant = Lifeline.Unknown;
    public int? ReopenedCount;
    public double? Rating;
    public int? RatingScale;
    public RowFlags Flags;
    public string? Customer;

    /// <summary>In the order of <see cref="CoreDimensions.All"/>.</summary>
    public readonly string?[] Dimensions = new string?[CoreDimensions.All.Count];
}
