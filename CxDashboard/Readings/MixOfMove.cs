using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>
/// How much of a measure's move comes from more of one kind of work, and how much from other results within each kind: Kitagawa's parts of the level since a signal
/// began less the level in the baseline before, in the metric's own unit.
/// </summary>
/// <param name="Field">By which field the kinds are told apart: "channel".</param>
/// <param name="Mix">What another mix of its values explains.</param>
/// <param name="Rate">What other levels within its values explain.</param>
internal sealed record MixOfMove(string Field, double Mix, double Rate)
{
    /// <summary>From a third on the mix is worth a word.</summary>
    public const double WorthAWord = 1.0 / 3;

    /// <summary>The move itself.</summary>
    public double Difference => Mix + Rate;

    /// <summary>The mix's part of the move: above one where it hides that the rest went the other way, below zero where it hides a part of the move.</summary>
    public double Share => Difference == 0 ? 0 : Mix / Difference;

    /// <summary>Whether a metric is made of parts that can be weighted: a share or a mean, and no count, median or sum.</summary>
    public static bool CanTell(MetricDefinition metric) => metric.Kind is ValueKind.Rate or ValueKind.Mean or ValueKind.Ratio;

    /// <summary>
    /// Of what stands out of a reading, from the same question split by a field. Null where the metric has no parts, and where one of the two times
    /// has no records.
    /// </summary>
    public static MixOfMove? Of(Reading reading, string field, IReadOnlyList<MetricAnswer> split)
    {
        if (!CanTell(reading.Metric)) return null;
        HashSet<long> before = [.. reading.Known.Take(Reading.Baseline).Where(i => i < reading.Since).Select(Start)], after = [.. reading.Standing.Select(Start)];
        var kinds = split.GroupBy(a => a.Slices.LastOrDefault(s => s.Field == field)).Select(g =>
        {
            var (x0, n0) = Sum(g, before);
            var (x1, n1) = Sum(g, after);
            return (x0, n0, x1, n1);
        });
        var parts = Kitagawa.OfCounts([.. kinds]);
        var scale = reading.Metric.Unit == Unit.PerHundredIssues ? 100 : 1;
        return parts is null ? null : new MixOfMove(field, scale * parts.Mix, scale * parts.Rate);

        long Start(int i) => reading.Answers[i].Bucket!.Start.UnixMilliseconds;
    }

    private static (double Hits, double All) Sum(IEnumerable<MetricAnswer> answers, HashSet<long> buckets)
    {
        var (hits, all) = (0.0, 0.0);
        foreach (var answer in answers)
        {
            if (answer.Value is not { } value || !buckets.Contains(answer.Bucket!.Start.UnixMilliseconds)) continue;
            hits += answer.Count is { } count ? count : value * answer.N;
            all += answer.N;
        }

        return (hits, all);
    }
}
