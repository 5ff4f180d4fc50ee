namespace CxDashboard.Domain.Metrics;

/// <summary>The resolution ladder: claimed, held, confirmed, and what breaks a claim. All are shares of issues.</summary>
internal static class ResolutionMetrics
{
    private const string KnownCustomer = "issues with a known customer";
    private const string ClaimedIssues = "claimed issues";
    private const string ClaimedAndKnown = "claimed issues with a known customer";

    private const string ClosedIsNotHeld =
        "A resolution rate of a help desk counts a ticket once it is closed. Here the customer must also stay away: a new ticket, or a contact through another channel, about the same topic breaks the claim.";

    private const string OtherFirstContact =
        "Help desks judge one ticket, and never ask whether the customer came back with another. Zendesk's one-touch: solved with fewer than two agent replies, so also with none. "
        + "Freshdesk: resolved with the first reply. Intercom: closed once, by one person. Zammad: closed within 15 minutes. The guide worked-issues.md computes all five for ten histories.";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Of("issues", "claimed-rate", "Claimed",
            "Share of issues that we closed, whether or not it held.",
            "Count: F exists. n: issues that opened in the bucket.",
            counter: "held-rate-7d",
            differs: "This is what help desks call solved or resolved. Here it is called a claim, because only the customer knows."),
        Of(KnownCustomer, "held-rate-7d", "Held within 7 days",
            "Share of issues that we closed and that stayed closed: no reopening and no further contact of that customer about that topic within 7 days.",
            Held(7), 7, "claimed-rate", ClosedIsNotHeld),
        Of(KnownCustomer, "held-rate-30d", "Held within 30 days",
            "Share of issues that we closed and that stayed closed: no reopening and no further contact of that customer about that topic within 30 days.",
            Held(30), 30, "claimed-rate", ClosedIsNotHeld),
        Of(KnownCustomer, "claimed-held-gap", "Claimed but did not hold",
            "Share of issues that we closed and that came back within 7 days: the gap between what we claim and what customers live.",
            "Count: F exists and a break lies in (F, F + 7 d). n: issues that opened in the bucket and have a known customer.", 7),
        Of(KnownCustomer, "first-contact-resolution", "Solved with one contact",
            "Share of issues that one contact of the customer solved, and that held for 7 days.",
            "Count: the issue has one member, F exists, no break lies in (F, F + 7 d), and F + 7 d ≤ K. n: issues that opened in the bucket and have a known customer.",
            7, "repeat-contact-rate-7d", OtherFirstContact),
        Of(ClaimedIssues, "confirmed-rate", "Confirmed by the customer",
            "Share of claimed issues of which the customer said that they were resolved.",
            Answer("is yes"), counter: "silent-share",
            differs: "Where others take a claim without complaint for a success, silence is not a yes here."),
        Of(ClaimedIssues, "refuted-rate", "They said no",
            "Share of claimed issues of which the customer said that they were not resolved.",
            Answer("is no")),
        Of(ClaimedIssues, "silent-share", "Silent",
            "Share of claimed issues of which the customer said neither yes nor no. Silence is not a yes.",
            "Count: F exists and no member has an answer to “was it resolved?” by T. n: issues that opened in the bucket and have F."),
        Of(ClaimedIssues, "reopen-rate-7d", "Reopened within 7 days", Reopened(7), ReopenRule(7), 7, differs: OnlyReopened(7)),
        Of(ClaimedIssues, "reopen-rate-30d", "Reopened within 30 days", Reopened(30), ReopenRule(30), 30, differs: OnlyReopened(30)),
        Of(ClaimedAndKnown, "repeat-contact-rate-7d", "Came back within 7 days", CameBack(7), RepeatRule(7), 7, "resolution-time-median", ByCustomer),
        Of(ClaimedAndKnown, "repeat-contact-rate-30d", "Came back within 30 days", CameBack(30), RepeatRule(30), 30, "resolution-time-median", ByCustomer),
    ];

    private const string ByCustomer = "Counted by customer and topic across tickets and channels. A count of reopened tickets does not see a customer who comes back with a new one.";

    private static string Held(int days) =>
        $"Count: F exists, no break lies in (F, F + {days} d), and F + {days} d ≤ K. n: issues that opened in the bucket and have a known customer.";

    private static string Answer(string what) =>
        $"Count: F exists and the latest answer to “was it resolved?” among the members {what} (by its instant, else the member's opening, by T; of two at one instant, “no”). n: issues that opened in the bucket and have F.";

    private static string Reopened(int days) => $"Share of claimed issues that were opened again within {days} days of the first claim.";

    private static string ReopenRule(int days) =>
        $"Count: an `in` interaction of that customer and topic, or a member, is known to be reopened in (F, F + {days} d), or a member opened at or before F was reopened at an unknown time. n: issues that opened in the bucket and have F.";

    private static string OnlyReopened(int days) =>
        $"Counted once an issue, however often it was reopened. A customer who comes back with a new ticket is not in it, here as elsewhere: `repeat-contact-rate-{days}d` counts those.";

    private static string CameBack(int days) => $"Share of claimed issues whose customer contacted us again about the same topic within {days} days of the first claim.";

    private static string RepeatRule(int days) =>
        $"Count: an `in` interaction of that customer and topic opened in (F, F + {days} d), whether or not it joined the issue. n: issues that opened in the bucket, have F and a known customer.";

    private static MetricDefinition Of(string n, string id, string name, string wording, string rule, int? window = null, string? counter = null, string? differs = null) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        DiffersFrom = differs,
        Population = Population.Issues,
        Of = n,
        Unit = Unit.Share,
        Kind = ValueKind.Rate,
        Family = Family.Resolution,
        WindowDays = window,
        CounterMetric = counter,
    };
}
