namespace CxDashboard.Charts.Drawing;

/// <summary>Band, limits and centre of each phase. A limit may differ from point to point, so its line goes in steps.</summary>
internal sealed class LimitBands(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values, int every)
{
    private readonly List<(int First, int Last)> _phases = [.. Phases(spec)];

    /// <summary>The small charts go without edges and old centres.</summary>
    public void Draw(bool edges)
    {
        foreach (var (first, last) in _phases)
        {
            var band = new PathText();
            Steps(band, first, last, upper: true, back: false);
            Steps(band, first, last, upper: false, back: true);
            band.Close();
            pen.Path(band.Take(), "c-band");
            if (edges)
            {
                Edge(first, last, upper: true);
                Edge(first, last, upper: false);
            }

            if (spec.Points[first].Centre is { } centre)
                pen.Line(time.Slot(spec.Points[first]).Left, values.Y(centre), time.Slot(spec.Points[last]).Right, values.Y(centre), "c-centre");
        }

        // An old centre goes on, dotted, through the phase that replaced it.
        for (var i = 0; edges && i + 1 < _phases.Count; i++)
        {
            if (spec.Points[_phases[i].First].Centre is not { } old) continue;
            pen.Line(time.Slot(spec.Points[_phases[i].Last]).Right, values.Y(old), time.Slot(spec.Points[_phases[i + 1].Last]).Right, values.Y(old), "c-ghost");
        }
    }

    /// <summary>The numbers of a phase that was replaced, beneath its band or above it.</summary>
    public void OldNumbers(ValueFormat format)
    {
        foreach (var (first, last) in _phases.SkipLast(1))
        {
            var held = spec.Points.Skip(first).Take(last - first + 1).ToList();
            if (held[^1] is not { Centre: { } centre, Lower: { } low, Upper: { } high }) continue;
            var words = $"centre {format.Full(centre)}, limits {format.Interval(low, high)}";
            var (x, beneath) = (time.Slot(held[0]).Left + 2, values.Y(held.Min(p => p.Lower!.Value)) + 15);
            if (beneath < plot.Bottom - 3 && pen.Text(x, beneath, words, "t-tickh")) continue;
            pen.Text(x, values.Y(held.Max(p => p.Upper!.Value)) - 6, words, "t-tickh");
        }
    }

    // Stretches of points that have limits and share their centre; a phase that somebody has begun is one of its own.
    private static IEnumerable<(int First, int Last)> Phases(ChartSpec spec)
    {
        var (points, begun) = (spec.Points, spec.Phases.Select(p => p.First).ToHashSet());
        for (var i = 0; i < points.Count; i++)
        {
            if (!HasLimits(points[i])) continue;
            var last = i;
            while (last + 1 < points.Count && HasLimits(points[last + 1]) && points[last + 1].Centre == points[i].Centre && !begun.Contains(last + 1)) last++;
            yield return (i, last);
            i = last;
        }
    }

    private static bool HasLimits(ChartPoint p) => p is { Lower: not null, Upper: not null };

    private void Edge(int first, int last, bool upper)
    {
        var edge = new PathText();
        Steps(edge, first, last, upper, back: false);
        pen.Path(edge.Take(), "c-limit");
    }

    // Level as long as the limit stays within half of what a path rounds to. The lower edge of a band is walked backwards. Of a column the widest limit counts.
    private void Steps(PathText path, int first, int last, bool upper, bool back)
    {
        var (x, y) = (double.NaN, double.NaN);
        var columns = Thinning.Columns(first, last, every);
        foreach (var (from, to) in back ? columns.Reverse() : columns)
        {
            var (l, r) = (time.X(spec.Points[from].Start), time.X(spec.Points[to].End));
            var held = Enumerable.Range(from, to - from + 1).Select(i => spec.Points[i]);
            var level = values.Y(upper ? held.Max(p => p.Upper!.Value) : held.Min(p => p.Lower!.Value));
            var isFirst = double.IsNaN(x);
            if (isFirst && path.IsEmpty) path.MoveTo(l, level);
            else if (!(Math.Abs((back ? r : l) - x) < 0.05 && Math.Abs(level - y) < 0.05))
            {
                if (!isFirst) path.AcrossTo(x);
                path.LineTo(back ? r : l, level);
            }
            else level = y;

            (x, y) = (back ? l : r, level);
        }

        path.AcrossTo(x);
    }
}
