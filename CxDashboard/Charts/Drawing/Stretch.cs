namespace CxDashboard.Charts.Drawing;

/// <summary>Final values that follow one another: a hole in what is known is a hole in the line, and so is another definition.</summary>
internal static class Stretch
{
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

    /// <summary>From the lowest to the highest value of each column of <paramref name="every"/> points of a stretch: the upper edge and the lower one, both from left to right.</summary>
    public static (IReadOnlyList<(double X, double Y)> Top, IReadOnlyList<(double X, double Y)> Foot) Edges(IReadOnlyList<ChartPoint> points, (int First, int Last) stretch, int every, TimeScale time, ValueScale values)
    {
        var (top, foot) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        foreach (var (from, to) in Thinning.Columns(stretch.First, stretch.Last, every))
        {
            var held = Enumerable.Range(from, to - from + 1).Select(i => points[i].Drawn!.Value).ToList();
            var x = (time.X(points[from].Start) + time.X(points[to].End)) / 2;
            top.Add((x, values.Y(held.Max())));
            foot.Add((x, values.Y(held.Min())));
        }

        return (top, foot);
    }

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
