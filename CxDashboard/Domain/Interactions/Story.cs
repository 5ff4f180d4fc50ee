using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Interactions;

/// <summary>
/// Everything that messages of another system told of one interaction, and a message itself, which tells a little. Stories are
/// joined: in whatever order messages come, however often and however late, they come to the same. A record is made of the whole.
/// </summary>
public sealed record Story
{
    // Of a case that goes to and fro without end, its beginning and where it is now are kept.
    private const int MostFirst = 200, MostLast = 50;

    // Fields that no field of a record has, by the name that the sender gives them.
    private const string ExtraMark = "+";

    private static readonly JsonSerializerOptions AsFilesDo = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A message that tells nothing.</summary>
    public static Story None { get; } = new();

    /// <summary>A case that is gone for good: nothing is known of it any more, nor ever will be.</summary>
    public static Story Gone { get; } = new() { IsGone = true };

    /// <summary>What was so, the latest of each kind: a <see cref="FactField"/> by its name, or "+" and the sender's name of it.</summary>
    public ImmutableSortedDictionary<string, Fact> Facts { get; init; } = ImmutableSortedDictionary.Create<string, Fact>(StringComparer.Ordinal);

    /// <summary>How the case stood, by time.</summary>
    public ImmutableSortedSet<StateAt> States { get; init; } = [];

    /// <summary>In whose hands it was, by time; of it only is said how often it was handed on.</summary>
    public ImmutableSortedSet<HandAt> Hands { get; init; } = [];

    /// <summary>Replies to the customer, and the customer's answers.</summary>
    public RecordParts Parts { get; init; } = RecordParts.None;

    public bool IsGone { get; init; }

    /// <summary>Whether the case is there no more.</summary>
    public bool IsDeleted => IsGone || Number(FactField.Deleted) == 1;

    /// <summary>Both together: <c>a.And(b)</c> equals <c>b.And(a)</c>, and <c>a.And(a)</c> is <c>a</c>.</summary>
    public Story And(Story other)
    {
        if (IsGone || other.IsGone) return Gone;
        var facts = Facts.ToBuilder();
        foreach (var (name, fact) in other.Facts) facts[name] = facts.TryGetValue(name, out var mine) ? Fact.Later(mine, fact) : fact;
        return new Story { Facts = facts.ToImmutable(), States = Bounded(States.Union(other.States)), Hands = Bounded(Hands.Union(other.Hands)), Parts = Parts.And(other.Parts) };
    }

    /// <summary>With a fact more; without it where there is no value.</summary>
    public Story Says(FactField field, string? value, Instant at) => Says(field.ToString(), value, at);

    /// <inheritdoc cref="Says(FactField, string?, Instant)"/>
    public Story Says(FactField field, Instant? value, Instant at) => Says(field, value?.UnixMilliseconds.ToString(CultureInfo.InvariantCulture), at);

    /// <inheritdoc cref="Says(FactField, string?, Instant)"/>
    public Story Says(FactField field, long? value, Instant at) => Says(field, value?.ToString(CultureInfo.InvariantCulture), at);

    /// <inheritdoc cref="Says(FactField, string?, Instant)"/>
    public Story Says(FactField field, bool? value, Instant at) => Says(field, value is { } said ? said ? "1" : "0" : null, at);

    /// <inheritdoc cref="Says(FactField, string?, Instant)"/>
    public Story SaysExtra(string name, string? value, Instant at) => Says(ExtraMark + name, value, at);

    /// <summary>With how the case stood.</summary>
    public Story Stood(CaseState state, Instant at) => this with { States = States.Add(new StateAt(at, state)) };

    /// <summary>With in whose hands it was; nobody's is no hand.</summary>
    public Story InHands(string? hand, Instant at) => hand is { Length: > 0 } ? this with { Hands = Hands.Add(new HandAt(at, hand)) } : this;

    /// <summary>With a part more.</summary>
    public Story With(RecordParts part) => this with { Parts = Parts.And(part) };

