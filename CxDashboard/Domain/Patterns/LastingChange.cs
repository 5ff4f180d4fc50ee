using CxDashboard.Domain.Statistics;

namespace CxDashboard.Domain.Patterns;

/// <summary>
/// A special cause that lasts: from a run on one side of the centre that is longer than Anhøj's rule allows, or that has a point
/// outside of the limits, until the newest step at least three in four known steps lie on that side, and of the newest four at least three. A
/// single step is no lasting change, however far out it lies.
/// </summary>
/// <param name="Since">Index of the run's first step; where neighbouring steps depend on each other, of its first outside of the limits.</param>
/// <param name="Above">Which side of the centre.</param>
/// <param name="Points">Known steps since then.</param>
/// <param name="Outside">How many of them lie outside of the limits on that side.</param>
/// <param name="LongestRun">Steps of the longest run on that side since then.</param>
/// <param name="Rule">What made it a special cause: a long run, else a point outside.</param>
public sealed record LastingChange(int Since, bool Above, int Points, int Outside, int LongestRun, SpecialCauseRule Rule)
{
    /// <summary>The newest steps of which three are to agree, and the fewest that a change can have lasted.</summary>
    public const int Recent = 4;

    /// <summary>
    /// Of a series; null where nothing lasts, or its baseline has fewer than 12 known steps, or the change leaves fewer than 8 of them before it. Where
    /// neighbouring steps of the baseline depend on each other, runs are withheld and only points outside count.
    /// </summary>
    public static LastingChange? Of(PatternSeries series, Range? baseline = null)
    {
        var limits = series.Limits(baseline);
        if (limits.Centre is not { } centre || limits.IsTrial || series.Known.Count < ProcessChart.LeastPoints + Recent) return null;
        var allowed = limits.NeighboursDepend ? int.MaxValue : limits.Runs!.LongestAllowed;
        var runs = RunsTest.Split(limits.Values, centre);
        var (start, end) = Ends(series.BaselineOf(baseline), series.Points.Count);
        foreach (var run in runs)
        {
            var isLong = run.Points > allowed;
            if (!isLong && !Outsiders(run.Start, run.End, run.Above).Any()) continue;

            // Where neighbours depend a run says nothing, so its beginning says nothing either: half a year may lie on one side of a centre that a season lifted.
            var first = limits.NeighboursDepend ? Outsiders(run.Start, run.End, run.Above).First() : run.Start;
            int[] since = [.. series.Known.Where(i => i >= first)];
            if (since.Length < Recent || series.Known.Count(i => i >= start && i < Math.Min(end, first)) < ProcessChart.LeastPoints) continue;
            if (OnSide(since, run.Above) < 0.75 * since.Length || OnSide(since[^Recent..], run.Above) < Recent - 1) continue;
            var longest = runs.Where(r => r.Start >= run.Start && r.Above == run.Above).Max(r => Math.Min(r.Points, since.Length));
            return new LastingChange(first, run.Above, since.Length, Outsiders(first, series.Points.Count, run.Above).Count(), longest,
                longest > allowed ? SpecialCauseRule.LongRun : SpecialCauseRule.OutsideLimits);
        }

        return null;

        int OnSide(IEnumerable<int> points, bool above) => points.Count(i => above ? series.Values[i] > centre : series.Values[i] < centre);

        IEnumerable<int> Outsiders(int from, int to, bool above) => series.Known.Where(i => i >= from && i < to && limits.Outside[i] && series.Values[i] > centre == above);
    }

    internal static (int Start, int End) Ends(Range range, int count)
    {
        var (offset, length) = range.GetOffsetAndLength(count);
        return (offset, offset + length);
    }
}
