namespace CxDashboard.Charts.Drawing;

/// <summary>Lettered flags for what we did.</summary>
internal static class ChangeMarks
{
    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time, bool wide)
    {
        foreach (var change in spec.Changes.OrderBy(c => c.At).Where(c => c.At >= time.From && c.At <= time.To))
        {
            var (x, y) = (time.X(change.At), plot.Top - 20);
            pen.Line(x, y + 8, x, plot.Bottom, "c-flag");
            pen.Rectangle(new Box(x - 8, y - 8, x + 8, y + 8), "m-flag", 2);
            pen.Text(x, y + 4, change.Letter, "t-flag", Anchor.Middle, gap: 0);
            if (wide) pen.TextAtFirst(change.Words, "t-note", (x + 14, y + 4, Anchor.Start), (x - 14, y + 4, Anchor.End));
        }
    }
}
