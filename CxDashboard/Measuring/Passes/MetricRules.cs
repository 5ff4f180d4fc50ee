using System.Collections.Frozen;
using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Chaining;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

/// <summary>What each metric counts, by its id and version.</summary>
internal static class MetricRules
{
    public const long Day = 86_400_000;

    private static readonly FrozenDictionary<(string Id, int Version), MetricRule> Rules = All().ToFrozenDictionary(r => (r.Id, 1), r => r.Rule);

    /// <exception cref="InvalidOperationException">A definition that nothing counts.</exception>
    public static MetricRule Of(MetricDefinition metric) => Rules.TryGetValue(metric.CountedAs is { } other ? (other, 1) : (metric.Id, metric.Version), out var rule)
        ? rule
        : throw new InvalidOperationException($"The metric {metric.Id} is defined in version {metric.Version}, but nothing counts it.");

    /// <summary>Claimed, nothing broke it, and the whole window is known.</summary>
    public static bool Held(IssueBits bits, IssueAge age, int days) =>
        (bits & IssueBits.Claimed) != 0 && !Broke(bits, days) && (age & (days == 7 ? IssueAge.Over7 : IssueAge.Over30)) != 0;

    /// <summary>Claimed, nothing broke it yet, and the window is not over.</summary>
    public static bool Maturing(IssueBits bits, IssueAge age, int days) =>
        (bits & IssueBits.Claimed) != 0 && !Broke(bits, days) && (age & (days == 7 ? IssueAge.Over7 : IssueAge.Over30)) == 0;

    /// <summary>An unhappy rating, or "was not resolved".</summary>
    public static bool IsUnhappy(RowKind kind) =>
        (kind.Flags & RowFlags.ConfirmedNo) != 0 || (kind.IsRated && RatingScales.IsUnhappy(kind.Scale, kind.Rating));

    /// <summary>A rating of at least satisfied.</summary>
    public static bool IsContent(RowKind kind) => kind.IsRated && RatingScales.IsSatisfied(kind.Scale, kind.Rating);

    private static IEnumerable<(string Id, MetricRule Rule)> All() => [.. OfIssues(), .. OfInteractions(), .. OfAnswers(), .. OfTime(), .. Others()];

    private static IEnumerable<(string, MetricRule)> OfIssues() =>
    [
        Issues("claimed-rate", _ => true, Claimed),
        Windowed("held-rate-7d", Known, (bits, age) => Held(bits, age, 7)),
        Windowed("held-rate-30d", Known, (bits, age) => Held(bits, age, 30)),
        Issues("claimed-held-gap", Known, bits => Claimed(bits) && Broke(bits, 7)),
        Windowed("first-contact-resolution", Known, (bits, age) => Held(bits, age, 7) && (bits & IssueBits.Several) == 0),
        Issues("reopen-rate-7d", Claimed, bits => (bits & IssueBits.ReopenedIn7) != 0),
        Issues("reopen-rate-30d", Claimed, bits => (bits & IssueBits.ReopenedIn30) != 0),
        Issues("repeat-contact-rate-7d", ClaimedAndKnown, bits => (bits & IssueBits.CameBackIn7) != 0),
        Issues("repeat-contact-rate-30d", ClaimedAndKnown, bits => (bits & IssueBits.CameBackIn30) != 0),
        Issues("confirmed-rate", Claimed, bits => (bits & IssueBits.SaidYes) != 0),
        Issues("refuted-rate", Claimed, bits => (bits & IssueBits.SaidNo) != 0),
        Issues("silent-share", Claimed, bits => (bits & (IssueBits.SaidYes | IssueBits.SaidNo)) == 0),
        Windowed("abandoned-share", _ => true, (bits, age) => !Claimed(bits) && ((bits & IssueBits.AbandonedMember) != 0 || (age & IssueAge.Quiet) != 0)),
        Issues("identified-share", _ => true, Known),
        Issues("issues-opened", _ => true, _ => true),
        Issues("issues-claimed", _ => true, Claimed),
        Windowed("issues-held", Known, (bits, age) => Held(bits, age, 7)),
        Issues("gestures-per-100-issues", _ => true, bits => (bits & IssueBits.Gesture) != 0),
    ];

    private static IEnumerable<(string, MetricRule)> OfInteractions() =>
    [
        Interactions("interactions", _ => true, _ => true),
        ("interactions-reopened", new InteractionRule((_, _, reopened) => Addition.Share(true, reopened))),
        ("failure-demand-share", new InteractionRule((kind, repeat, _) => Addition.Share(IsIn(kind), IsFailure(kind, repeat)))),
        ("cost-of-failure-demand", new CostRule(IsFailure)),
        ("cost-of-policy-contacts", new CostRule((kind, _) => (kind.Flags & RowFlags.Policy) != 0)),
    ];

