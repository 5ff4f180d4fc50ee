namespace CxDashboard.Domain.Patterns;

/// <summary>
/// A metric that got better and a counter-metric that got worse, each by a special cause that lasts until now and each by an interval of 99 % that excludes
/// zero over the same steps; what another mix of strata explains is no pattern.
/// </summary>
internal static class MetricAgainstCounter
{
    /// <summary>Null where anything of that is missing. Series of different lengths throw <see cref="ArgumentException"/>.</summary>
    public static PatternFinding? Find(Pattern pattern, Side metric, Side counter, PatternContext? context, Range? baseline)
    {
        if (Better(metric, baseline, counter.Series.Points.Count) is not var (cause, window, move, mix)) return null;
        var worse = !counter.WantedUp;
        if (LastingChange.Of(counter.Series, baseline) is not { } against || against.Above != worse) return null;
        if (Move.Of(counter.Series, window) is not { } counterMove || !counterMove.Went(worse)) return null;
        var counterMix = MixSplit.Of(counter.Series, window);
        if (counterMix?.Explains(worse) == true) return null;
        context ??= PatternContext.None;
        return Finding(pattern, (metric.Series, cause, move, mix), (counter.Series, against, counterMove, counterMix), window, worse, context) with
        {
            Censoring = CensoringGap.Of(context.ClosedMedian, context.OpenIncludedMedian, window),
        };
    }

    /// <summary>The finding of a metric that got better and a counter-metric that did not, with the evidence that every pair has.</summary>
    internal static PatternFinding Finding(
        Pattern pattern, (PatternSeries Series, LastingChange Cause, Move Move, MixSplit? Mix) metric, (PatternSeries Series, LastingChange? Cause, Move Move, MixSplit? Mix) counter,
        StepWindow window, bool badIsAbove, PatternContext? context) => new()
        {
            Pattern = pattern,
            Since = metric.Cause.Since,
            Metric = metric.Move,
            Counter = counter.Move,
            MetricCause = metric.Cause,
            CounterCause = counter.Cause,
            Mix = metric.Mix,
            CounterMix = counter.Mix,
            Pair = PairStates.Of(metricBetter: true, counterBetter: false),
            Residual = ResidualShift.Of(metric.Series, counter.Series, window, badIsAbove),
            Base = BaseShift.Of(metric.Series, context ?? PatternContext.None, window),
        };

    /// <summary>The first finding of several pairs, in the order given.</summary>
    public static PatternFinding? First(Pattern pattern, IEnumerable<Side> metrics, IReadOnlyCollection<Side> counters, PatternContext? context, Range? baseline) =>
        metrics.SelectMany(m => counters.Select(c => Find(pattern, m, c, context, baseline))).FirstOrDefault(f => f is not null);

    /// <summary>The metric's half: a special cause that lasts, in the wanted direction, by more than its interval, which mix does not explain.</summary>
    internal static (LastingChange Cause, StepWindow Window, Move Move, MixSplit? Mix)? Better(Side metric, Range? baseline, int steps)
    {
        if (metric.Series.Points.Count != steps) throw new ArgumentException("A metric and its counter-metric have the same steps.", nameof(metric));
        if (LastingChange.Of(metric.Series, baseline) is not { } cause || cause.Above != metric.WantedUp) return null;
        var window = StepWindow.Of(metric.Series, baseline, cause.Since);
        if (Move.Of(metric.Series, window) is not { } move || !move.Went(metric.WantedUp)) return null;
        var mix = MixSplit.Of(metric.Series, window);
        return mix?.Explains(metric.WantedUp) == true ? null : (cause, window, move, mix);
    }

    /// <summary>A series, and whether higher is what one would want of it.</summary>
    internal readonly record struct Side(PatternSeries Series, bool WantedUp);
}
