namespace CxDashboard.Domain.Metrics;

/// <summary>What customers said of it, and how much effort it took them. Each interaction counts by its own opening.</summary>
internal static class DelightMetrics
{
    private const string Ratings = "ratings";
    private const string RatedRule = "n: interactions of both directions that opened in the bucket and have a rating by T (its instant, else the opening).";

    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        Share(Ratings, "delighted-share", "Delighted",
            "Share of ratings in the top box only.",
            $"Count: the rating is in the top box of its own scale (5 of five, 9–10 of ten; the table of ratings has the rest). {RatedRule}",
            "easy-share", "Satisfaction scores elsewhere count the top two boxes; that is `satisfied-share`."),
        Share(Ratings, "satisfied-share", "Satisfied",
            "Share of ratings in the top two of five, or what matches them on another scale.",
            $"Count: the rating is 4 or 5 of five, or what the table of ratings sets beside them. {RatedRule}",
            "response-rate", "Often called CSAT, a word that also stands for the average of the ratings; that is `mean-rating`. Those who did not answer are not in it, so the response rate stands beside it."),
        Share(Ratings, "unhappy-share", "Unhappy",
            "Share of ratings in the bottom two of five, or what matches them on another scale.",
            $"Count: the rating is 1 or 2 of five, or what the table of ratings sets beside them. {RatedRule}"),
        new()
        {
            Id = "mean-rating",
            Name = "Mean rating",
            Wording = "Mean of the ratings, moved onto the scale of five.",
            Rule = $"Sum of the ratings, each moved onto the scale of five by the table of ratings, ÷ n. {RatedRule}",
            DiffersFrom = "An average of another tool is on that tool's own scale. Two quite different months can have one average, so the shares of delighted and unhappy customers say more.",
            Population = Population.Interactions,
            Of = Ratings,
            Unit = Unit.OfFive,
            Kind = ValueKind.Mean,
            Family = Family.Delight,
            CounterMetric = "response-rate",
        },
        Share("interactions asked", "response-rate", "Answered at all",
            "Share of interactions that were rated, of those asked where the source says who was asked.",
            "Count: rated by T. n: interactions of both directions that opened in the bucket, without those that were certainly not asked (`asked` = no).",
            "satisfied-share", "Survey tools divide by the invitations that went out. So does this one where the source says who was asked; where it says nothing every interaction counts, which makes the rate lower."),
        Share("interactions", "asked-share", "Asked for a rating",
            "Share of interactions whose customer was asked to rate them, or of which the source does not say.",
            "Count: without those that were certainly not asked (`asked` = no). n: interactions of both directions that opened in the bucket.",
            differs: "Survey tools know whom they wrote to, and rarely say who was left out. Asking fewer is the plainest way to better answers, so what is satisfied is held against it."),
        Share("answers about effort", "easy-share", "Easy",
            "Share of customers' answers that call it easy to get help: 5 to 7 of seven.",
            "Count: effort is 5, 6 or 7. n: interactions of both directions that opened in the bucket and have an effort by T.",
            "delighted-share", "A share of answers on a scale of seven, not their average."),
        new()
        {
            Id = "nps",
            Name = "Would recommend us (NPS)",
            Wording = "Of a hundred who answered, how many more would recommend us (9–10 of ten) than would rather not (0–6).",
            Rule = "100 × (share of 9–10 − share of 0–6). n: interactions of both directions that opened in the bucket and have an answer to “would you recommend us?” by T. −100 to 100; no count.",
            DiffersFrom = "The usual formula. It is asked after contacts, so it speaks for those who needed help and answered, not for all customers; one who answers twice counts twice. "
                + "Its interval, the adjusted Wald one, stands beside it.",
            Population = Population.Interactions,
            Of = "answers about recommending",
            Unit = Unit.Points,
            Kind = ValueKind.NetShare,
            Family = Family.Delight,
            CounterMetric = "response-rate",
        },
        Share("answers about buying again", "would-buy-again-share", "Would buy again",
            "Share of customers' answers that say they would buy from us again.",
            "Count: `would_buy_again` is yes. n: interactions of both directions that opened in the bucket and have that answer by T.",
            "response-rate"),
        Share(Ratings, "with-words-share", "Rated with words",
            "Share of ratings that came with words of the customer's own.",
            $"Count: rated by T, and with a comment. {RatedRule}",
            "response-rate"),
        new()
        {
            Id = "gestures-per-100-issues",
            Name = "Gestures",
            Wording = "Of a hundred issues, in how many we did more than was expected. The stories themselves say more; nobody is scored by them.",
            Rule = "100 × issues of which a member that exists by T has a gesture, whatever it says ÷ n. n: issues that opened in the bucket.",
            Population = Population.Issues,
            Of = "issues",
            Unit = Unit.PerHundredIssues,
            Kind = ValueKind.Rate,
            Family = Family.Delight,
        },
    ];

    private static MetricDefinition Share(string n, string id, string name, string wording, string rule, string? counter = null, string? differs = null) => new()
    {
        Id = id,
        Name = name,
        Wording = wording,
        Rule = rule,
        DiffersFrom = differs,
        Population = Population.Interactions,
        Of = n,
        Unit = Unit.Share,
        Kind = ValueKind.Rate,
        Family = Family.Delight,
        CounterMetric = counter,
    };
}
