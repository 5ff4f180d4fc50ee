namespace CxDashboard.Charts.Drawing;

/// <summary>Final values that follow one another: a hole in what is known is a hole in the line, and so is another definition.</summary>
internal static class Stretch
{
    // What is narrower or lower than a pixel would not be painted at all.
    private const double Least = 1;

    /// <summary>Whether a point is final and drawn.</summary>
    public static bool IsFinal(ChartPoint p) => p is { State: PointState.Final, Drawn: not null };

    /// <summary>First and last index of each, both included.</summary>
    public static IEnumerable<(int First, int Last)> Of(IReadOnlyList<ChartPoint> points)
    {
        var first = -1;
        for (var i = 0; i < points.Count; i++)
        {
            var final = IsFinal(points[i]);
            if (first >= 0 && (!final || points[i].Version != points[first].Version))
            {
                yield return (first, i - 1);
                first = -1;
            }

            if (final && first < 0) first = i;
        }

        if (first >= 0) yield return (first, points.Count - 1);
    }

    /// <summary>
    /// From the lowest to the highest value of each column of <paramref name="every"/> points of a stretch: the upper edge and the lower one, both from where its
    /// first point begins to where its last one ends, and never so close together that nothing is seen.
    /// </summary>
    public static (IReadOnlyList<(double X, double Y)> Top, IReadOnlyList<(double X, double Y)> Foot) Edges(IReadOnlyList<ChartPoint> points, (int First, int Last) stretch, int every, TimeScale time, ValueScale values)
    {
        var (top, foot) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        foreach (var (from, to) in Thinning.Columns(stretch.First, stretch.Last, every))
        {
            var held = Enumerable.Range(from, to - from + 1).Select(i => points[i].Drawn!.Value).ToList();
            var (x, upper, lower) = ((time.X(points[from].Start) + time.X(points[to].End)) / 2, values.Y(held.Max()), values.Y(held.Min()));
            var spare = Math.Max(0, Least - (lower - upper)) / 2;
            top.Add((x, upper - spare));
            foot.Add((x, lower + spare));
        }

        var (left, right) = (time.X(points[stretch.First].Start), time.X(points[stretch.Last].End));
        if (right - left < Least)
        {
            left = Math.Clamp(((left + right) - Least) / 2, time.Left, Math.Max(time.Left, time.Right - Least));
            right = left + Least;
        }

        return (Widened(top, left, right), Widened(foot, left, right));
    }

    private static List<(double X, double Y)> Widened(List<(double X, double Y)> edge, double left, double right) =>
        [edge[0] with { X = left }, .. edge.Count > 1 ? edge : [], edge[^1] with { X = right }];

    /// <summary>Of each column of <paramref name="every"/> points the lowest and the highest of those that are <paramref name="special"/>, in their order: what must be seen of it.</summary>
    public static IEnumerable<int> Outermost(IReadOnlyList<ChartPoint> points, int every, Func<ChartPoint, bool> special)
    {
        foreach (var (first, last) in Thinning.Columns(0, points.Count - 1, every))
        {
            var held = Enumerable.Range(first, last - first + 1).Where(i => points[i].Drawn is not null && special(points[i])).ToList();
            if (held.Count == 0) continue;
            var (low, high) = (held.MinBy(i => points[i].Drawn), held.MaxBy(i => points[i].Drawn));
            yield return Math.Min(low, high);
            if (low != high) yield return Math.Max(low, high);
        }
    }
}
