using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>One issue (at its first contact) or interaction behind a figure, and what it adds where it adds a number.</summary>
public readonly record struct OracleRow(OracleContact At, bool Counts, double? Value = null);

/// <summary>Which issues and interactions make each figure, said once more without adding them up.</summary>
public sealed partial class NaiveOracle
{
    /// <summary>The rows of which <see cref="Ask"/> says how many there are.</summary>
    public IReadOnlyList<OracleRow> Behind(string metric, OracleBucket bucket, params IReadOnlyList<OracleSlice> slices)
    {
        List<OracleSlice> asked = [.. slices.Select(s => s.Field == "customer" ? s with { Value = _customers.Follow(s.Value) } : s)];
        var everIssue = Issues.Where(i => OracleSlices.Hold(i.First, asked)).ToList();
        var contacts = Contacts.Where(c => bucket.Holds(c.Opened) && OracleSlices.Hold(c, asked)).ToList();
        var issues = everIssue.Where(i => bucket.Holds(i.Opened)).ToList();
        if (metric is "open-now" or "oldest-open") return [.. OpenRows(metric, bucket.IsAll ? null : bucket.End, everIssue)];
        return [.. IssueRows(metric, issues) ?? ContactRows(metric, contacts) ?? TimeRows(metric, contacts, issues)];
    }

    private IEnumerable<OracleRow>? IssueRows(string metric, List<OracleIssue> issues)
    {
        var known = issues.Where(i => i.HasCustomer).ToList();
        var claimed = issues.Where(i => i.FirstClaim is not null).ToList();
        return metric switch
        {
            "issues-opened" => Rows(issues, _ => true),
            "issues-claimed" or "claimed-rate" => Rows(issues, i => i.FirstClaim is not null),
            "issues-held" or "held-rate-7d" => Rows(known, i => i.State(Seven) == OracleState.Held),
            "held-rate-30d" => Rows(known, i => i.State(Thirty) == OracleState.Held),
            "claimed-held-gap" => Rows(known, i => i.State(Seven) == OracleState.Broken),
            "first-contact-resolution" => Rows(known, i => i.State(Seven) == OracleState.Held && i.Members.Count == 1),
            "reopen-rate-7d" => Rows(claimed, i => i.IsReopenedWithin(Seven)),
            "reopen-rate-30d" => Rows(claimed, i => i.IsReopenedWithin(Thirty)),
            "repeat-contact-rate-7d" => Rows(claimed.Where(i => i.HasCustomer), i => i.IsRepeatedWithin(Seven)),
            "repeat-contact-rate-30d" => Rows(claimed.Where(i => i.HasCustomer), i => i.IsRepeatedWithin(Thirty)),
            "confirmed-rate" => Rows(claimed, i => i.Answer == true),
            "refuted-rate" => Rows(claimed, i => i.Answer == false),
            "silent-share" => Rows(claimed, i => i.Answer is null),
            "abandoned-share" => Rows(issues, i => i.IsAbandoned(_settings.QuietLimit)),
            "identified-share" => Rows(issues, i => i.HasCustomer),
            "gestures-per-100-issues" => Rows(issues, i => i.Members.Any(m => m.Record.Gesture is not null)),
            "contacts-per-issue" => Rows(issues, _ => true, i => i.Members.Count),
            "transfers-per-issue" => Rows(issues.Where(i => i.Members.Any(m => m.Record.Transfers is not null)), _ => true, i => i.Members.Sum(m => m.Record.Transfers ?? 0)),
            "cost-per-held-issue" => CostRows(issues),
            _ => null,
        };
    }

    private IEnumerable<OracleRow>? ContactRows(string metric, List<OracleContact> contacts)
    {
        var rated = contacts.Where(c => c.IsRated).ToList();
        return metric switch
        {
            "interactions" => Rows(contacts, _ => true),
            "interactions-reopened" => Rows(contacts, c => c.Reopened > 0),
            "customers-served" => Rows(contacts, c => c.Customer is not null && c == contacts.Where(o => o.Customer == c.Customer).MinBy(o => o.Opened)),
            "failure-demand-share" => Rows(contacts.Where(c => c.IsIn), IsFailureDemand),
            "delighted-share" => Rows(rated, c => Scale(c).Delighted(c.Record.Rating!.Value)),
            "satisfied-share" => Rows(rated, c => c.IsSatisfied),
            "unhappy-share" => Rows(rated, c => c.IsUnhappy),
            "mean-rating" => Rows(rated, _ => true, c => Scale(c).OnFive(c.Record.Rating!.Value)),
            "response-rate" => Rows(contacts.Where(c => c.Record.Asked != false), c => c.IsRated),
            "asked-share" => Rows(contacts, c => c.Record.Asked != false),
            "with-words-share" => Rows(rated, c => c.Record.Comment is not null),
            "easy-share" => Rows(contacts.Where(c => c.Effort is not null), c => c.Effort is >= 5 and <= 7),
            "nps" => Rows(contacts.Where(c => c.Recommend is not null), c => c.Recommend >= 9, c => c.Recommend >= 9 ? 100 : c.Recommend <= 6 ? -100 : 0),
            "would-buy-again-share" => Rows(contacts.Where(c => c.WouldBuyAgain is not null), c => c.WouldBuyAgain == true),
            "recovered-share" or "won-back-share" => OracleUnhappyCustomer.Among(contacts).Select(u => new OracleRow(LastMoment(u, contacts), IsBack(metric, u))),
            "cost-of-failure-demand" => Rows(contacts.Where(c => c.IsIn && IsFailureDemand(c)), c => c.Record.Cost is not null, c => (double?)c.Record.Cost),
            "cost-of-policy-contacts" => Rows(contacts.Where(c => c.Record.Policy is not null), c => c.Record.Cost is not null, c => (double?)c.Record.Cost),
            _ => null,
        };
    }

