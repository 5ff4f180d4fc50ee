namespace CxDashboard.Domain.Metrics;

/// <summary>Every metric there is, in the order in which they are shown.</summary>
public static class MetricCatalogue
{
    private const string KnownCustomer = "issues with a known customer";
    private const string ClaimedIssues = "claimed issues";

    /// <summary>All definitions, newest version of each.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Issues("claimed-rate", "Claimed", "Share of issues that we closed, whether or not it held.", "issues", Family.Resolution, counter: "held-rate-7d"),
        Issues("held-rate-7d", "Held within 7 days", "Share of issues that we closed and that stayed closed: no reopening and no further contact of that customer about that topic within 7 days.", KnownCustomer, Family.Resolution, 7, "claimed-rate"),
        Issues("held-rate-30d", "Held within 30 days", "Share of issues that we closed and that stayed closed: no reopening and no further contact of that customer about that topic within 30 days.", KnownCustomer, Family.Resolution, 30, "claimed-rate"),
        Issues("claimed-held-gap", "Claimed but did not hold", "Share of issues that we closed and that came back within 7 days: the gap between what we claim and what customers live.", KnownCustomer, Family.Resolution, 7),
        Issues("first-contact-resolution", "Solved with one contact", "Share of issues that one contact of the customer solved, and that held for 7 days.", KnownCustomer, Family.Resolution, 7, "repeat-contact-rate-7d"),
        Issues("confirmed-rate", "Confirmed by the customer", "Share of claimed issues of which the customer said that they were resolved.", ClaimedIssues, Family.Resolution, counter: "silent-share"),
        Issues("refuted-rate", "They said no", "Share of claimed issues of which the customer said that they were not resolved.", ClaimedIssues, Family.Resolution),
        Issues("silent-share", "Silent", "Share of claimed issues of which the customer said neither yes nor no. Silence is not a yes.", ClaimedIssues, Family.Resolution),
        Issues("reopen-rate-7d", "Reopened within 7 days", "Share of claimed issues that were opened again within 7 days of the first claim.", ClaimedIssues, Family.Resolution, 7),
        Issues("reopen-rate-30d", "Reopened within 30 days", "Share of claimed issues that were opened again within 30 days of the first claim.", ClaimedIssues, Family.Resolution, 30),
        Issues("repeat-contact-rate-7d", "Came back within 7 days", "Share of claimed issues whose customer contacted us again about the same topic within 7 days of the first claim.", "claimed issues with a known customer", Family.Resolution, 7),
        Issues("repeat-contact-rate-30d", "Came back within 30 days", "Share of claimed issues whose customer contacted us again about the same topic within 30 days of the first claim.", "claimed issues with a known customer", Family.Resolution, 30),

        Rated("delighted-share", "Delighted", "Share of ratings in the top box only.", "response-rate"),
        Rated("satisfied-share", "Satisfied", "Share of ratings in the top two of five, or what matches them on another scale.", "response-rate"),
        Rated("unhappy-share", "Unhappy", "Share of ratings in the bottom two of five, or what matches them on another scale.", null),
        new()
        {
            Id = "mean-rating", Name = "Mean rating", Wording = "Mean of the ratings, moved onto the scale of five.",
            Population = Population.Interactions, Of = "ratings", Unit = Unit.OfFive, Kind = ValueKind.Mean, Family = Family.Delight, CounterMetric = "response-rate",
        },
        new()
        {
            Id = "response-rate", Name = "Answered at all", Wording = "Share of interactions that were rated, of those asked where the source says who was asked.",
            Population = Population.Interactions, Of = "interactions asked", Unit = Unit.Share, Kind = ValueKind.Rate, Family = Family.Delight, CounterMetric = "satisfied-share",
        },

        Replies("first-reply-median", "First reply, median", "Half of the customers had a first reply by a person sooner than this.", 0.5),
        Replies("first-reply-p90", "First reply, slowest tenth", "One customer in ten waited longer than this for a first reply by a person.", 0.9),
        Resolution("resolution-time-median", "Time to resolution, median", "By this time half of the issues were claimed for the first time; issues still open count as still waiting.", ValueKind.KaplanMeier, 0.5),
        Resolution("resolution-time-p90", "Time to resolution, slowest tenth", "By this time nine in ten issues were claimed for the first time; issues still open count as still waiting.", ValueKind.KaplanMeier, 0.9),
        Resolution("resolution-time-closed-median", "Time to resolution, closed ones only", "Median time to the first claim of claimed issues only, as help desks count it: leaving hard issues open improves it.", ValueKind.Quantile, 0.5),

        new()
        {
            Id = "interactions", Name = "Contacts", Wording = "Interactions that opened, in both directions.",
            Population = Population.Interactions, Of = "interactions", Unit = Unit.Count, Kind = ValueKind.Count, Family = Family.Flow, CounterMetric = "abandoned-share",
        },
        new()
        {
            Id = "interactions-reopened", Name = "Contacts reopened", Wording = "Interactions that were reopened at least once.",
            Population = Population.Interactions, Of = "interactions", Unit = Unit.Count, Kind = ValueKind.Count, Family = Family.Flow,
        },
        new()
        {
            Id = "customers-served", Name = "Customers", Wording = "Different known customers among the interactions.",
            Population = Population.Interactions, Of = "interactions", Unit = Unit.Count, Kind = ValueKind.Count, Family = Family.Flow,
        },
        new()
        {
            Id = "contacts-per-issue", Name = "Contacts per issue", Wording = "How many contacts of the customer one issue took, on average.",
            Population = Population.Issues, Of = "issues", Unit = Unit.PerIssue, Kind = ValueKind.Mean, Family = Family.Flow,
        },
        Issues("abandoned-share", "Abandoned", "Share of issues that were never claimed and that nobody touched for 90 days, or whose customer gave up.", "issues", Family.Flow),
        Issues("identified-share", "Known customer", "Share of issues whose customer is known: without one nobody can say that a claim held.", "issues", Family.Flow),
    ];

    private static readonly Dictionary<string, MetricDefinition> ById = All.ToDictionary(m => m.Id, StringComparer.Ordinal);

    /// <summary>The newest version of a metric, or null where there is none of that id.</summary>
    public static MetricDefinition? Find(string id) => ById.GetValueOrDefault(id);

    private static MetricDefinition Issues(string id, string name, string wording, string of, Family family, int? window = null, string? counter = null) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Population = Population.Issues,
        Of = of,
        Unit = Unit.Share,
        Kind = ValueKind.Rate,
        Family = family,
        WindowDays = window,
        CounterMetric = counter,
    };

    private static MetricDefinition Rated(string id, string name, string wording, string? counter) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Population = Population.Interactions,
        Of = "ratings",
        Unit = Unit.Share,
        Kind = ValueKind.Rate,
        Family = Family.Delight,
        CounterMetric = counter,
    };

    private static MetricDefinition Replies(string id, string name, string wording, double quantile) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Population = Population.Interactions,
        Of = "contacts of customers with a known first reply",
        Unit = Unit.Seconds,
        Kind = ValueKind.Quantile,
        Family = Family.Time,
        Quantile = quantile,
        CounterMetric = "repeat-contact-rate-7d",
    };

    private static MetricDefinition Resolution(string id, string name, string wording, ValueKind kind, double quantile) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Population = Population.Issues,
        Of = kind == ValueKind.KaplanMeier ? "issues, open ones as still waiting" : ClaimedIssues,
        Unit = Unit.Seconds,
        Kind = kind,
        Family = Family.Time,
        Quantile = quantile,
        CounterMetric = "repeat-contact-rate-7d",
    };
}
