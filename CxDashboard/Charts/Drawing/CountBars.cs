namespace CxDashboard.Charts.Drawing;

/// <summary>Small bars of n beneath a chart; hollow where the value above is not final or not drawn.</summary>
internal static class CountBars
{
    private const double Tallest = 26;

    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time, int every, bool wide)
    {
        var most = Math.Max(1, spec.Points.Max(p => p.N));
        var foot = plot.Bottom + 24 + 38;
        var (solid, hollow) = (new PathText(), new PathText());
        foreach (var (first, last) in Thinning.Columns(0, spec.Points.Count - 1, every))
        {
            var n = Enumerable.Range(first, last - first + 1).Max(i => spec.Points[i].N);
            if (n <= 0) continue;
            var (l, r) = (time.X(spec.Points[first].Start), time.X(spec.Points[last].End));
            var (x, half, tall) = ((l + r) / 2, Math.Clamp((r - l) * (every > 1 ? 0.5 : 0.31), 0.3, 14), Tallest * n / most);
            Bar(spec.Points[first].State == PointState.Final || half < 1 ? solid : hollow, x - half, foot, 2 * half, Math.Max(0.5, tall));
        }

        pen.Path(solid.Take(), "c-nbar");
        pen.Path(hollow.Take(), "c-nbar-h");

        var format = new ValueFormat(Domain.Metrics.Unit.Count, spec.Culture);
        pen.Text(plot.Left - 8, foot, "0", "t-tick", Anchor.End);
        pen.Text(plot.Left - 8, foot - Tallest + 8, format.Plain(most, 0), "t-tick", Anchor.End);
        var newest = spec.Points.LastOrDefault(p => p.State == PointState.Final) ?? spec.Points[^1];
        pen.Text(plot.Right + 8, foot - (wide ? 14 : 6), "n\u00A0" + format.Plain(newest.N, 0), "t-val");
        if (wide && spec.Of.Length > 0) pen.Text(plot.Right + 8, foot, $"{spec.Of} a {spec.Step}", "t-tick", gap: 0);
    }

    // All bars are one mark: ten thousand of them are read as one shape. Outlines, because cairo takes ten times as long for as many strokes.
    // The left edge is rounded as the path will round it, so that bars of less than a pixel are all as wide.
    private static void Bar(PathText path, double x, double foot, double width, double height)
    {
        x = Math.Round(x, 1);
        path.MoveTo(x, foot);
        path.LineTo(x, foot - height);
        path.LineTo(x + width, foot - height);
        path.LineTo(x + width, foot);
        path.Close();
    }
}
