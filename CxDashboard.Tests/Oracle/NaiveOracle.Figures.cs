using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>What each metric counts.</summary>
public sealed partial class NaiveOracle
{
    private OracleFigure Figure(string metric, List<OracleContact> contacts, List<OracleIssue> issues)
    {
        var known = issues.Where(i => i.HasCustomer).ToList();
        var claimed = issues.Where(i => i.FirstClaim is not null).ToList();
        var rated = contacts.Where(c => c.IsRated).ToList();
        var asked = contacts.Where(c => c.Record.Asked != false).ToList();
        return metric switch
        {
            "interactions" => OracleFigure.Number(contacts.Count, contacts.Count),
            "interactions-reopened" => OracleFigure.Number(contacts.Count, contacts.Count(c => c.Reopened > 0)),
            "customers-served" => OracleFigure.Number(
                contacts.Count, contacts.Select(c => c.Customer).Where(c => c is not null).Distinct(StringComparer.Ordinal).Count()),
            "issues-opened" => OracleFigure.Number(issues.Count, issues.Count),
            "issues-claimed" => OracleFigure.Number(issues.Count, claimed.Count),
            "issues-held" => OracleFigure.Number(known.Count, known.Count(i => i.State(Seven) == OracleState.Held)),
            "contacts-per-issue" => OracleFigure.Ratio(issues.Sum(i => i.Members.Count), issues.Count),
            "transfers-per-issue" => OracleFigure.Ratio(
                issues.SelectMany(i => i.Members).Sum(m => m.Record.Transfers ?? 0), issues.Count(i => i.Members.Any(m => m.Record.Transfers is not null))),
            "abandoned-share" => OracleFigure.Share(issues, i => i.IsAbandoned(_settings.QuietLimit)),
            "identified-share" => OracleFigure.Share(issues, i => i.HasCustomer),
            "failure-demand-share" => OracleFigure.Share([.. contacts.Where(c => c.IsIn)], IsFailureDemand),

            "claimed-rate" => OracleFigure.Share(issues, i => i.FirstClaim is not null),
            "held-rate-7d" => OracleFigure.Share(known, i => i.State(Seven) == OracleState.Held),
            "held-rate-30d" => OracleFigure.Share(known, i => i.State(Thirty) == OracleState.Held),
            "claimed-held-gap" => OracleFigure.Share(known, i => i.State(Seven) == OracleState.Broken),
            "first-contact-resolution" => OracleFigure.Share(known, i => i.State(Seven) == OracleState.Held && i.Members.Count == 1),
            "reopen-rate-7d" => OracleFigure.Share(claimed, i => i.IsReopenedWithin(Seven)),
            "reopen-rate-30d" => OracleFigure.Share(claimed, i => i.IsReopenedWithin(Thirty)),
            "repeat-contact-rate-7d" => OracleFigure.Share([.. claimed.Where(i => i.HasCustomer)], i => i.IsRepeatedWithin(Seven)),
            "repeat-contact-rate-30d" => OracleFigure.Share([.. claimed.Where(i => i.HasCustomer)], i => i.IsRepeatedWithin(Thirty)),
            "confirmed-rate" => OracleFigure.Share(claimed, i => i.Answer == true),
            "refuted-rate" => OracleFigure.Share(claimed, i => i.Answer == false),
            "silent-share" => OracleFigure.Share(claimed, i => i.Answer is null),

            "delighted-share" => OracleFigure.Share(rated, c => Scale(c).Delighted(c.Record.Rating!.Value)),
            "satisfied-share" => OracleFigure.Share(rated, c => c.IsSatisfied),
            "unhappy-share" => OracleFigure.Share(rated, c => c.IsUnhappy),
            "mean-rating" => new(null, rated.Count, rated.Count == 0 ? null : rated.Average(c => Scale(c).OnFive(c.Record.Rating!.Value))),
            "response-rate" => OracleFigure.Share(asked, c => c.IsRated),
            "asked-share" => OracleFigure.Share(contacts, c => c.Record.Asked != false),
            "with-words-share" => OracleFigure.Share(rated, c => c.Record.Comment is not null),
            "easy-share" => OracleFigure.Share([.. contacts.Where(c => c.Effort is not null)], c => c.Effort is >= 5 and <= 7),
            "nps" => OracleFigure.Nps([.. contacts.Where(c => c.Recommend is not null).Select(c => c.Recommend!.Value)]),
            "would-buy-again-share" => OracleFigure.Share([.. contacts.Where(c => c.WouldBuyAgain is not null)], c => c.WouldBuyAgain == true),
            "gestures-per-100-issues" => OracleFigure.Share(issues, i => i.Members.Any(m => m.Record.Gesture is not null)).Times(100),
            "recovered-share" or "won-back-share" => OracleFigure.Share(OracleUnhappyCustomer.Among(contacts), u => IsBack(metric, u)),

            "cost-per-held-issue" => CostPerHeldIssue(issues),
            "cost-of-failure-demand" => OracleFigure.Sum([.. contacts.Where(c => c.IsIn && IsFailureDemand(c)).Select(c => c.Record.Cost)]),
            "cost-of-policy-contacts" => OracleFigure.Sum([.. contacts.Where(c => c.Record.Policy is not null).Select(c => c.Record.Cost)]),
            _ => Time(metric, contacts, issues),
        };
    }

    private static OracleRating Scale(OracleContact contact) => OracleRating.Find(contact.Record.RatingScale)!;

    private bool IsFailureDemand(OracleContact contact) => _issueOf[contact].IsRepetition(contact)
        || contact.Record.Cause is not null
        || contact.Record.Policy is not null
        || (contact.Record.Topic is { } topic && _settings.FailureTopics.Contains(topic, StringComparer.Ordinal));

    private bool IsBack(string metric, OracleUnhappyCustomer customer) => metric == "recovered-share"
        ? customer.IsBackWithin(Ninety, Contacts, c => c.IsSatisfied)
        : customer.IsBackWithin(Year, Contacts, c => c.WouldBuyAgain == true);

    private static OracleFigure CostPerHeldIssue(List<OracleIssue> issues)
    {
        var costs = issues.SelectMany(i => i.Members).Where(m => m.Record.Cost is not null).Select(m => m.Record.Cost!.Value).ToList();
        return costs.Count == 0 ? new OracleFigure(null, 0, null)
            : OracleFigure.Ratio((double)costs.Sum(), issues.Count(i => i.HasCustomer && i.State(Seven) == OracleState.Held));
    }

    /// <summary>Who waits at the bucket's end, whenever it began: by then, or by T where the end is later or there is none.</summary>
    private static OracleFigure Open(string metric, OracleBucket bucket, List<OracleIssue> everIssue)
    {
        Instant? end = bucket.IsAll ? null : bucket.End;
        var begun = everIssue.Where(i => !(i.Opened > end)).ToList();
        var open = begun.Where(i => end is { } at ? i.IsOpenAt(at) : i.IsOpenNow).ToList();
        if (metric == "open-now") return OracleFigure.Number(begun.Count, open.Count);
        if (open.Count == 0) return new OracleFigure(null, 0, null);

        // Of several oldest ones that began at one instant, the one that is known longest has waited longest.
        var waits = open.Where(i => i.Opened == open.Min(o => o.Opened)).Select(i => (i.T > end ? end.Value : i.T) - i.Opened);
        return new OracleFigure(null, open.Count, waits.Max().TotalSeconds);
    }
}
