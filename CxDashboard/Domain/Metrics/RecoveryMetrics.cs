namespace CxDashboard.Domain.Metrics;

/// <summary>Whether customers who had reason to leave us were won back.</summary>
internal static class RecoveryMetrics
{
    private const string Unhappy = "customers with an unhappy moment";

    private const string Rule =
        "n: known customers, aliases resolved and shared ones left out, with an unhappy rating or a “was it resolved? no” by T on an interaction that opened in the bucket and lies in the slices. Count: those of them with ";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Of("recovered-share", "Recovered", "Of the customers who were unhappy, the share who were content again within 90 days.",
            Rule + "a satisfied rating, on any interaction of theirs, in (last such moment, that + 90 d).", 90),
        Of("won-back-share", "Won back", "Of the customers who were unhappy, the share who said within a year that they would buy from us again.",
            Rule + "an answer “would buy again: yes”, on any interaction of theirs, in (last such moment, that + 365 d).", 365,
            "It is what customers said, not what they bought."),
    ];

    private static MetricDefinition Of(string id, string name, string wording, string rule, int window, string? differs = null) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        DiffersFrom = differs,
        Population = Population.Interactions,
        Of = Unhappy,
        Unit = Unit.Share,
        Kind = ValueKind.Rate,
        Family = Family.Recovery,
        WindowDays = window,
    };
}
