using CxDashboard.Domain.Interactions;
using CxDashboard.Domain.Time;

namespace CxDashboard.Tests.Oracle;

/// <summary>
/// The definitions of docs/issues.md once more: slow, and as close to their words as code can be. It shares nothing with
/// the engine but the record, so that the same mistake would have to be made twice.
/// </summary>
public sealed partial class NaiveOracle
{
    private static readonly TimeSpan Seven = TimeSpan.FromDays(7);
    private static readonly TimeSpan Thirty = TimeSpan.FromDays(30);
    private static readonly TimeSpan Ninety = TimeSpan.FromDays(90);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private readonly OracleSettings _settings;
    private readonly OracleCustomers _customers;
    private readonly Dictionary<OracleContact, OracleIssue> _issueOf;
    private readonly IReadOnlyList<(Instant T, Instant K)> _ends;

    /// <param name="records">The latest version of each record, in the order in which they first arrived.</param>
    /// <param name="sources">Every source of the records.</param>
    /// <param name="settings">What the workspace has set; the defaults without.</param>
    /// <param name="customers">Aliases and shared customers; none without.</param>
    public NaiveOracle(
        IReadOnlyList<Interaction> records, IReadOnlyList<OracleSource> sources, Instant asOf, OracleSettings? settings = null, OracleCustomers? customers = null)
    {
        _settings = settings ?? new OracleSettings();
        _customers = customers ?? OracleCustomers.None;
        Contacts =
        [
            .. records
                .Select(r => (Record: r, Source: sources.Single(s => s.Name == r.Source)))
                .Where(x => x.Record.OpenedAt <= x.Source.T(asOf))
                .Select(x => new OracleContact(x.Record, _customers.Resolve(x.Record.Customer), x.Source.T(asOf), x.Source.K(asOf))),
        ];
        _ends = [.. sources.Where(s => records.Any(r => r.Source == s.Name)).Select(s => (s.T(asOf), s.K(asOf)))];
        Issues = OracleChain.Issues(Contacts, _settings);
        _issueOf = Issues.SelectMany(i => i.Members, (issue, member) => (issue, member)).ToDictionary(x => x.member, x => x.issue);
    }

    /// <summary>Every interaction that exists by T, both directions.</summary>
    public IReadOnlyList<OracleContact> Contacts { get; }
    public IReadOnlyList<OracleIssue> Issues { get; }

    /// <summary>All metrics it can answer: the whole catalogue.</summary>
    public static IReadOnlyList<string> Metrics { get; } =
    [
        "interactions", "interactions-reopened", "issues-opened", "issues-claimed", "issues-held", "customers-served", "contacts-per-issue",
        "open-now", "oldest-open", "abandoned-share", "identified-share", "failure-demand-share", "transfers-per-issue",
        "claimed-rate", "held-rate-7d", "held-rate-30d", "claimed-held-gap", "first-contact-resolution", "reopen-rate-7d",
        "reopen-rate-30d", "repeat-contact-rate-7d", "repeat-contact-rate-30d", "confirmed-rate", "refuted-rate", "silent-share",
        "first-reply-median", "first-reply-p90", "first-useful-reply-median", "first-useful-reply-p90", "resolution-time-median",
        "resolution-time-p90", "resolution-time-closed-median", "last-resolution-time-median", "waiting-on-us-median",
        "first-reply-median-business", "first-reply-p90-business", "first-useful-reply-median-business", "first-useful-reply-p90-business",
        "resolution-time-median-business", "resolution-time-p90-business", "resolution-time-closed-median-business", "last-resolution-time-median-business",
        "delighted-share", "satisfied-share", "unhappy-share", "mean-rating", "response-rate", "asked-share", "easy-share", "nps", "would-buy-again-share",
        "with-words-share", "gestures-per-100-issues", "recovered-share", "won-back-share",
        "cost-per-held-issue", "cost-of-failure-demand", "cost-of-policy-contacts",
    ];

    /// <summary>The window after which a metric is final, or null where it is at once.</summary>
    public static TimeSpan? Window(string metric) => metric switch
    {
        "claimed-held-gap" or "first-contact-resolution" or "issues-held" or "cost-per-held-issue" => Seven,
        "recovered-share" => Ninety,
        "won-back-share" => Year,
        _ when metric.EndsWith("-7d", StringComparison.Ordinal) => Seven,
        _ when metric.EndsWith("-30d", StringComparison.Ordinal) => Thirty,
        _ => null,
    };

    /// <summary>One figure. Slices: several values of one field mean any of them, several fields all of them; an alias asked for means its customer.</summary>
    public OracleAnswer Ask(string metric, OracleBucket bucket, params IReadOnlyList<OracleSlice> slices)
    {
        if (!Metrics.Contains(metric, StringComparer.Ordinal)) throw new ArgumentOutOfRangeException(nameof(metric), metric, "The oracle does not know this metric.");
        List<OracleSlice> asked = [.. slices.Select(s => s.Field == "customer" ? s with { Value = _customers.Follow(s.Value) } : s)];
        var everIssue = Issues.Where(i => OracleSlices.Hold(i.First, asked)).ToList();
        var contacts = Contacts.Where(c => bucket.Holds(c.Opened) && OracleSlices.Hold(c, asked)).ToList();
        var issues = everIssue.Where(i => bucket.Holds(i.Opened)).ToList();
        var (count, n, value, low, high) = metric is "open-now" or "oldest-open" ? Open(metric, bucket, everIssue) : Figure(metric, contacts, issues);
        Instant? k = contacts.Count == 0 ? null : contacts.Min(c => c.K);
        if (Window(metric) is not { } w) return new OracleAnswer(count, n, value, false, null, k, low, high);

        var share = MaturingShare(metric, w, contacts, issues);
        var endIsTooNear = !bucket.IsAll && bucket.End is { } end && k < end + w;
        return new OracleAnswer(count, n, value, endIsTooNear || share > 0.05, share, k, low, high);
    }

    private double? MaturingShare(string metric, TimeSpan w, List<OracleContact> contacts, List<OracleIssue> issues)
    {
        if (metric is "recovered-share" or "won-back-share")
        {
            var unhappy = OracleUnhappyCustomer.Among(contacts);
            return PartOf(unhappy.Count, unhappy.Count(u => !IsBack(metric, u) && u.LastMoment + w > u.K));
        }

        return PartOf(issues.Count(i => i.FirstClaim is not null), issues.Count(i => i.State(w) == OracleState.Maturing));
    }

    private static double? PartOf(int n, int count) => n == 0 ? null : (double)count / n;
}
