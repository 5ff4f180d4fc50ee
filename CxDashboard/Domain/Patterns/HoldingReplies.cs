using static CxDashboard.Domain.Patterns.MetricAgainstCounter;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// The first reply comes sooner while the first useful one does not. Here the counter-metric need not get worse: it should follow, and it did not. As
/// a metric that noise moved moves by little, and little is followed by chance, the bar is half of the way: the useful reply's interval of 99 % must exclude that it
/// followed by even half of the first reply's proportional gain, and lie apart from the first reply's own.
/// </summary>
public static class HoldingReplies
{
    /// <summary>How much of the metric's proportional gain the counter-metric's interval must exclude.</summary>
    public const double HalfWay = 0.5;

    /// <summary>
    /// Of medians (values above zero, wanted down) over the same final steps, else <see cref="ArgumentException"/>. Null where there is nothing to say,
    /// where mix explains the gain, or where within the strata the useful reply followed by at least half.
    /// </summary>
    public static PatternFinding? Find(PatternSeries firstReply, PatternSeries firstUsefulReply, PatternContext? context = null, Range? baseline = null)
    {
        if (Better(new(firstReply, false), baseline, firstUsefulReply.Points.Count) is not var (cause, window, move, mix)) return null;
        if (move is not { Ratio: { } gain, SureRatio: { } sure } || Move.Of(firstUsefulReply, window) is not { SureRatio: { } followed } useful) return null;

        // In logarithms, so that half of the way to a quarter is one half.
        if (followed.Low <= sure.High || Math.Log(followed.Low) <= HalfWay * Math.Log(gain.Value)) return null;
        var usefulMix = MixSplit.Of(firstUsefulReply, window);
        if (usefulMix is { Split: var split } && split.Rate / split.Before <= Math.Pow(gain.Value, HalfWay) - 1) return null;
        var against = LastingChange.Of(firstUsefulReply, baseline);
        return Finding(Pattern.HoldingReplies, (firstReply, cause, move, mix), (firstUsefulReply, against is { Above: true } ? against : null, useful, usefulMix), window, badIsAbove: true, context);
    }
}
