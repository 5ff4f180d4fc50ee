using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Bars of shares down the page, and a line of what they make together. Both are shares of the same whole, so one axis serves them; what
/// there is no room for is folded into the others.
/// </summary>
internal static class ParetoDrawing
{
    private const double Above = 8;

    // Further down bars are too short to be told apart.
    private const int MostNamed = 20;

    private enum Kind { Named, Others, Unknown }

    private sealed record Bar(string Name, long Count, Kind Kind);

    public static double Height(ParetoSpec pareto, double width) =>
        pareto.Whole < ParetoSpec.Enough ? 60 : RowGrid.Height([.. Bars(pareto, MostNamed).Select(b => Row(pareto, b, 0))], width, Above);

    public static void Draw(ParetoSpec pareto, Pen pen, Box area)
    {
        if (ParetoWords.Nothing(pareto) is { } nothing)
        {
            NothingToDraw.Write(pen, area, nothing);
            return;
        }

        var keep = Math.Min(pareto.Parts.Count, MostNamed);
        var (bars, grid) = Lay(pareto, pen, area, keep);
        while (grid.Shown < bars.Count && keep > 1)
        {
            keep = Math.Max(1, Math.Min(keep, pareto.InOrder().Count) - (bars.Count - grid.Shown));
            (bars, grid) = Lay(pareto, pen, area, keep);
        }

        // With fewer of them the rows may need less width, and so less height each: then more have room after all.
        while (keep < Math.Min(pareto.Parts.Count, MostNamed))
        {
            var (more, wider) = Lay(pareto, pen, area, keep + 1);
            if (wider.Shown < more.Count) break;
            (bars, grid, keep) = (more, wider, keep + 1);
        }

        var scale = new LineScale(0, 1, grid.Plot.Left, grid.Plot.Right);
        grid.Ground(scale.Marks(new ValueFormat(Unit.Share, pareto.Culture), Unit.Share));
        var (together, line) = (0L, new List<(double X, double Y)>());
        for (var i = 0; i < grid.Shown; i++)
        {
            var strip = grid.Strip(i);
            One(pareto, bars[i], pen, scale, strip);
            together += bars[i].Count;
            grid.Spot(i, scale.X((double)bars[i].Count / pareto.Whole), [bars[i].Name, .. Row(pareto, bars[i], together).Cells]);
            line.Add((scale.X((double)together / pareto.Whole), (strip.Top + strip.Bottom) / 2));
        }

        if (line.Count > 1 && !grid.IsStacked) pen.Line(line, "b-sum");
        foreach (var (x, y) in line) pen.Dot(x, y, 2.6, "b-sumpt");
        grid.Words(pareto.Culture);
    }

    private static (List<Bar> Bars, RowGrid Grid) Lay(ParetoSpec pareto, Pen pen, Box area, int keep)
    {
        var (bars, together) = (Bars(pareto, keep), 0L);
        return (bars, new RowGrid(pen, area, [.. bars.Select(b => Row(pareto, b, together += b.Count))], Above));
    }

    private static List<Bar> Bars(ParetoSpec pareto, int keep)
    {
        var order = pareto.InOrder();
        List<Bar> bars = [.. order.Take(keep).Select(p => new Bar(p.Name, p.Count, Kind.Named))];
        var (kinds, others) = (pareto.OtherKinds + Math.Max(0, order.Count - keep), pareto.Others + order.Skip(keep).Sum(p => p.Count));
        if (others > 0) bars.Add(new Bar(ParetoWords.Others(kinds, pareto.Culture), others, Kind.Others));
        if (pareto.Unknown > 0) bars.Add(new Bar("Not known", pareto.Unknown, Kind.Unknown));
        return bars;
    }

    private static GridRow Row(ParetoSpec pareto, Bar bar, long together)
    {
        var (format, (low, high)) = (new ValueFormat(Unit.Share, pareto.Culture), Proportion.Wilson(bar.Count, pareto.Whole));
        return new GridRow(bar.Name,
        [
            format.Part((double)bar.Count / pareto.Whole), format.Interval(low, high), "n\u00A0" + new ValueFormat(Unit.Count, pareto.Culture).Full(bar.Count),
            format.Part((double)together / pareto.Whole) + " together",
        ]);
    }

    private static void One(ParetoSpec pareto, Bar bar, Pen pen, LineScale scale, Box strip)
    {
        var box = strip with { Left = scale.X(0), Right = scale.X((double)bar.Count / pareto.Whole) };
        if (bar.Kind == Kind.Named) pen.Rectangle(box, "b-fill");
        if (bar.Kind == Kind.Unknown) Hatching.Draw(pen, box, 5, down: true, "b-hatch");
        pen.Rectangle(box, bar.Kind == Kind.Others ? "b-open" : "b-edge");
        var ((low, high), y) = (Proportion.Wilson(bar.Count, pareto.Whole), (strip.Top + strip.Bottom) / 2);
        pen.Line(scale.X(low), y, scale.X(high), y, "c-iv");
    }
}
