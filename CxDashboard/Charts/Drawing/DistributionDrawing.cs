using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Bars of counts from zero, with a line at each percentile. Each percentile's words have a line of their own above the plot.</summary>
internal static class DistributionDrawing
{
    private const double Line = 15;

    public static void Draw(DistributionSpec spec, Pen pen, Box area)
    {
        if (DistributionWords.Nothing(spec) is { } nothing)
        {
            NothingToDraw.Write(pen, area, nothing);
            return;
        }

        var spread = Spread.Of(spec, (int)Math.Clamp(area.Width / 16, 8, 60));
        var (format, counts) = (new ValueFormat(spec.Unit, spec.Culture, spec.Currency), new ValueFormat(Unit.Count, spec.Culture));
        var most = Math.Max(1, spread.Bins.Max() * 1.05);
        var (top, bottom) = (area.Top + 4 + (Line * Spread.Percentiles.Count), area.Bottom - 24 - (spread.Below + spread.Beyond > 0 ? Line : 0));
        var step = Ticks.Step(most, Math.Max(1, (int)((bottom - top) / 40)), Unit.Count);
        var left = area.Left + Pen.Width(counts.Plain(most, 0), "t-tick") + 9;
        var plot = new Box(left, top, Math.Max(left + 20, area.Right - 10), Math.Max(top + 4, bottom));
        double Y(double count) => plot.Bottom - (plot.Height * count / most);

        foreach (var tick in Ticks.Within(0, most, step))
        {
            pen.Line(plot.Left, Y(tick), plot.Right, Y(tick), "c-grid");
            pen.Text(plot.Left - 6, Y(tick) + 4, counts.Plain(tick, 0), "t-tick", Anchor.End);
        }

        var scale = new LineScale(spread.Low, spread.High, plot.Left, plot.Right);
        pen.Reaches(Reach.Across, plot);
        for (var i = 0; i < spread.Bins.Count; i++)
        {
            var box = new Box(scale.X(spread.Edge(i)), Y(spread.Bins[i]), scale.X(spread.Edge(i + 1)), plot.Bottom);
            if (spread.Bins[i] > 0)
            {
                pen.Rectangle(box, "b-fill");
                pen.Rectangle(box, "b-edge");
            }

            pen.Spot((box.Left + box.Right) / 2, box.Top, [$"{format.Full(spread.Edge(i))} to {format.Full(spread.Edge(i + 1))}", counts.Full(spread.Bins[i]) + "\u00A0" + spec.Counted]);
        }

        pen.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "c-base");
        foreach (var (x, words) in scale.Marks(format, spec.Unit))
        {
            pen.Line(x, plot.Bottom, x, plot.Bottom + 4, "c-base");
            pen.TextAtFirst(words, "t-tick", (x, plot.Bottom + 16, Anchor.Middle), (x, plot.Bottom + 16, Anchor.End), (x, plot.Bottom + 16, Anchor.Start));
        }

        Marks(spread, format, pen, plot, scale, area);
        Cut(spec, spread, format, counts, pen, plot, area);
    }

    private static void Marks(Spread spread, ValueFormat format, Pen pen, Box plot, LineScale scale, Box area)
    {
        for (var i = 0; i < Spread.Percentiles.Count; i++)
        {
            var (x, y) = (scale.X(spread.At[i]), area.Top + 11 + (Line * i));
            pen.Line(x, y + 3, x, plot.Bottom, "b-mark");
            var words = $"{DistributionWords.Share(i)} within {format.Full(spread.At[i])}";
            if (scale.IsBeyond(spread.At[i])) words += ", off the scale";
            pen.TextAtFirst(words, i == 0 ? "t-valh" : "t-tickh", (x + 4, y, Anchor.Start), (x - 4, y, Anchor.End), (area.Right, y, Anchor.End), (area.Left, y, Anchor.Start));
        }
    }

    // What the axis leaves out is said beneath it, at the side where it would be.
    private static void Cut(DistributionSpec spec, Spread spread, ValueFormat format, ValueFormat counts, Pen pen, Box plot, Box area)
    {
        var y = plot.Bottom + 16 + Line;
        if (spread.Beyond > 0 && !pen.Text(area.Right, y, DistributionWords.Beyond(spec, spread), "t-note", Anchor.End))
            pen.Text(area.Right, y, $"{counts.Full(spread.Beyond)} beyond {format.Full(spread.High)}", "t-note", Anchor.End);
        if (spread.Below > 0) pen.Text(area.Left, y, $"{counts.Full(spread.Below)} below {format.Full(spread.Low)}", "t-note");
    }
}
