namespace CxDashboard.Charts.Drawing;

/// <summary>Brackets over or under runs that are longer than routine allows.</summary>
internal static class RunBrackets
{
    private readonly record struct Bracket(double Left, double Right, double Y, ChartRun Run);

    public static void Draw(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values)
    {
        foreach (var b in Brackets(spec, plot, time, values)) pen.Bracket(b.Left, b.Right, b.Y, b.Run.Above);
    }

    /// <summary>The words, at the bracket's end where there is room, else nearby.</summary>
    public static void Words(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values)
    {
        foreach (var (left, right, y, run) in Brackets(spec, plot, time, values))
        {
            var at = run.Above ? y - 6 : y + 15;
            pen.TextAtFirst(run.Words, "t-signal", (right, at, Anchor.End), (left, at, Anchor.Start), (left - 6, at, Anchor.End), (plot.Right, at, Anchor.End), (plot.Left, at, Anchor.Start));
        }
    }

    private static IEnumerable<Bracket> Brackets(ChartSpec spec, Box plot, TimeScale time, ValueScale values)
    {
        foreach (var run in spec.Runs)
        {
            if (run.First < 0 || run.Last >= spec.Points.Count || run.First > run.Last) continue;
            var held = spec.Points.Skip(run.First).Take(run.Last - run.First + 1).ToList();
            var ys = held.Select(p => p.Drawn).OfType<double>().Select(values.Y).ToList();
            if (ys.Count == 0) continue;

            // Clear of the marks, and a little clear of the limit they stay within.
            var limits = held.Select(p => run.Above ? p.Upper : p.Lower).OfType<double>().Select(values.Y).ToList();
            var away = plot.Height > 110 ? 15 : 7;
            var y = run.Above
                ? Math.Max(plot.Top + 2, Math.Min(ys.Min() - away, limits.Select(l => l - (away * 0.6)).DefaultIfEmpty(double.MaxValue).Min()))
                : Math.Min(plot.Bottom - 2, Math.Max(ys.Max() + away, limits.Select(l => l + (away * 0.6)).DefaultIfEmpty(double.MinValue).Max()));
            yield return new Bracket(time.Slot(held[0]).Middle - 3, time.Slot(held[^1]).Middle + 3, y, run);
        }
    }
}
