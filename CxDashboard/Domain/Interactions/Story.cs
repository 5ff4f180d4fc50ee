using System.Collections.Immutable;
using System.Globalization;
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

    // A sender that uses names for what are values must not make a case grow without end: the first names by the alphabet stay.
    private const int MostExtras = 500;

    // Of imports one after the other, so many can be taken back.
    private const int MostGrounds = 10;

    // Fields that no field of a record has, by the name that the sender gives them.
    internal const string ExtraMark = "+";

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

    /// <summary>Ratings of which nobody says when they were given, each time that one was told.</summary>
    public ImmutableSortedSet<AnswerAt> Answers { get; init; } = [];

    /// <summary>
    /// What the record said each time that it came by itself, by an import or the API; messages lie over the last. Those before it may
    /// be wanted again when an import is taken back.
    /// </summary>
    public ImmutableList<Ground> Grounds { get; init; } = [];

    /// <summary>What the record said that came by itself last; null where none did.</summary>
    public Story? Ground => Grounds.IsEmpty ? null : Grounds[^1].Told;

    /// <summary>Whether it was deleted here, so that nothing of it is to be kept until it is there again.</summary>
    public bool IsForgotten { get; init; }

    public bool IsGone { get; init; }

    /// <summary>Whether the case is there no more.</summary>
    public bool IsDeleted => IsGone || (Number(FactField.Deleted) == 1 && !(!Grounds.IsEmpty && Grounds[^1].Over >= DeletedAt));

    /// <summary>When it was said last that the case is there no more, or is there again.</summary>
    public Instant? DeletedAt => Facts.TryGetValue(nameof(FactField.Deleted), out var fact) ? fact.At : null;

    /// <summary>The latest instant of which it says how something was then; null where it says nothing of any.</summary>
    public Instant? LatestWord =>
        Facts.Values.Select(f => f.At).Concat(States.Select(s => s.At)).Concat(Hands.Select(h => h.At)).Concat(Answers.Select(a => a.At)).Select(at => (Instant?)at)
            .Concat([Parts.FirstReplyAt, Parts.FirstUsefulReplyAt, Parts.Rating?.At, Parts.Comment?.At, Parts.Effort?.At, Parts.Recommend?.At, Parts.WouldBuyAgain?.At, Parts.Confirmed?.At, Parts.AnsweredAt]).Max();

    /// <summary>Both together: <c>a.And(b)</c> equals <c>b.And(a)</c>, and <c>a.And(a)</c> is <c>a</c>.</summary>
    public Story And(Story other)
    {
        if (IsGone || other.IsGone) return Gone;
        var facts = Facts.ToBuilder();
        foreach (var (name, fact) in other.Facts) facts[name] = facts.TryGetValue(name, out var mine) ? Fact.Later(mine, fact) : fact;
        var extras = facts.Keys.Where(IsExtra).Skip(MostExtras).ToList();
        facts.RemoveRange(extras);
        return new Story
        {
            Facts = facts.ToImmutable(),
            States = Bounded(States.Union(other.States)),
            Hands = Bounded(Hands.Union(other.Hands)),
            Parts = Parts.And(other.Parts),
            Answers = Bounded(Answers.Union(other.Answers)),
            Grounds = Grounds.IsEmpty ? other.Grounds : Grounds,
            IsForgotten = IsForgotten || other.IsForgotten,
        };
    }

    /// <summary>Both together, where the other was told after this one: of two words at one instant the other's holds.</summary>
    public Story Then(Story later)
    {
        var before = this with
        {
            Facts = Facts.RemoveRange(later.Facts.Where(f => Facts.TryGetValue(f.Key, out var mine) && mine.At == f.Value.At).Select(f => f.Key)),
            Parts = Parts.Without(later.Parts),
        };
        return before.And(later);
    }

    /// <summary>Over a record that came by itself. What cannot be taken back makes those before it needless.</summary>
    public Story On(Ground ground)
    {
        if (ground.Over is null && Ground is { } last && last.Parts == ground.Told.Parts && last.Facts.SequenceEqual(ground.Told.Facts)) return this;
        if (ground.Import is null) return this with { Grounds = [ground] };
        var former = Grounds.IsEmpty || Grounds[^1].Import != ground.Import ? Grounds : Grounds.RemoveAt(Grounds.Count - 1);
        return this with { Grounds = (former.Count < MostGrounds ? former : former.RemoveAt(0)).Add(ground) };
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

    /// <summary>With the word that nothing is there any more: what was said before does not hold.</summary>
    public Story SaysNone(FactField field, Instant at) => Says(field.ToString(), new Fact(null, at));

    /// <inheritdoc cref="SaysNone"/>
    public Story SaysNoExtra(string name, Instant at) => Says(ExtraMark + name, new Fact(null, at));

    /// <summary>With how the case stood.</summary>
    public Story Stood(CaseState state, Instant at) => this with { States = States.Add(new StateAt(at, state)) };

    /// <summary>With in whose hands it was; nobody's is no hand.</summary>
    public Story InHands(string? hand, Instant at) => hand is { Length: > 0 } ? this with { Hands = Hands.Add(new HandAt(at, hand)) } : this;

    /// <summary>With a rating as it stood then; when it was given nobody says.</summary>
    public Story Rated(ScaledRating rating, string? comment, Instant at) => this with { Answers = Answers.Add(new AnswerAt(at, rating, comment)) };

    /// <summary>With a part more.</summary>
    public Story With(RecordParts part) => this with { Parts = Parts.And(part) };

    /// <summary>The record that it makes; null while its opening is not known, and when it is there no more.</summary>
    public Interaction? ToInteraction(string source, string externalId) => IsDeleted ? null : StoryRecord.Of(this, source, externalId);

    internal static bool IsExtra(string name) => name.StartsWith(ExtraMark, StringComparison.Ordinal);

    internal string? Text(FactField field) => Facts.TryGetValue(field.ToString(), out var fact) ? fact.Value : null;

    internal long? Number(FactField field) => Text(field) is { } text && long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal bool? Flag(FactField field) => Number(field) is { } number ? number != 0 : null;

    internal Instant? Moment(FactField field) => Number(field) is { } milliseconds ? new Instant(milliseconds) : null;

    private Story Says(string name, string? value, Instant at) => value?.Trim() is { Length: > 0 } text ? Says(name, new Fact(text, at)) : this;

    private Story Says(string name, Fact fact) => this with { Facts = Facts.SetItem(name, Facts.TryGetValue(name, out var mine) ? Fact.Later(mine, fact) : fact) };

    // The first and the last of what is kept of two are those of both together, so that joining stays independent of order.
    private static ImmutableSortedSet<T> Bounded<T>(ImmutableSortedSet<T> all) =>
        all.Count <= MostFirst + MostLast ? all : [.. all.Take(MostFirst), .. all.Skip(all.Count - MostLast)];
}
