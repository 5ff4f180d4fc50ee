using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>
/// The definitions of docs/metrics.md once more: slow, and as close to their words as code can be. It shares nothing with
/// the engine but the record, so that the same mistake would have to be made twice.
/// </summary>
public sealed class NaiveOracle
{
    private static readonly TimeSpan Seven = TimeSpan.FromDays(7);
    private static readonly TimeSpan Thirty = TimeSpan.FromDays(30);
    private readonly TimeSpan _quiet;

    /// <param name="records">The latest version of each record, in the order in which they first arrived.</param>
    /// <param name="sources">Every source of the records.</param>
    public NaiveOracle(
        IReadOnlyList<Interaction> records, IReadOnlyList<OracleSource> sources, Instant asOf, TimeSpan? repeatWindow = null, TimeSpan? quietLimit = null)
    {
        _quiet = quietLimit ?? TimeSpan.FromDays(90);
        Contacts =
        [
            .. records
                .Select(r => (Record: r, Source: sources.Single(s => s.Name == r.Source)))
                .Where(x => x.Record.OpenedAt <= x.Source.T(asOf))
                .Select(x => new OracleContact(x.Record, x.Source.T(asOf), x.Source.K(asOf))),
        ];
        Issues = OracleChain.Issues(Contacts, repeatWindow ?? Seven, _quiet);
    }

    /// <summary>Every interaction that exists by T, both directions.</summary>
    public IReadOnlyList<OracleContact> Contacts { get; }
    public IReadOnlyList<OracleIssue> Issues { get; }

