using static CxDashboard.Domain.Patterns.MetricAgainstCounter;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// The median of closed ones goes down because hard ones stay open: the Kaplan–Meier median, in which they still wait, moves away from it, and it or the
/// number of open ones goes up. Steps must be old enough that closing is all but over: of a young step only the quick ones are closed, and its
/// closed-only median is low for that alone.
/// </summary>
public static class OpenOnesAge
{
    /// <summary>
    /// Of the median of closed ones and the Kaplan–Meier median (values, wanted down), the number open at each step's end and the longest wait, where known.
    /// Series of different lengths throw <see cref="ArgumentException"/>.
    /// </summary>
    public static PatternFinding? Find(
        PatternSeries closedMedian, PatternSeries openIncludedMedian, PatternSeries? open = null, PatternSeries? oldest = null, PatternContext? context = null, Range? baseline = null)
    {
        if (Better(new(closedMedian, false), baseline, openIncludedMedian.Points.Count) is not var (cause, window, move, mix)) return null;
        if (CensoringGap.Of(closedMedian, openIncludedMedian, window, open, oldest) is not { Widened: true } censoring) return null;

        // The longest wait is left out on purpose: it grows by itself until somebody answers, so it lies outside of its limits on quiet days too.
        foreach (var counter in new[] { openIncludedMedian, open })
        {
            if (counter is null || LastingChange.Of(counter, baseline) is not { Above: true } against) continue;
            if (Move.Of(counter, window) is not { } counterMove || !counterMove.Went(up: true)) continue;
            var counterMix = MixSplit.Of(counter, window);
            if (counterMix?.Explains(up: true) == true) continue;
            return Finding(Pattern.OpenOnesAge, (closedMedian, cause, move, mix), (counter, against, counterMove, counterMix), window, badIsAbove: true, context) with { Censoring = censoring };
        }

        return null;
    }
}
