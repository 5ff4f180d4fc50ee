using System.Collections.Frozen;
using CxDashboard.Domain.Metrics;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Features.Metric;

/// <summary>What the rows of one outcome are called, in the words of their metric.</summary>
internal static class OutcomeWords
{
    // Those that count, and the others of n.
    private static readonly FrozenDictionary<string, (string Counts, string Others)> OfMetric = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
    {
        ["claimed-rate"] = ("Claimed", ""),
        ["issues-claimed"] = ("Claimed", ""),
        ["first-contact-resolution"] = ("Solved with one contact", "Held, with several contacts"),
        ["reopen-rate-7d"] = ("Opened again", "Not opened again"),
        ["reopen-rate-30d"] = ("Opened again", "Not opened again"),
        ["repeat-contact-rate-7d"] = ("Came back", "Did not come back"),
        ["repeat-contact-rate-30d"] = ("Came back", "Did not come back"),
        ["abandoned-share"] = ("Abandoned", "Claimed"),
        ["identified-share"] = ("Customer known", "Customer not known"),
        ["gestures-per-100-issues"] = ("With a gesture", "Without one"),
        ["interactions-reopened"] = ("Opened again", "Not opened again"),
        ["customers-served"] = ("First contact of a customer", "Further contacts"),
        ["failure-demand-share"] = ("Failure demand", "Other contacts"),
        ["delighted-share"] = ("Delighted", "Not delighted"),
        ["satisfied-share"] = ("Satisfied", "Not satisfied"),
        ["unhappy-share"] = ("Unhappy", "Not unhappy"),
        ["response-rate"] = ("Answered", "Did not answer"),
        ["asked-share"] = ("Asked, or not known", "Not asked"),
        ["easy-share"] = ("Easy", "Not easy"),
        ["would-buy-again-share"] = ("Would buy again", "Would not"),
        ["with-words-share"] = ("With words", "Without words"),
        ["recovered-share"] = ("Content again", "Not content again"),
        ["won-back-share"] = ("Would buy again", "Did not say so"),
        ["open-now"] = ("Open", "Not open then"),
        ["cost-of-failure-demand"] = ("Cost known", ""),
        ["cost-of-policy-contacts"] = ("Cost known", ""),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>"Did not hold".</summary>
    public static string Of(MetricDefinition metric, Outcome outcome) => outcome switch
    {
        Outcome.Held => "Held",
        Outcome.DidNotHold => "Did not hold",
        Outcome.Maturing => "Too early to say",
        Outcome.NeverClaimed => CountedAs(metric) == "abandoned-share" ? "Not claimed yet" : "Never claimed",
        Outcome.SaidYes => "They said yes",
        Outcome.SaidNo => "They said no",
        Outcome.Silent => "Silent",
        Outcome.WouldRecommend => "Would recommend us",
        Outcome.Undecided => "In between",
        Outcome.WouldNotRecommend => "Would rather not",
        Outcome.Waiting => metric.Kind == ValueKind.KaplanMeier ? "Still waiting" : "Open",
        Outcome.Unknown => metric.Family == Family.Frugality && metric.Kind == ValueKind.Sum ? "Cost not known" : "Customer not known",
        Outcome.Counts => OfMetric.TryGetValue(CountedAs(metric), out var own) ? own.Counts : metric.Kind == ValueKind.KaplanMeier ? "Claimed" : "Counted",
        _ => OfMetric.TryGetValue(CountedAs(metric), out var own) && own.Others.Length > 0 ? own.Others : "Not counted",
    };

    private static string CountedAs(MetricDefinition metric) => metric.CountedAs ?? metric.Id;
}
