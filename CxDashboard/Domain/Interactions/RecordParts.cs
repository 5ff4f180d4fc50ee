using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>
/// What was told of one interaction: replies to the customer, and the customer's answers. Parts are joined field by field, so
/// that they come to the same in whatever order, and however often, they are told: of replies the earliest time holds, of
/// answers the latest (<see cref="Told{T}.Later"/>).
/// </summary>
public sealed record RecordParts
{
    /// <summary>Nothing.</summary>
    public static RecordParts None { get; } = new();

    /// <summary>The earliest reply, useful or not.</summary>
    public Instant? FirstReplyAt { get; init; }

    /// <summary>The earliest reply that is not an acknowledgement.</summary>
    public Instant? FirstUsefulReplyAt { get; init; }
    public Told<ScaledRating>? Rating { get; init; }
    public Told<string>? Comment { get; init; }
    public Told<int>? Effort { get; init; }
    public Told<int>? Recommend { get; init; }
    public Told<bool>? WouldBuyAgain { get; init; }
    public Told<bool>? Confirmed { get; init; }

    /// <summary>When the customer answered last.</summary>
    public Instant? AnsweredAt { get; init; }

    /// <summary>The parts that a record is itself made of.</summary>
    public static RecordParts Of(Interaction record)
    {
        var at = record.RatedAt;
        return new RecordParts
        {
            FirstReplyAt = record.FirstReplyAt,
            FirstUsefulReplyAt = record.FirstUsefulReplyAt,
            Rating = record is { Rating: { } stars, RatingScale: { } scale } ? new(new ScaledRating(stars, scale), at) : null,
            Comment = record.Comment is { } words ? new(words, at) : null,
            Effort = record.Effort is { } effort ? new(effort, at) : null,
            Recommend = record.Recommend is { } recommend ? new(recommend, at) : null,
            WouldBuyAgain = record.WouldBuyAgain is { } again ? new(again, at) : null,
            Confirmed = record.Confirmed is { } confirmed ? new(confirmed, at) : null,
            AnsweredAt = at,
        };
    }

    /// <summary>A reply.</summary>
    public static RecordParts Reply(Instant at, bool isUseful) => new() { FirstReplyAt = at, FirstUsefulReplyAt = isUseful ? at : null };

    /// <summary>Both together: <c>a.And(b)</c> equals <c>b.And(a)</c>, and <c>a.And(a)</c> is <c>a</c>.</summary>
    public RecordParts And(RecordParts other) => new()
    {
        FirstReplyAt = Earliest(FirstReplyAt, other.FirstReplyAt),
        FirstUsefulReplyAt = Earliest(FirstUsefulReplyAt, other.FirstUsefulReplyAt),
        Rating = Told<ScaledRating>.Later(Rating, other.Rating, Comparer<ScaledRating>.Default),
        Comment = Told<string>.Later(Comment, other.Comment, StringComparer.Ordinal),
        Effort = Told<int>.Later(Effort, other.Effort, Comparer<int>.Default),
        Recommend = Told<int>.Later(Recommend, other.Recommend, Comparer<int>.Default),
        WouldBuyAgain = Told<bool>.Later(WouldBuyAgain, other.WouldBuyAgain, Comparer<bool>.Default),
        Confirmed = Told<bool>.Later(Confirmed, other.Confirmed, Comparer<bool>.Default),
        AnsweredAt = AnsweredAt is null || other.AnsweredAt > AnsweredAt ? other.AnsweredAt ?? AnsweredAt : AnsweredAt,
    };

    /// <summary>Without the answers of which the other says something at the same time.</summary>
    public RecordParts Without(RecordParts other) => this with
    {
        Rating = other.Rating is { } rating && rating.At == Rating?.At ? null : Rating,
        Comment = other.Comment is { } comment && comment.At == Comment?.At ? null : Comment,
        Effort = other.Effort is { } effort && effort.At == Effort?.At ? null : Effort,
        Recommend = other.Recommend is { } recommend && recommend.At == Recommend?.At ? null : Recommend,
        WouldBuyAgain = other.WouldBuyAgain is { } again && again.At == WouldBuyAgain?.At ? null : WouldBuyAgain,
        Confirmed = other.Confirmed is { } confirmed && confirmed.At == Confirmed?.At ? null : Confirmed,
    };

    /// <summary>
    /// A record with what is new among the parts that were told beside it. What was joined before is not joined again, so that
    /// a correction of the record stays when a part is told once more.
    /// </summary>
    /// <param name="record">As it stands.</param>
    /// <param name="own">What the record itself came with.</param>
    /// <param name="before">The parts that are joined already; <see cref="None"/> for a record that just came.</param>
    public Interaction Join(Interaction record, RecordParts own, RecordParts before)
    {
        var both = own.And(this);
        if (this == before) return record;
        var keepsRating = Rating == before.Rating;
        return record with
        {
            FirstReplyAt = FirstReplyAt == before.FirstReplyAt ? record.FirstReplyAt : both.FirstReplyAt,
            FirstUsefulReplyAt = FirstUsefulReplyAt == before.FirstUsefulReplyAt ? record.FirstUsefulReplyAt : both.FirstUsefulReplyAt,
            Rating = keepsRating ? record.Rating : both.Rating?.Value.Rating,
            RatingScale = keepsRating ? record.RatingScale : both.Rating?.Value.Scale,
            Comment = Comment == before.Comment ? record.Comment : both.Comment?.Value,
            Effort = Effort == before.Effort ? record.Effort : both.Effort?.Value,
            Recommend = Recommend == before.Recommend ? record.Recommend : both.Recommend?.Value,
            WouldBuyAgain = WouldBuyAgain == before.WouldBuyAgain ? record.WouldBuyAgain : both.WouldBuyAgain?.Value,
            Confirmed = Confirmed == before.Confirmed ? record.Confirmed : both.Confirmed?.Value,
            RatedAt = AnsweredAt == before.AnsweredAt ? record.RatedAt : both.AnsweredAt,
        };
    }

    /// <summary>
    /// What a record came with, after somebody corrected it: where the correction says something else, that is its own now, and
    /// everything else of it is as it was.
    /// </summary>
    /// <param name="before">The record as it stood.</param>
    /// <param name="after">The record as it stands now.</param>
    public RecordParts Corrected(Interaction before, Interaction after)
    {
        var said = Of(after);
        return new RecordParts
        {
            FirstReplyAt = before.FirstReplyAt == after.FirstReplyAt ? FirstReplyAt : said.FirstReplyAt,
            FirstUsefulReplyAt = before.FirstUsefulReplyAt == after.FirstUsefulReplyAt ? FirstUsefulReplyAt : said.FirstUsefulReplyAt,
            Rating = (before.Rating, before.RatingScale) == (after.Rating, after.RatingScale) ? Rating : said.Rating,
            Comment = before.Comment == after.Comment ? Comment : said.Comment,
            Effort = before.Effort == after.Effort ? Effort : said.Effort,
            Recommend = before.Recommend == after.Recommend ? Recommend : said.Recommend,
            WouldBuyAgain = before.WouldBuyAgain == after.WouldBuyAgain ? WouldBuyAgain : said.WouldBuyAgain,
            Confirmed = before.Confirmed == after.Confirmed ? Confirmed : said.Confirmed,
            AnsweredAt = before.RatedAt == after.RatedAt ? AnsweredAt : said.AnsweredAt,
        };
    }

    private static Instant? Earliest(Instant? a, Instant? b) => a is null || b < a ? b ?? a : a;
}