    /// <summary>All metrics it can answer.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        "claimed-rate", "held-rate-7d", "held-rate-30d", "claimed-held-gap", "first-contact-resolution", "reopen-rate-7d",
        "reopen-rate-30d", "repeat-contact-rate-7d", "repeat-contact-rate-30d", "confirmed-rate", "refuted-rate", "silent-share",
        "abandoned-share", "identified-share", "contacts-per-issue", "resolution-time-median", "resolution-time-p90",
        "resolution-time-closed-median", "interactions", "interactions-reopened", "customers-served", "first-reply-median",
        "first-reply-p90", "delighted-share", "satisfied-share", "unhappy-share", "mean-rating", "response-rate",
    ];

    /// <summary>The window after which a metric is final, or null where it is at once.</summary>
    public static TimeSpan? Window(string metric) => metric switch
    {
        "claimed-held-gap" or "first-contact-resolution" => Seven,
        _ when metric.EndsWith("-7d", StringComparison.Ordinal) => Seven,
        _ when metric.EndsWith("-30d", StringComparison.Ordinal) => Thirty,
        _ => null,
    };

    /// <summary>One figure. Slices: several values of one field mean any of them, several fields all of them.</summary>
    public OracleAnswer Ask(string metric, OracleBucket bucket, params IReadOnlyList<(string Field, string? Value)> slices)
    {
        var contacts = Contacts.Where(c => bucket.Holds(c.Opened) && OracleSlices.Hold(c, slices)).ToList();
        var issues = Issues.Where(i => bucket.Holds(i.Opened) && OracleSlices.Hold(i.First, slices)).ToList();
        var (count, n, value) = Figure(metric, contacts, issues);
        Instant? k = contacts.Count == 0 ? null : contacts.Min(c => c.K);
        if (Window(metric) is not { } w) return new OracleAnswer(count, n, value, false, null, k);

        var claimed = issues.Where(i => i.FirstClaim is not null).ToList();
        double? share = claimed.Count == 0 ? null : (double)claimed.Count(i => i.State(w) == OracleState.Maturing) / claimed.Count;
        var endIsTooNear = !bucket.IsAll && bucket.End is { } end && k < end + w;
        return new OracleAnswer(count, n, value, endIsTooNear || share > 0.05, share, k);
    }

    private (double? Count, long N, double? Value) Figure(string metric, List<OracleContact> contacts, List<OracleIssue> issues)
    {
        var known = issues.Where(i => i.HasCustomer).ToList();
        var claimed = issues.Where(i => i.FirstClaim is not null).ToList();
        var timed = issues.Where(i => !i.HasUnknownClaimAtF).ToList();
        var rated = contacts.Where(c => c.IsRated).ToList();
        var asked = contacts.Where(c => c.Record.Asked != false).ToList();
        return metric switch
        {
            "claimed-rate" => Share(issues, i => i.FirstClaim is not null),
            "held-rate-7d" => Share(known, i => i.State(Seven) == OracleState.Held),
            "held-rate-30d" => Share(known, i => i.State(Thirty) == OracleState.Held),
            "claimed-held-gap" => Share(known, i => i.State(Seven) == OracleState.Broken),
            "first-contact-resolution" => Share(known, i => i.State(Seven) == OracleState.Held && i.Members.Count == 1),
            "reopen-rate-7d" => Share(claimed, i => i.IsReopenedWithin(Seven)),
            "reopen-rate-30d" => Share(claimed, i => i.IsReopenedWithin(Thirty)),
            "repeat-contact-rate-7d" => Share([.. claimed.Where(i => i.HasCustomer)], i => i.IsRepeatedWithin(Seven)),
            "repeat-contact-rate-30d" => Share([.. claimed.Where(i => i.HasCustomer)], i => i.IsRepeatedWithin(Thirty)),
            "confirmed-rate" => Share(claimed, i => i.Answer == true),
            "refuted-rate" => Share(claimed, i => i.Answer == false),
            "silent-share" => Share(claimed, i => i.Answer is null),
            "abandoned-share" => Share(issues, i => i.IsAbandoned(_quiet)),
            "identified-share" => Share(issues, i => i.HasCustomer),
            "contacts-per-issue" => Ratio(issues.Sum(i => i.Members.Count), issues.Count),
            "resolution-time-median" => (null, timed.Count, OracleQuantiles.KaplanMeier([.. timed.Select(Wait)], 0.5)),
            "resolution-time-p90" => (null, timed.Count, OracleQuantiles.KaplanMeier([.. timed.Select(Wait)], 0.9)),
            "resolution-time-closed-median" => Quantile(timed.Where(i => i.FirstClaim is not null).Select(i => Wait(i).Seconds), 0.5),
            "interactions" => Number(contacts.Count, contacts.Count),
            "interactions-reopened" => Number(contacts.Count, contacts.Count(c => c.Reopened > 0)),
            "customers-served" => Number(
                contacts.Count, contacts.Select(c => c.Record.Customer).Where(c => c is not null).Distinct(StringComparer.Ordinal).Count()),
            "first-reply-median" => Quantile(Replies(contacts), 0.5),
            "first-reply-p90" => Quantile(Replies(contacts), 0.9),
            "delighted-share" => Share(rated, c => Scale(c).Delighted(c.Record.Rating!.Value)),
            "satisfied-share" => Share(rated, c => Scale(c).Satisfied(c.Record.Rating!.Value)),
            "unhappy-share" => Share(rated, c => Scale(c).Unhappy(c.Record.Rating!.Value)),
            "mean-rating" => (null, rated.Count, rated.Count == 0 ? null : rated.Average(c => Scale(c).OnFive(c.Record.Rating!.Value))),
            "response-rate" => Share(asked, c => c.IsRated),
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "The oracle does not know this metric."),
        };
    }

    private static OracleRating Scale(OracleContact contact) => OracleRating.Find(contact.Record.RatingScale)!;

    private static (double Seconds, bool Ended) Wait(OracleIssue issue) =>
        (((issue.FirstClaim ?? issue.T) - issue.Opened).TotalSeconds, issue.FirstClaim is not null);

    private static IEnumerable<double> Replies(IEnumerable<OracleContact> contacts) => contacts
        .Where(c => c.IsIn && c.Record.FirstReplyAt <= c.T)
        .Select(c => (c.Record.FirstReplyAt!.Value - c.Opened).TotalSeconds)
        .Where(seconds => seconds >= 0);

    private static (double? Count, long N, double? Value) Share<T>(IReadOnlyCollection<T> of, Func<T, bool> counts) =>
        Ratio(of.Count(counts), of.Count);

    private static (double? Count, long N, double? Value) Ratio(int count, int n) => (count, n, n == 0 ? null : (double)count / n);

    private static (double? Count, long N, double? Value) Number(int n, int number) => (null, n, n == 0 ? null : number);

    private static (double? Count, long N, double? Value) Quantile(IEnumerable<double> values, double p)
    {
        var list = values.ToList();
        return (null, list.Count, OracleQuantiles.Type7(list, p));
    }
}
