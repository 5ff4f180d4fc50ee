namespace CxDashboard.Charts.Drawing;

/// <summary>Ticks and words beneath a plot.</summary>
internal static class TimeAxis
{
    public static void Draw(ChartPicture spec, Pen pen, Box plot, TimeScale time, TimeSpan least)
    {
        // A little beyond the plot a word may still stand, as long as it stays in the frame.
        foreach (var tick in TimeTicks.Of(time.From, time.To, spec.Zone, spec.Culture, plot.Width, least))
        {
            var x = time.X(tick.At);
            pen.Line(x, plot.Bottom, x, plot.Bottom + 5, "c-base");
            if (tick.Moment)
            {
                // The day's last hour stands at the very edge.
                if (!pen.Text(x, plot.Bottom + 17, tick.Words, "t-tick", Anchor.Middle, gap: 4) && x > plot.Right - 1) pen.Text(pen.Frame.Right, plot.Bottom + 17, tick.Words, "t-tick", Anchor.End, gap: 4);
            }
            else if (x + (Pen.Width(tick.Words, "t-tick") / 2) < plot.Right + 12) pen.Text(x + 3, plot.Bottom + 17, tick.Words, "t-tick", gap: 4);
        }
    }

    /// <summary>How long a bucket usually is; the first and the last may be clipped.</summary>
    public static TimeSpan Usual(IReadOnlyList<ChartPoint> points) => points.Count == 0 ? TimeSpan.Zero : points.Select(p => p.End - p.Start).Order().ElementAt(points.Count / 2);
}
