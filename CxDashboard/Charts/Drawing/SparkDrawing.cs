namespace CxDashboard.Charts.Drawing;

/// <summary>A chart of a line's height: band, centre, line and marks, no words.</summary>
internal static class SparkDrawing
{
    public static void Draw(ChartSpec spec, Pen pen, Box area)
    {
        var plot = new Box(area.Left + 2, area.Top + 3, area.Right - 6, area.Bottom - 3);
        if (spec.Points.Count == 0)
        {
            pen.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "c-gap");
            return;
        }

        var every = Thinning.Every(spec.Points.Count, area.Width);
        var time = new TimeScale(spec.Points[0].Start, spec.Points[^1].End, plot.Left, plot.Right);
        var values = ValueScale.Of(spec, plot.Top, plot.Bottom, 2, 2);
        var marks = new ProcessMarks(spec, pen, plot, time, values, ValueFormat.Of(spec), every, 2);
        new LimitBands(spec, pen, plot, time, values, every).Draw(edges: false);
        VersionMarks.Draw(spec, pen, plot, time, null);
        marks.Values(dots: false, runs: false);
        marks.Spots();
    }
}
