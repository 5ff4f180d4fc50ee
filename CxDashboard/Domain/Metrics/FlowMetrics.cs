namespace CxDashboard.Domain.Metrics;

/// <summary>How much there was, of what kind, and what is still open.</summary>
internal static class FlowMetrics
{
    private const string Opened = "issues that opened in the bucket";
    private const string BothDirections = "interactions of both directions that opened in the bucket";
    private const string AtItsEnd = "at I, the bucket's end (T for “all”, and where the end is later than T)";

    private const string TicketsAreNotIssues =
        "A count of tickets counts each one. Contacts of one customer about one topic are one issue here, as long as each comes while it is open or within the repeat window after a claim.";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Interactions("interactions", "Contacts", "Interactions that opened, in both directions.", $"Number of {BothDirections}, by T. n: the same.", counter: "abandoned-share"),
        Interactions("interactions-reopened", "Contacts reopened", "Interactions that were reopened at least once.", $"Number with k > 0 by T. n: {BothDirections}."),
        Interactions("customers-served", "Customers", "Different known customers among the interactions.", $"Number of distinct known customers, aliases resolved and shared ones left out. n: {BothDirections}."),
        Issues("issues-opened", "Issues", "Issues that opened: what customers wanted of us, however often they had to ask.", $"Number of {Opened}. n: the same.", counter: "abandoned-share", differs: TicketsAreNotIssues),
        Issues("issues-claimed", "Issues claimed", "Of the issues that opened, how many we closed.", $"Number with F. n: {Opened}.", counter: "issues-held",
            differs: "Counted by the day the issue opened, not by the day it was closed, so it can be set against the issues that opened."),
        Issues("issues-held", "Issues held", "Of the issues that opened, how many we closed and did not see again within 7 days.",
            $"Number with F, no break in (F, F + 7 d), and F + 7 d ≤ K. n: {Opened} and have a known customer.", counter: "issues-claimed") with
        { Of = "issues with a known customer", WindowDays = 7 },
        Issues("open-now", "Open", "Issues that were open at the end of the time shown: customers for whom it is our turn.",
            $"Number of issues with an open member {AtItsEnd}. n: issues with opened ≤ I, from the beginning of what is known, also before the asked span.", counter: "oldest-open",
            differs: "Some help desks count a snoozed ticket as closed (Redo says so of its own). Here an issue is open until it is claimed.") with
        { Of = "issues that had opened by then" },
        Issues("oldest-open", "Oldest open", "How long the customer who has waited longest had been waiting at the end of the time shown.",
            $"The greatest of min(I, T of the issue) − opened over the issues with an open member {AtItsEnd}; null where none is open. n: those issues, also of before the asked span.", counter: "open-now") with
        { Of = "issues open then", Unit = Unit.Seconds, Kind = ValueKind.Longest },
        Issues("contacts-per-issue", "Contacts per issue", "How many contacts of the customer one issue took, on average.",
            $"Members ÷ n. Count: members that exist by T. n: {Opened}.",
            differs: "Contacts of the customer across tickets and channels; replies within one ticket are no further contact.") with
        { Unit = Unit.PerIssue, Kind = ValueKind.Mean },
        Issues("transfers-per-issue", "Transfers per issue", "How often a customer was handed on in one issue, on average.",
            $"Sum of the known transfers of the members ÷ n. Count: that sum. n: {Opened} and have any member whose transfers are known.") with
        { Of = "issues whose transfers are known", Unit = Unit.PerIssue, Kind = ValueKind.Mean },
        Issues("abandoned-share", "Abandoned", "Share of issues that were never claimed and that nobody touched for 90 days, or whose customer gave up.",
            $"Count: no F, and T − latest activity ≥ Q, or a member was abandoned. n: {Opened}.", counter: "interactions") with
        { Unit = Unit.Share, Kind = ValueKind.Rate },
        Issues("identified-share", "Known customer", "Share of issues whose customer is known: without one nobody can say that a claim held.",
            $"Count: the customer is known and not shared. n: {Opened}.") with
        { Unit = Unit.Share, Kind = ValueKind.Rate },
        Interactions("failure-demand-share", "Failure demand", "Share of customers' contacts that would not exist had we got something right: they came back, chased, complained, or a policy of ours sent them.",
            "Count: not the first of its issue; or opened in (F, F + 30 d) of an earlier issue of its customer and topic; or with a cause or a policy; or of a topic that the settings mark so. n: `in` interactions that opened in the bucket.",
            differs: "The term is Seddon's. Here it is decided by rule from the records, so what no field of them shows is not counted.") with
        { Of = "contacts of customers", Unit = Unit.Share, Kind = ValueKind.Rate },
    ];

    private static MetricDefinition Interactions(string id, string name, string wording, string rule, string? counter = null, string? differs = null) =>
        Count(Population.Interactions, "interactions", id, name, wording, rule, counter, differs);

    private static MetricDefinition Issues(string id, string name, string wording, string rule, string? counter = null, string? differs = null) =>
        Count(Population.Issues, "issues", id, name, wording, rule, counter, differs);

    private static MetricDefinition Count(Population population, string of, string id, string name, string wording, string rule, string? counter, string? differs) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        DiffersFrom = differs,
        Population = population,
        Of = of,
        Unit = Unit.Count,
        Kind = ValueKind.Count,
        Family = Family.Flow,
        CounterMetric = counter,
    };
}