    private static IEnumerable<(string, MetricRule)> OfAnswers() =>
    [
        Interactions("delighted-share", kind => kind.IsRated, kind => RatingScales.IsDelighted(kind.Scale, kind.Rating)),
        Interactions("satisfied-share", kind => kind.IsRated, IsSatisfied),
        Interactions("unhappy-share", kind => kind.IsRated, kind => RatingScales.IsUnhappy(kind.Scale, kind.Rating)),
        ("mean-rating", new InteractionRule((kind, _, _) => kind.IsRated ? Addition.Value(RatingScales.OnFive(kind.Scale, kind.Rating)) : default)),
        Interactions("response-rate", kind => (kind.Flags & RowFlags.AskedNo) == 0, kind => kind.IsRated),
        Interactions("asked-share", _ => true, kind => (kind.Flags & RowFlags.AskedNo) == 0),
        Interactions("easy-share", kind => kind.Effort != 0, kind => kind.Effort >= 5),
        ("nps", new InteractionRule((kind, _, _) => kind.Recommend < 0 ? default
            : new Addition(1, 0, kind.Recommend >= 9 ? 1 : kind.Recommend <= 6 ? -1 : 0, kind.Recommend is >= 9 or <= 6 ? 1 : 0))),
        Interactions("would-buy-again-share", kind => (kind.Flags & (RowFlags.WouldBuyAgain | RowFlags.WouldNotBuyAgain)) != 0, kind => (kind.Flags & RowFlags.WouldBuyAgain) != 0),
        Interactions("with-words-share", kind => kind.IsRated, kind => (kind.Flags & RowFlags.Comment) != 0),
    ];

    private static IEnumerable<(string, MetricRule)> OfTime()
    {
        foreach (var (ending, business) in ((string, bool)[])[("", false), ("-business", true)])
        {
            yield return ("first-reply-median" + ending, new ValueRule(ValueSet.FirstReply, Business: business));
            yield return ("first-reply-p90" + ending, new ValueRule(ValueSet.FirstReply, Business: business));
            yield return ("first-useful-reply-median" + ending, new ValueRule(ValueSet.FirstUsefulReply, Business: business));
            yield return ("first-useful-reply-p90" + ending, new ValueRule(ValueSet.FirstUsefulReply, Business: business));
            yield return ("resolution-time-median" + ending, new ValueRule(ValueSet.Resolution, Survives: true, business));
            yield return ("resolution-time-p90" + ending, new ValueRule(ValueSet.Resolution, Survives: true, business));
            yield return ("resolution-time-closed-median" + ending, new ValueRule(ValueSet.Resolution, Business: business));
            yield return ("last-resolution-time-median" + ending, new ValueRule(ValueSet.LastResolution, Business: business));
        }
    }

    private static IEnumerable<(string, MetricRule)> Others() =>
    [
        ("waiting-on-us-median", new ValueRule(ValueSet.WaitingOnUs)),
        ("customers-served", new CustomersRule()),
        ("contacts-per-issue", new MembersRule(MemberSum.Contacts)),
        ("transfers-per-issue", new MembersRule(MemberSum.Transfers)),
        ("cost-per-held-issue", new MembersRule(MemberSum.CostPerHeld)),
        ("open-now", new StockRule(Oldest: false)),
        ("oldest-open", new StockRule(Oldest: true)),
        ("recovered-share", new RecoveryRule(90, Recovery.Recovered)),
        ("won-back-share", new RecoveryRule(365, Recovery.WonBack)),
    ];

    private static (string, MetricRule) Issues(string id, Func<IssueBits, bool> of, Func<IssueBits, bool> counts) =>
        (id, new IssueRule((bits, _) => Addition.Share(of(bits), counts(bits))));

    private static (string, MetricRule) Windowed(string id, Func<IssueBits, bool> of, Func<IssueBits, IssueAge, bool> counts) =>
        (id, new IssueRule((bits, age) => Addition.Share(of(bits), counts(bits, age)), AsksAge: true));

    private static (string, MetricRule) Interactions(string id, Func<RowKind, bool> of, Func<RowKind, bool> counts) =>
        (id, new InteractionRule((kind, _, _) => Addition.Share(of(kind), of(kind) && counts(kind))));

    private static bool Claimed(IssueBits bits) => (bits & IssueBits.Claimed) != 0;

    private static bool Known(IssueBits bits) => (bits & IssueBits.KnownCustomer) != 0;

    private static bool ClaimedAndKnown(IssueBits bits) => Claimed(bits) && Known(bits);

    private static bool Broke(IssueBits bits, int days) =>
        (bits & (days == 7 ? IssueBits.CameBackIn7 | IssueBits.ReopenedIn7 : IssueBits.CameBackIn30 | IssueBits.ReopenedIn30)) != 0;

    private static bool IsIn(RowKind kind) => (kind.Flags & RowFlags.Out) == 0;

    private static bool IsFailure(RowKind kind, bool repeat) => IsIn(kind) && (repeat || (kind.Flags & RowFlags.Caused) != 0);

    private static bool IsSatisfied(RowKind kind) => RatingScales.IsSatisfied(kind.Scale, kind.Rating);
}
