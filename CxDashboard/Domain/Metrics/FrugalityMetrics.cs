namespace CxDashboard.Domain.Metrics;

/// <summary>What it cost, in the workspace's currency, beside what customers had of it.</summary>
internal static class FrugalityMetrics
{
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new()
        {
            Id = "cost-per-held-issue",
            Name = "Cost per issue that held",
            Wording = "What we spent on all issues, for each issue that we closed and did not see again within 7 days.",
            Rule = "Count: sum of the known costs of all members, by T, of the issues that opened in the bucket. n: those issues that have a known customer and held for 7 d. Value: count ÷ n; null without a held issue, and n is 0 where no cost is known.",
            DiffersFrom = "A cost per ticket falls with each customer who has to come back with another one. Here what came back adds to the cost and to nothing else.",
            Population = Population.Issues,
            Of = "issues that held",
            Unit = Unit.Money,
            Kind = ValueKind.Ratio,
            Family = Family.Frugality,
            WindowDays = 7,
            CounterMetric = "repeat-contact-rate-7d",
        },
        Cost("cost-of-failure-demand", "Cost of failure demand", "What we spent on contacts that would not exist had we got something right.",
            "Sum of the known costs of the `in` interactions that opened in the bucket and are failure demand (as in `failure-demand-share`). n: those interactions, with or without a cost; null where no cost is known.",
            "contacts that are failure demand"),
        Cost("cost-of-policy-contacts", "Cost of policy contacts", "What we spent on contacts that a policy of ours caused.",
            "Sum of the known costs of the interactions of both directions that opened in the bucket and name a policy. n: those interactions, with or without a cost; null where no cost is known.",
            "interactions with a policy"),
    ];

    private static MetricDefinition Cost(string id, string name, string wording, string rule, string of) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        Population = Population.Interactions,
        Of = of,
        Unit = Unit.Money,
        Kind = ValueKind.Sum,
        Family = Family.Frugality,
        CounterMetric = "repeat-contact-rate-7d",
    };
}
