using System.Runtime.CompilerServices;
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>The fields of which something is known, a bit for each.</summary>
    public readonly ulong Known()
    {
        ulong known = 0;
        Note(Maps.RecordField.Customer, Customer is not null);
        Note(Maps.RecordField.Segment, Segment is not null);
        Note(Maps.RecordField.Channel, Channel is not null);
        Note(Maps.RecordField.Topic, Topic is not null);
        Note(Maps.RecordField.Product, Product is not null);
        Note(Maps.RecordField.Region, Region is not null);
        Note(Maps.RecordField.Team, Team is not null);
        Note(Maps.RecordField.OpenedAt, OpenedAt is not null);
        Note(Maps.RecordField.FirstReplyAt, FirstReplyAt is not null);
        Note(Maps.RecordField.FirstUsefulReplyAt, FirstUsefulReplyAt is not null);
        Note(Maps.RecordField.ClaimedAt, ClaimedAt is not null);
        Note(Maps.RecordField.Claimed, Claimed is not null);
        Note(Maps.RecordField.ReopenedCount, ReopenedCount is not null);
        Note(Maps.RecordField.ReopenedAt, ReopenedAt is not null);
        Note(Maps.RecordField.LastClaimedAt, LastClaimedAt is not null);
        Note(Maps.RecordField.Abandoned, Abandoned is not null);
        Note(Maps.RecordField.Transfers, Transfers is not null);
        Note(Maps.RecordField.WaitingSeconds, WaitingSeconds is not null);
        Note(Maps.RecordField.Asked, Asked is not null);
        Note(Maps.RecordField.Rating, Rating is not null);
        Note(Maps.RecordField.RatedAt, RatedAt is not null);
        Note(Maps.RecordField.Effort, Effort is not null);
        Note(Maps.RecordField.Recommend, Recommend is not null);
        Note(Maps.RecordField.WouldBuyAgain, WouldBuyAgain is not null);
        Note(Maps.RecordField.Confirmed, Confirmed is not null);
        Note(Maps.RecordField.Comment, Comment is not null);
        Note(Maps.RecordField.Cost, Cost is not null);
        Note(Maps.RecordField.Cause, Cause is not null);
        Note(Maps.RecordField.Policy, Policy is not null);
        Note(Maps.RecordField.Gesture, Gesture is not null);
        return known;

        void Note(Maps.RecordField field, bool has)
        {
            if (has) known |= 1UL << (int)field;
        }
    }

    /// <summary>What is known, field by field, as a person reads it; instants as local times of the zone.</summary>
    public readonly List<(Maps.RecordField Field, string Text)> Told(TimeZoneInfo zone)
    {
        var told = new List<(Maps.RecordField, string)>();
        Add(Maps.RecordField.ExternalId, ExternalIdIsHash ? null : ExternalId);
        Add(Maps.RecordField.Customer, Customer);
        Add(Maps.RecordField.Segment, Segment);
        Add(Maps.RecordField.Channel, Channel);
        Add(Maps.RecordField.Topic, Topic);
        Add(Maps.RecordField.Product, Product);
        Add(Maps.RecordField.Region, Region);
        Add(Maps.RecordField.Team, Team);
        Add(Maps.RecordField.OpenedAt, Moment(OpenedAt, zone));
        Add(Maps.RecordField.FirstReplyAt, Moment(FirstReplyAt, zone));
        Add(Maps.RecordField.FirstUsefulReplyAt, Moment(FirstUsefulReplyAt, zone));
        Add(Maps.RecordField.ClaimedAt, Moment(ClaimedAt, zone));
        Add(Maps.RecordField.Claimed, Flag(Claimed));
        Add(Maps.RecordField.ReopenedCount, Number(ReopenedCount));
        Add(Maps.RecordField.ReopenedAt, Moment(ReopenedAt, zone));
        Add(Maps.RecordField.LastClaimedAt, Moment(LastClaimedAt, zone));
        Add(Maps.RecordField.Abandoned, Flag(Abandoned));
        Add(Maps.RecordField.Transfers, Number(Transfers));
        Add(Maps.RecordField.WaitingSeconds, Number(WaitingSeconds));
        Add(Maps.RecordField.Asked, Flag(Asked));
        Add(Maps.RecordField.Rating, Number(Rating));
        Add(Maps.RecordField.RatingScale, Number(RatingScale));
        Add(Maps.RecordField.RatedAt, Moment(RatedAt, zone));
        Add(Maps.RecordField.Effort, Number(Effort));
        Add(Maps.RecordField.Recommend, Number(Recommend));
        Add(Maps.RecordField.WouldBuyAgain, Flag(WouldBuyAgain));
        Add(Maps.RecordField.Confirmed, Flag(Confirmed));
        Add(Maps.RecordField.Comment, Comment);
        Add(Maps.RecordField.Cost, Number(Cost));
        Add(Maps.RecordField.Cause, Cause);
        Add(Maps.RecordField.Policy, Policy);
        Add(Maps.RecordField.Gesture, Gesture);
        return told;

        void Add(Maps.RecordField field, string? text)
        {
            if (text is not null) told.Add((field, text));
        }
    }

    private static string? Moment(Instant? instant, TimeZoneInfo zone) =>
        instant is { } known ? TimeZoneInfo.ConvertTime(known.ToDateTimeOffset(), zone).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string? Flag(bool? flag) => flag is { } known ? known ? "yes" : "no" : null;

    private static string? Number<T>(T? number)
        where T : struct, IFormattable => number?.ToString(null, System.Globalization.CultureInfo.InvariantCulture);

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
