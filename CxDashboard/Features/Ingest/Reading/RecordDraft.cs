using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>A record while its row is read: a value that is copied whole, so that reading a row makes no garbage but its texts.</summary>
internal struct RecordDraft
{
    public string? Source, ExternalId, Customer, Segment, Channel, Topic, Product, Region, Team, Comment, Cause, Policy, Gesture, Extra;
    public bool ExternalIdIsHash;
    public Direction Direction;
    public Instant? OpenedAt, FirstReplyAt, FirstUsefulReplyAt, ClaimedAt, ReopenedAt, LastClaimedAt, RatedAt;
    public bool? Claimed, Abandoned, Asked, WouldBuyAgain, Confirmed;
    public int? ReopenedCount, Transfers, RatingScale, Effort, Recommend;
    public long? WaitingSeconds;
    public double? Rating;
    public decimal? Cost;
    public TimeFlags TimeFlags;

    /// <summary>The record, of the source that was decided for it.</summary>
    public readonly Interaction ToInteraction(string source) => new()
    {
        Source = source,
        ExternalId = ExternalId!,
        ExternalIdIsHash = ExternalIdIsHash,
        Customer = Customer,
        Segment = Segment,
        Channel = Channel,
        Topic = Topic,
        Product = Product,
        Region = Region,
        Team = Team,
        Direction = Direction,
        OpenedAt = OpenedAt!.Value,
        FirstReplyAt = FirstReplyAt,
        FirstUsefulReplyAt = FirstUsefulReplyAt,
        ClaimedAt = ClaimedAt,
        Claimed = Claimed,
        ReopenedCount = ReopenedCount,
        ReopenedAt = ReopenedAt,
        LastClaimedAt = LastClaimedAt,
        Abandoned = Abandoned,
        Transfers = Transfers,
        WaitingSeconds = WaitingSeconds,
        Asked = Asked,
        Rating = Rating,
        RatingScale = RatingScale,
        RatedAt = RatedAt,
        Effort = Effort,
        Recommend = Recommend,
        WouldBuyAgain = WouldBuyAgain,
        Confirmed = Confirmed,
        Comment = Comment,
        Cost = Cost,
        Cause = Cause,
        Policy = Policy,
        Gesture = Gesture,
        Extra = Extra,
        TimeFlags = TimeFlags,
    };

    /// <summary>The latest of all its instants up to <paramref name="bound"/>, used or not; null where there is none.</summary>
    public readonly Instant? Latest(Instant bound)
    {
        Instant? latest = null;
        Raise(OpenedAt);
        Raise(FirstReplyAt);
        Raise(FirstUsefulReplyAt);
        Raise(ClaimedAt);
        Raise(ReopenedAt);
        Raise(LastClaimedAt);
        Raise(RatedAt);
        return latest;

        void Raise(Instant? other)
        {
            if (other <= bound && !(other < latest)) latest = other;
        }
    }

    public readonly Instant? InstantOf(Maps.RecordField field) => field switch
    {
        Maps.RecordField.OpenedAt => OpenedAt,
        Maps.RecordField.FirstReplyAt => FirstReplyAt,
        Maps.RecordField.FirstUsefulReplyAt => FirstUsefulReplyAt,
        Maps.RecordField.ClaimedAt => ClaimedAt,
        Maps.RecordField.ReopenedAt => ReopenedAt,
        Maps.RecordField.LastClaimedAt => LastClaimedAt,
        Maps.RecordField.RatedAt => RatedAt,
        _ => null,
    };

    public void SetInstant(Maps.RecordField field, Instant value)
    {
        switch (field)
        {
            case Maps.RecordField.OpenedAt: OpenedAt = value; break;
            case Maps.RecordField.FirstReplyAt: FirstReplyAt = value; break;
            case Maps.RecordField.FirstUsefulReplyAt: FirstUsefulReplyAt = value; break;
            case Maps.RecordField.ClaimedAt: ClaimedAt = value; break;
            case Maps.RecordField.ReopenedAt: ReopenedAt = value; break;
            case Maps.RecordField.LastClaimedAt: LastClaimedAt = value; break;
            case Maps.RecordField.RatedAt: RatedAt = value; break;
        }
    }
}
