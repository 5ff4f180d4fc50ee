namespace CxDashboard.Charts.Drawing;

/// <summary>Where another version of the definition begins: figures on both sides of the line are not made by one rule.</summary>
internal static class VersionMarks
{
    /// <summary>The lines, and above each its words where there is room for <paramref name="look"/>; null writes none.</summary>
    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time, string? look)
    {
        foreach (var (at, version) in spec.VersionsBegun())
        {
            var x = time.Slot(spec.Points[at]).Left;
            pen.Line(x, plot.Top - (look is null ? 0 : 10), x, plot.Bottom, "c-version");
            pen.Avoid(x, plot.Top, x, plot.Bottom);
            if (look is not null) pen.TextAtFirst(ProcessWords.Version(version), look, (x + 4, plot.Top - 2, Anchor.Start), (x - 4, plot.Top - 2, Anchor.End));
        }
    }
}
