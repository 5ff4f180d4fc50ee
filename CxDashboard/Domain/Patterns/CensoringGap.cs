namespace CxDashboard.Domain.Patterns;

/// <summary>What leaving out open ones hides: the Kaplan–Meier median less the median of closed ones, and what is open, before against since.</summary>
public sealed record CensoringGap
{
    /// <summary>Of the two medians' difference, in their unit.</summary>
    public required Move Gap { get; init; }

    /// <summary>How many are open; null where it is not known.</summary>
    public Move? Open { get; init; }

    /// <summary>The longest wait of an open one. One customer's, and it grows by itself: a figure to look at, never what carries a pattern.</summary>
    public Move? Oldest { get; init; }

    /// <summary>The gap grew: its interval of 99 % lies above zero.</summary>
    public bool Widened => Gap.Went(up: true);

    /// <summary>Null where a median is missing, of another length, or known in too few steps.</summary>
    public static CensoringGap? Of(PatternSeries? closed, PatternSeries? all, StepWindow window, PatternSeries? open = null, PatternSeries? oldest = null)
    {
        if (closed is null || all is null || closed.Points.Count != all.Points.Count) return null;
        var gap = closed.Values.Zip(all.Values, (c, a) => SeriesPoint.OfValue(a - c)).ToArray();

        // The median of all is hardly ever the smaller one, and only just; the gap is moved off zero so that no value is refused.
        var lift = Math.Max(0, -gap.Min(g => g.Value ?? 0));
        var series = PatternSeries.OfValues("censoring-gap", [.. gap.Select(g => SeriesPoint.OfValue(g.Value + lift))]);
        return Move.Of(series, window) is not { } move ? null : new()
        {
            Gap = move with { Before = move.Before - lift, After = move.After - lift, Ratio = null, SureRatio = null },
            Open = open is null ? null : Move.Of(open, window),
            Oldest = oldest is null ? null : Move.Of(oldest, window),
        };
    }
}
