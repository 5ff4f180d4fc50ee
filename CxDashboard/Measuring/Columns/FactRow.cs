using System.Runtime.CompilerServices;
using CxDashboard.Domain.Interactions;

namespace CxDashboard.Measuring.Columns;

/// <summary>The dimensions that every record has, by the names of its fields. Agents are not among them, on purpose.</summary>
internal static class CoreDimensions
{
    public const int Source = 0;
    public const int Channel = 1;
    public const int Topic = 2;
    public const int Region = 4;
    public const int Cause = 7;
    public const int Policy = 8;
    public const int Number = 9;

    public static IReadOnlyList<string> All { get; } =
        ["source", "channel", "topic", "product", "region", "team", "segment", "cause", "policy"];
}

/// <summary>The codes of a record in the order of <see cref="CoreDimensions.All"/>.</summary>
[InlineArray(CoreDimensions.Number)]
internal struct DimensionCodes
{
    private int _first;
}

/// <summary>
/// One record on its way from the store into the columns; its texts are codes already. Times are Unix milliseconds,
/// <see cref="Lifeline.Unknown"/> where unknown.
/// </summary>
internal struct FactRow()
{
    public long Opened = Lifeline.Unknown;
    public long ClaimedAt = Lifeline.Unknown;
    public long FirstReplyAt = Lifeline.Unknown;
    public long FirstUsefulReplyAt = Lifeline.Unknown;
    public long ReopenedAt = Lifeline.Unknown;
    public long LastClaimedAt = Lifeline.Unknown;
    public long RatedAt = Lifeline.Unknown;
    public int? ReopenedCount;

    /// <summary>What is not times, numbers or dimensions; what of reopening is known, the columns add themselves.</summary>
    public RowFlags Flags;
    public double Rating;

    /// <summary>0 where there is no rating.</summary>
    public byte RatingScale;
    public byte Effort;
    public sbyte Recommend = -1;
    public long? Transfers;
    public long? WaitingSeconds;

    /// <summary>Ten-thousandths of the workspace's currency.</summary>
    public long? Cost;
    public int Customer;
    public DimensionCodes Dimensions;

    /// <summary>The latest of all times of the record.</summary>
    public readonly long LatestInstant =>
        Math.Max(Math.Max(Math.Max(Opened, FirstReplyAt), Math.Max(FirstUsefulReplyAt, ClaimedAt)), Math.Max(Math.Max(ReopenedAt, LastClaimedAt), RatedAt));
}
