namespace CxDashboard.Domain.Metrics;

/// <summary>
/// The time that customers lived, in seconds. Each in calendar hours, which the customer lived, and most of them also in
/// business hours: the same rule on another clock, under the same id with "-business" behind it.
/// </summary>
internal static class TimeMetrics
{
    private const string Repeat = "repeat-contact-rate-7d";
    private const string KnownInstants = "without those with a claim at an unknown instant at F";

    private const string AutomaticReplies =
        "A “first response” may count automatic answers elsewhere. Here it is what the source sends as `first_reply_at`, the first by a person; an acknowledgement by a person still counts, which `first-useful-reply-median` leaves out.";

    private const string ClosedOnly =
        "Help desks take the time of closed tickets only, so leaving hard ones open improves it. Here who still waits counts as still waiting; `resolution-time-closed-median` is their way.";

    private const string AgreementClock =
        "The clock of a service agreement runs like this one. Here the hours that the customer lived always stand beside it, and there is no promise to compare with.";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        .. BothClocks(Replies("first-reply-median", "First reply, median", "Half of the customers had a first reply by a person sooner than this.", 0.5, useful: false)),
        .. BothClocks(Replies("first-reply-p90", "First reply, slowest tenth", "One customer in ten waited longer than this for a first reply by a person.", 0.9, useful: false)),
        .. BothClocks(Replies("first-useful-reply-median", "First useful reply, median", "Half of the customers had a first reply that was of use, more than an acknowledgement, sooner than this.", 0.5, useful: true)),
        .. BothClocks(Replies("first-useful-reply-p90", "First useful reply, slowest tenth", "One customer in ten waited longer than this for a reply that was of use.", 0.9, useful: true)),
        .. BothClocks(Resolution("resolution-time-median", "Time to resolution, median", "By this time half of the issues were claimed for the first time; issues still open count as still waiting.", 0.5)),
        .. BothClocks(Resolution("resolution-time-p90", "Time to resolution, slowest tenth", "By this time nine in ten issues were claimed for the first time; issues still open count as still waiting.", 0.9)),
        .. BothClocks(Issues("resolution-time-closed-median", "Time to resolution, closed ones only",
            "Median time to the first claim of claimed issues only, as help desks count it: leaving hard issues open improves it.",
            $"Type-7 median of F − opened. n: issues that opened in the bucket and have F, {KnownInstants}.", "claimed issues",
            "This is what help desks show as time to resolution. It leaves out everybody who still waits; `resolution-time-median` does not.")),
        .. BothClocks(Issues("last-resolution-time-median", "Time to the last resolution, median",
            "Median time until we claimed an issue for the last time, with everything that came back in between.",
            "Type-7 median of (latest claim at a known instant by T) − opened. n: issues that opened in the bucket, have F and such a claim, and no open member at T.",
            "claimed issues that are not open",
            "Time to first resolution stops at the first closing, however often the ticket is opened again. This one goes on to the last, over all contacts of the issue.")),
        Issues("waiting-on-us-median", "Waiting on us, median",
            "Half of the issues had the customer waiting for us, over all contacts, for less than this.",
            "Type-7 median of the sum of the members' `waiting_seconds`. n: issues that opened in the bucket and of which every member's is known.",
            "issues whose waiting is known", differs: null),
    ];

    private static MetricDefinition Replies(string id, string name, string wording, double quantile, bool useful)
    {
        var (reply, field) = useful ? ("first useful reply", "first_useful_reply_at") : ("first reply", "first_reply_at");
        return new MetricDefinition
        {
            Id = id,
            Name = name,
            Wording = wording,
            Rule = $"Type-7 quantile of `{field}` − opened. n: `in` interactions that opened in the bucket, with a {reply} at or before T that is not before the opening.",
            DiffersFrom = useful ? "First response times usually stop at the first answer, an acknowledgement too." : AutomaticReplies,
            Population = Population.Interactions,
            Of = $"contacts of customers with a known {reply}",
            Unit = Unit.Seconds,
            Kind = ValueKind.Quantile,
            Family = Family.Time,
            Quantile = quantile,
            CounterMetric = useful ? id.Replace("first-useful-", "first-", StringComparison.Ordinal) : id.Replace("first-", "first-useful-", StringComparison.Ordinal),
        };
    }

    private static MetricDefinition Resolution(string id, string name, string wording, double quantile) =>
        Issues(id, name, wording,
            $"The smallest time at which the Kaplan–Meier curve of F − opened is at or below {(quantile == 0.5 ? "0.5" : "0.1")}; issues without F are censored at T − opened; null where it never comes so low. n: issues that opened in the bucket, {KnownInstants}.",
            "issues, open ones as still waiting", ClosedOnly) with
        { Kind = ValueKind.KaplanMeier, Quantile = quantile };

    private static MetricDefinition Issues(string id, string name, string wording, string rule, string of, string? differs) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        DiffersFrom = differs,
        Population = Population.Issues,
        Of = of,
        Unit = Unit.Seconds,
        Kind = ValueKind.Quantile,
        Family = Family.Time,
        Quantile = 0.5,
        CounterMetric = Repeat,
    };

    // Whose calendar is unknown is left out: unknown hours are not zero hours.
    private static MetricDefinition[] BothClocks(MetricDefinition calendar) =>
    [
        calendar,
        calendar with
        {
            Id = calendar.Id + "-business",
            Name = calendar.Name + ", business hours",
            Wording = calendar.Wording + " Only open hours of our calendar count.",
            Rule = calendar.Rule + " Each duration counts only inside the business calendar of the "
                + (calendar.Population == Population.Issues ? "region of the issue's first interaction" : "record's region") + ", else the workspace's; without a calendar it is unknown and not in n.",
            DiffersFrom = calendar.DiffersFrom + " " + AgreementClock,
            Of = calendar.Of + ", and a known calendar",
            CounterMetric = calendar.Population == Population.Interactions ? calendar.CounterMetric + "-business" : calendar.CounterMetric,
            Clock = MetricClock.Business,
        },
    ];
}