    /// <summary>The record that it makes; null while its opening is not known, and when it is there no more.</summary>
    public Interaction? ToInteraction(string source, string externalId)
    {
        if (IsDeleted || Moment(FactField.OpenedAt) is not { } opened) return null;
        var course = CaseCourse.Of(States);
        var reopened = (int?)Number(FactField.ReopenedCount) is { } said ? Math.Max(said, course.Reopened) : course.Reopened > 0 || course.IsKnownSince(opened) ? course.Reopened : (int?)null;
        var claimedAt = Moment(FactField.ClaimedAt) ?? course.ClaimedAt;
        return new Interaction
        {
            Source = source,
            ExternalId = externalId,
            Customer = Text(FactField.Customer),
            Segment = Text(FactField.Segment),
            Channel = Text(FactField.Channel),
            Topic = Text(FactField.Topic),
            Product = Text(FactField.Product),
            Region = Text(FactField.Region),
            Team = Text(FactField.Team),
            Direction = Number(FactField.Direction) == (long)Direction.Out ? Direction.Out : Direction.In,
            OpenedAt = opened,
            FirstReplyAt = Earlier(Parts.FirstReplyAt, Moment(FactField.FirstReplyAt)),
            FirstUsefulReplyAt = Earlier(Parts.FirstUsefulReplyAt, Moment(FactField.FirstUsefulReplyAt)),
            ClaimedAt = claimedAt,
            Claimed = claimedAt is not null || course.WasClaimed ? true : Flag(FactField.Claimed) ?? (States.IsEmpty ? null : false),
            ReopenedCount = reopened,
            ReopenedAt = Moment(FactField.ReopenedAt) ?? course.ReopenedAt,
            LastClaimedAt = Moment(FactField.LastClaimedAt) is { } last && !IsOpenSince(last) ? last : course.Reopened > 0 ? course.LastClaimedAt : null,
            Abandoned = Flag(FactField.Abandoned),
            Transfers = (int?)Number(FactField.Transfers) is { } handed ? Math.Max(handed, Transfers ?? 0) : Transfers,
            WaitingSeconds = Number(FactField.WaitingSeconds),
            Asked = Parts.Rating is not null ? true : Flag(FactField.Asked),
            Rating = Parts.Rating?.Value.Rating,
            RatingScale = Parts.Rating?.Value.Scale,
            RatedAt = Parts.AnsweredAt,
            Effort = Parts.Effort?.Value,
            Recommend = Parts.Recommend?.Value,
            WouldBuyAgain = Parts.WouldBuyAgain?.Value,
            Confirmed = Parts.Confirmed?.Value,
            Comment = Parts.Comment?.Value,
            Cost = Number(FactField.Cost) / 10_000m,
            Cause = Text(FactField.Cause),
            Policy = Text(FactField.Policy),
            Gesture = Text(FactField.Gesture),
            Extra = Extra(),
        };
    }

    // A claim that was told does not stand any more where the case was opened again after it.
    private bool IsOpenSince(Instant claim) => !States.IsEmpty && States.Max is { State: CaseState.Open } open && open.At > claim;

    // From one pair of hands to another; null where nobody's hands are known.
    private int? Transfers => Hands.IsEmpty ? null : Hands.Zip(Hands.Skip(1)).Count(pair => pair.First.Hand != pair.Second.Hand);

    private Story Says(string name, string? value, Instant at) =>
        value?.Trim() is not { Length: > 0 } text ? this
            : this with { Facts = Facts.SetItem(name, Facts.TryGetValue(name, out var mine) ? Fact.Later(mine, new Fact(text, at)) : new Fact(text, at)) };

    private string? Text(FactField field) => Facts.TryGetValue(field.ToString(), out var fact) ? fact.Value : null;

    private long? Number(FactField field) => Text(field) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private bool? Flag(FactField field) => Number(field) is { } number ? number != 0 : null;

    private Instant? Moment(FactField field) => Number(field) is { } milliseconds ? new Instant(milliseconds) : null;

    private string? Extra()
    {
        var extra = Facts.Where(f => f.Key.StartsWith(ExtraMark, StringComparison.Ordinal)).ToDictionary(f => f.Key[ExtraMark.Length..], f => f.Value.Value, StringComparer.Ordinal);
        return extra.Count == 0 ? null : JsonSerializer.Serialize(extra, AsFilesDo);
    }

    private static Instant? Earlier(Instant? a, Instant? b) => a is null || b < a ? b ?? a : a;

    // The first and the last of what is kept of two are those of both together, so that joining stays independent of order.
    private static ImmutableSortedSet<T> Bounded<T>(ImmutableSortedSet<T> all) =>
        all.Count <= MostFirst + MostLast ? all : [.. all.Take(MostFirst), .. all.Skip(all.Count - MostLast)];
}
