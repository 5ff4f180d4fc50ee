namespace CxDashboard.Charts.Drawing;

/// <summary>Lettered flags for what we did.</summary>
internal static class ChangeMarks
{
    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time)
    {
        var changes = spec.Changes.OrderBy(c => c.At).Where(c => c.At >= time.From && c.At < time.To).ToList();
        var y = plot.Top - 20;
        foreach (var change in changes)
        {
            var x = time.X(change.At);
            pen.Line(x, y + 8, x, plot.Bottom, "c-flag");
            pen.Rectangle(new Box(x - 8, y - 8, x + 8, y + 8), "m-flag", 2);
            pen.Text(x, y + 4, change.Letter, "t-flag", Anchor.Middle, gap: 0);
            pen.Avoid(x, plot.Top, x, plot.Bottom);
        }

        // No other word is written over a flag. Only after all letters: the box of one flag would keep the letter off the next where they overlap.
        foreach (var x in changes.Select(c => time.X(c.At))) pen.Reserve(new Box(x - 8, y - 8, x + 8, y + 8));
        foreach (var change in changes)
        {
            var x = time.X(change.At);
            if (pen.TextAtFirst(change.Words, "t-note", (x + 14, y + 4, Anchor.Start), (x - 14, y + 4, Anchor.End))) continue;
            if (Words.Wrap(change.Words, "t-note", pen.Frame.Right - x - 16, 1) is [var cut] && pen.Frame.Right - x > 100) pen.Text(x + 14, y + 4, cut, "t-note");
        }
    }
}
