using CxDashboard.Domain.Patterns;
using CxDashboard.Kit;

namespace CxDashboard.Readings;

/// <summary>Something worth a look, with all that its sentences say.</summary>
/// <param name="Reading">The measure that stands out, or that looks better than customers are; where it stands out it says by which rule and since when.</param>
/// <param name="Kind">Its rule; <see cref="Signal.Diverging"/> where a pattern was found, and only there.</param>
/// <param name="Size">How far it moved; null where too little lies before it.</param>
/// <param name="Mix">What the mix of work has to do with it, by each field that could be asked.</param>
/// <param name="Counter">Its counter-metric, where it was read too; of a pattern, what did not get better.</param>
/// <param name="Also">Other measures of which the same is true: they part from the same counter-metric, and one thing is told once.</param>
internal sealed record MetricSignal(Reading Reading, Signal Kind, SignalSize? Size, IReadOnlyList<MixOfMove> Mix, Reading? Counter, IReadOnlyList<Reading> Also)
{
    /// <summary>The pattern of which it is the metric, with its evidence; null for most.</summary>
    public PatternFinding? Pattern { get; init; }

    /// <summary>All measures that this tells of; a pattern tells of its counter-metric too.</summary>
    public IEnumerable<Reading> Told => [Reading, .. Also, .. Pattern is not null && Counter is not null ? [Counter] : Array.Empty<Reading>()];

    /// <summary>Patterns first, then runs, then single points.</summary>
    /// <param name="readings">What was read.</param>
    /// <param name="mixOf">What the mix of work has to do with a move.</param>
    /// <param name="patterns">What was found among them, in the order of telling; a measure of a pattern need not stand out by itself.</param>
    public static IReadOnlyList<MetricSignal> Of(IReadOnlyList<Reading> readings, Func<Reading, IReadOnlyList<MixOfMove>> mixOf, IReadOnlyList<ReadPattern>? patterns = null)
    {
        patterns ??= [];

        // On which days claims lie says nothing of whether the measures themselves moved.
        HashSet<string> told = [.. patterns.Where(p => p.Finding.Bunching is null).SelectMany(p => new[] { (p.Metric, Move: p.Finding.Metric), (p.Counter, Move: p.Finding.Counter) }).Where(IsToldBy).Select(t => t.Item1.Metric.Id)];
        return
        [
            .. patterns.GroupBy(p => (p.Finding.Pattern, p.Counter.Metric.Id)).Select(same => OfPattern([.. same], mixOf)),
            .. readings.Where(r => r.Signal != Signal.None && !told.Contains(r.Metric.Id)).OrderByDescending(r => r.Signal == Signal.Run)
                .Select(r => new MetricSignal(r, r.Signal, SignalSize.Of(r), mixOf(r), readings.FirstOrDefault(c => c.Metric.Id == r.Metric.CounterMetric), [])),
        ];
    }

    // A newest point that lies out on the other side is another story, and is told by itself.
    private static bool IsToldBy((Reading Reading, Move Move) side) => side.Reading.Above is not { } above || above == side.Move.Difference > 0;

    // A measure that stands out by itself is told, and the others are named.
    private static MetricSignal OfPattern(IReadOnlyList<ReadPattern> same, Func<Reading, IReadOnlyList<MixOfMove>> mixOf)
    {
        var first = same.OrderByDescending(p => p.Metric.Signal == Signal.Run).First();
        var isOfMetric = first.Finding.Bunching is null;
        return new MetricSignal(first.Metric, Signal.Diverging, isOfMetric ? SignalSize.Of(first.Metric) : null, isOfMetric ? mixOf(first.Metric) : [], first.Counter, [.. same.Where(p => p != first).Select(p => p.Metric)])
        {
            Pattern = first.Finding,
        };
    }
}