    private IEnumerable<OracleRow> TimeRows(string metric, List<OracleContact> contacts, List<OracleIssue> issues)
    {
        var business = metric.EndsWith(Business, StringComparison.Ordinal);
        var timed = issues.Where(i => !i.HasUnknownClaimAtF);
        var rows = (business ? metric[..^Business.Length] : metric) switch
        {
            "first-reply-median" or "first-reply-p90" => Replied(c => c.Record.FirstReplyAt),
            "first-useful-reply-median" or "first-useful-reply-p90" => Replied(c => c.Record.FirstUsefulReplyAt),
            "resolution-time-median" or "resolution-time-p90" => Rows(timed, i => i.FirstClaim is not null, i => Lasted(i.First, i.FirstClaim ?? i.T, business)),
            "resolution-time-closed-median" => Rows(timed.Where(i => i.FirstClaim is not null), _ => true, i => Lasted(i.First, i.FirstClaim!.Value, business)),
            "last-resolution-time-median" => Rows(
                issues.Where(i => i.FirstClaim is not null && !i.IsOpenNow && i.LatestKnownClaim is not null), _ => true, i => Lasted(i.First, i.LatestKnownClaim!.Value, business)),
            "waiting-on-us-median" => Rows(issues, _ => true, WaitingOnUs),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The oracle does not know this metric."),
        };
        return rows.Where(r => r.Value is not null);

        IEnumerable<OracleRow> Replied(Func<OracleContact, Instant?> reply) =>
            Rows(contacts.Where(c => c.IsIn && reply(c) is { } at && c.Opened <= at && at <= c.T), _ => true, c => Lasted(c, reply(c)!.Value, business));
    }

    private static IEnumerable<OracleRow> OpenRows(string metric, Instant? end, List<OracleIssue> everIssue)
    {
        var begun = everIssue.Where(i => !(i.Opened > end)).ToList();
        var rows = Rows(begun, i => end is { } at ? i.IsOpenAt(at) : i.IsOpenNow, i => ((i.T > end ? end.Value : i.T) - i.Opened).TotalSeconds);
        return metric == "oldest-open" ? rows.Where(r => r.Counts) : rows.Select(r => r with { Value = null });
    }

    // All that is in the sum, and all that it is divided by; nothing as long as no cost is known.
    private static IEnumerable<OracleRow> CostRows(List<OracleIssue> issues)
    {
        var rows = Rows(issues, i => i.HasCustomer && i.State(Seven) == OracleState.Held,
            i => i.Members.Any(m => m.Record.Cost is not null) ? (double)i.Members.Sum(m => m.Record.Cost ?? 0) : null).ToList();
        return rows.Exists(r => r.Value is not null) ? rows.Where(r => r.Counts || r.Value is not null) : [];
    }

    private static OracleContact LastMoment(OracleUnhappyCustomer customer, List<OracleContact> contacts) =>
        contacts.First(c => c.Customer == customer.Customer && c.IsUnhappyMoment && c.AnsweredAt == customer.LastMoment && c.K == customer.K);

    private static IEnumerable<OracleRow> Rows(IEnumerable<OracleIssue> issues, Func<OracleIssue, bool> counts, Func<OracleIssue, double?>? value = null) =>
        issues.Select(i => new OracleRow(i.First, counts(i), value?.Invoke(i)));

    private static IEnumerable<OracleRow> Rows(IEnumerable<OracleContact> contacts, Func<OracleContact, bool> counts, Func<OracleContact, double?>? value = null) =>
        contacts.Select(c => new OracleRow(c, counts(c), value?.Invoke(c)));
}
