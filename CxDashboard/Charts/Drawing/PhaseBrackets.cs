namespace CxDashboard.Charts.Drawing;

/// <summary>A bracket beneath the time axis for each phase that somebody has begun, with who it was and why.</summary>
internal static class PhaseBrackets
{
    /// <summary>What they take beneath the axis.</summary>
    public const double Room = 30;

    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time)
    {
        foreach (var (phase, last) in spec.PhasesBegun())
        {
            var (left, right, y) = (time.Slot(spec.Points[phase.First]).Left + 1, time.Slot(spec.Points[last]).Right - 1, plot.Bottom + 29);
            pen.Path($"M{Pen.Number(left)} {Pen.Number(y - 5)}V{Pen.Number(y)}H{Pen.Number(right)}V{Pen.Number(y - 5)}", "c-phase");

            // All of it beneath its bracket, or beginning left of a short one; else who it was, else nothing: the words beneath the picture say it.
            var foot = y + 14;
            var words = ProcessWords.Phase(phase);
            if (pen.TextAtFirst(words, "t-tick", (left, foot, Anchor.Start), (right, foot, Anchor.End))) continue;
            var cut = Words.Wrap(words, "t-tick", Math.Max(0, pen.Frame.Right - left - 4), 1);
            if (cut.Count > 0 && right - left > 60) pen.Text(left, foot, cut[0], "t-tick");
        }
    }
}
