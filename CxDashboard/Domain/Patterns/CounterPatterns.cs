using static CxDashboard.Domain.Patterns.MetricAgainstCounter;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// The patterns of a metric that gets better while its counter-metric gets worse. Each takes series of the same steps, all final, and answers null
/// where there is nothing to say: too few steps, no lasting change on either side, or a mix that explains it. Series of different lengths
/// throw <see cref="ArgumentException"/>. A baseline, where a person set one, stands for the first 24 known steps of each series. Source: the order of
/// evidence is Kitagawa 1955, then the pair, then Zhang 1984 (residuals), then what the metric is of, then what is still open.
/// </summary>
public static class CounterPatterns
{
    /// <summary>Claimed (share, wanted up) while held (share, wanted up) goes down.</summary>
    public static PatternFinding? ClaimedNotHeld(PatternSeries claimed, PatternSeries held, PatternContext? context = null, Range? baseline = null) =>
        Find(Pattern.ClaimedNotHeld, new(claimed, true), new(held, true), context, baseline);

    /// <summary>
    /// Satisfied or delighted (share, wanted up) while the response rate or the share of contacts that were asked goes down: the context's, of which at
    /// least one is needed.
    /// </summary>
    public static PatternFinding? SelectiveAnswers(PatternSeries satisfied, PatternContext context, Range? baseline = null) =>
        First(Pattern.SelectiveAnswers, [new(satisfied, true)], Sides(true, context.AskedShare, context.ResponseRate), context, baseline);

    /// <summary>A time or a cost (value, wanted down) while repeat contact (share, wanted down) goes up.</summary>
    public static PatternFinding? CutShort(PatternSeries timeOrCost, PatternSeries repeatContact, PatternContext? context = null, Range? baseline = null) =>
        Find(Pattern.CutShort, new(timeOrCost, false), new(repeatContact, false), context, baseline);

    /// <summary>Contacts a step (value) go down while the abandoned share goes up. Of a number of contacts there is no mix.</summary>
    public static PatternFinding? GivenUp(PatternSeries volume, PatternSeries abandoned, PatternContext? context = null, Range? baseline = null) =>
        Find(Pattern.GivenUp, new(volume, false), new(abandoned, false), context, baseline);

    /// <summary>
    /// Time to the first claim (value, wanted down) or claimed (share, wanted up) gets better, while reopened (share, wanted down) or the time to the last
    /// claim (value, wanted down) gets worse; null where it is not known.
    /// </summary>
    public static PatternFinding? ClosedAndReopened(
        PatternSeries? firstClaimTime, PatternSeries? claimed, PatternSeries? reopened, PatternSeries? lastClaimTime, PatternContext? context = null, Range? baseline = null) =>
        First(Pattern.ClosedAndReopened, [.. Sides(false, firstClaimTime), .. Sides(true, claimed)], Sides(false, reopened, lastClaimTime), context, baseline);

    private static Side[] Sides(bool wantedUp, params PatternSeries?[] series) => [.. series.OfType<PatternSeries>().Select(s => new Side(s, wantedUp))];
}
