using System.Runtime.CompilerServices;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data.Writing;

/// <summary>The one place that says which column of <c>interaction</c> holds which field of a record.</summary>
internal static class InteractionColumns
{
    /// <summary>In the order in which <see cref="Read"/> gives the values. The first two are the identity.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "source_id", "external_id", "external_id_is_hash", "customer", "segment", "channel", "topic", "product", "region", "team", "direction",
        "opened_at", "first_reply_at", "first_useful_reply_at", "claimed_at", "claimed", "reopened_count", "reopened_at", "last_claimed_at",
        "abandoned", "transfers", "waiting_seconds", "asked", "rating", "rating_scale", "rated_at", "effort", "recommend", "would_buy_again",
        "confirmed", "cost", "cause", "policy", "gesture", "time_flags", "comment", "extra",
    ];

    /// <summary>How many of <see cref="Names"/> identify the record, and so never change.</summary>
    public const int Identity = 2;

    public static readonly string List = string.Join(", ", Names);

    /// <summary>Fills the row that was begun in <paramref name="values"/> with a record.</summary>
    /// <exception cref="OverflowException">The cost is beyond what ten-thousandths in 64 bits can hold.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(Interaction record, long sourceId, RowValues values)
    {
        values.Add(sourceId);
        values.Add(record.ExternalId);
        values.Add(record.ExternalIdIsHash);
        values.Add(record.Customer);
        values.Add(record.Segment);
        values.Add(record.Channel);
        values.Add(record.Topic);
        values.Add(record.Product);
        values.Add(record.Region);
        values.Add(record.Team);
        values.Add((long)record.Direction);
        values.Add(record.OpenedAt.UnixMilliseconds);
        values.Add(Milliseconds(record.FirstReplyAt));
        values.Add(Milliseconds(record.FirstUsefulReplyAt));
        values.Add(Milliseconds(record.ClaimedAt));
        values.Add(record.Claimed);
        values.Add((long?)record.ReopenedCount);
        values.Add(Milliseconds(record.ReopenedAt));
        values.Add(Milliseconds(record.LastClaimedAt));
        values.Add(record.Abandoned);
        values.Add((long?)record.Transfers);
        values.Add(record.WaitingSeconds);
        values.Add(record.Asked);
        values.Add(record.Rating);
        values.Add((long?)record.RatingScale);
        values.Add(Milliseconds(record.RatedAt));
        values.Add((long?)record.Effort);
        values.Add((long?)record.Recommend);
        values.Add(record.WouldBuyAgain);
        values.Add(record.Confirmed);
        values.Add(TenThousandths(record.Cost));
        values.Add(record.Cause);
        values.Add(record.Policy);
        values.Add(record.Gesture);
        values.Add((long)record.TimeFlags);
        values.Add(record.Comment);
        values.Add(record.Extra);
    }

    private static long? Milliseconds(Instant? instant) => instant?.UnixMilliseconds;

    private static long? TenThousandths(decimal? cost) =>
        cost is { } c ? decimal.ToInt64(decimal.Round(c * 10_000m, MidpointRounding.AwayFromZero)) : null;
}
