using CxDashboard.Domain.Patterns;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>A pattern that was found among readings, with those it is of.</summary>
/// <param name="Finding">Its evidence.</param>
/// <param name="Metric">What looks better.</param>
/// <param name="Counter">What does not.</param>
internal sealed record ReadPattern(PatternFinding Finding, Reading Metric, Reading Counter);

/// <summary>
/// Looks for the patterns of "the number looks better; customers are not" among measures that were read together. Only measures with the same steps are held
/// against each other.
/// </summary>
internal static class PatternReader
{
    /// <summary>The kinds of work by which mix is told from rate.</summary>
    public const string Field = "channel";

    /// <summary>How help desks count the time to resolution; it is of no use but beside <see cref="OpenIncluded"/>.</summary>
    public const string ClosedOnly = "resolution-time-closed-median";

    /// <summary>The median in which open ones still wait.</summary>
    public const string OpenIncluded = "resolution-time-median";

    /// <summary>Whom a source left out when it asked; it is of no use but beside what those said who were asked.</summary>
    public const string Asked = "asked-share";

    // Of a young step only the quick ones are closed. Four medians on, all but a few of those that will ever be are.
    private const int LeastDays = 28, Medians = 4;

    private static readonly string[] Held = ["held-rate-7d", "held-rate-30d"], Repeat = ["repeat-contact-rate-7d", "repeat-contact-rate-30d"],
        Reopened = ["reopen-rate-7d", "reopen-rate-30d"], Satisfied = ["satisfied-share", "delighted-share"], TimeOrCost = [OpenIncluded, "cost-per-held-issue"];

    /// <summary>Metrics that are only looked at beside another one: that of closed ones beside the median in which open ones wait, who was asked beside what they said.</summary>
    public static IReadOnlyList<(string Metric, string Of)> Beside { get; } = [(ClosedOnly, OpenIncluded), (Asked, "satisfied-share")];

    /// <summary>Every metric that a pattern is of, or is looked at with.</summary>
    public static IReadOnlyList<string> Needed { get; } =
    [
        "claimed-rate", .. Held, .. Repeat, .. Reopened, .. Satisfied, .. TimeOrCost, "response-rate", Asked, "first-reply-median", "first-useful-reply-median",
        "last-resolution-time-median", ClosedOnly, "interactions", "abandoned-share", "open-now", "oldest-open",
    ];

    /// <summary>What was found, in the order of <see cref="Pattern.All"/>.</summary>
    /// <param name="readings">Measures that were read together.</param>
    /// <param name="split">A measure's question split by <see cref="Field"/>; null where it was not asked, and without it mix is not looked at.</param>
    public static IReadOnlyList<ReadPattern> Find(IEnumerable<Reading> readings, Func<Reading, IReadOnlyList<MetricAnswer>?>? split = null) =>
    [
        .. readings.Where(r => Needed.Contains(r.Metric.Id) && !r.IsUntold && r.Answers.Count > 0)
            .GroupBy(r => (r.Step, r.Answers.Count, r.Answers[0].Bucket!.Start))
            .SelectMany(same => OfSameSteps(same.ToDictionary(r => r.Metric.Id), split ?? (_ => null)))
            .OrderBy(Place),
    ];

    /// <summary>Where a pattern stands in the order of telling.</summary>
    public static int Place(ReadPattern pattern) => Pattern.All.ToList().IndexOf(pattern.Finding.Pattern);

    private static IEnumerable<ReadPattern> OfSameSteps(Dictionary<string, Reading> readings, Func<Reading, IReadOnlyList<MetricAnswer>?> split)
    {
        var series = readings.Values.Select(r => ReadSeries.Of(r, Field, split(r))).OfType<PatternSeries>().ToDictionary(s => s.Name);
        var (claimed, repeat, answered) = (One("claimed-rate"), One(Repeat), One("response-rate"));
        var isOld = readings.TryGetValue(OpenIncluded, out var all) ? IsOldEnough(all) : null;
        var medians = new PatternContext { ClosedMedian = OfOld(ClosedOnly), OpenIncludedMedian = OfOld(OpenIncluded) };
        PatternFinding?[] found =
        [
            Both(claimed, One(Held), (m, c) => CounterPatterns.ClaimedNotHeld(m, c)),
            Both(One("first-reply-median"), One("first-useful-reply-median"), (m, c) => HoldingReplies.Find(m, c)),
            .. Satisfied.Select(id => One(id) is { } satisfied ? CounterPatterns.SelectiveAnswers(satisfied, new PatternContext { ResponseRate = answered, AskedShare = One(Asked) }) : null),
            .. TimeOrCost.Select(id => Both(One(id), repeat, (m, c) => CounterPatterns.CutShort(m, c, id == OpenIncluded ? medians : null))),
            Both(One("interactions"), One("abandoned-share"), (m, c) => CounterPatterns.GivenUp(m, c)),
            CounterPatterns.ClosedAndReopened(One(OpenIncluded), claimed, One(Reopened), One("last-resolution-time-median"), medians),
            Both(medians.ClosedMedian, medians.OpenIncludedMedian, (m, c) => OpenOnesAge.Find(m, c, One("open-now"), One("oldest-open"))),
        ];
        return found.OfType<PatternFinding>().Select(f => new ReadPattern(f, readings[f.Metric.Series], readings[f.Counter.Series]));

        PatternSeries? One(params string[] ids) => ids.Select(id => series.GetValueOrDefault(id)).FirstOrDefault(s => s is not null);

        PatternSeries? OfOld(string id) => isOld is null || !readings.TryGetValue(id, out var reading) ? null : ReadSeries.Of(reading, Field, split(reading), isOld);
    }

    private static PatternFinding? Both(PatternSeries? metric, PatternSeries? counter, Func<PatternSeries, PatternSeries, PatternFinding?> find) =>
        metric is null || counter is null ? null : find(metric, counter);

    private static Func<MetricAnswer, bool> IsOldEnough(Reading all)
    {
        double[] values = [.. all.OfAllPhases.Select(i => all.Answers[i].Value!.Value).Order()];
        var usual = values.Length == 0 ? 0 : values[values.Length / 2];
        var age = TimeSpan.FromSeconds(Math.Max(Medians * usual, LeastDays * 86_400.0));
        return answer => (answer.ContactsKnownUntil ?? answer.AsOf) >= answer.Bucket!.End + age;
    }
}
