namespace CxDashboard.Charts.Drawing;

/// <summary>Line and marks of a process chart, the same in the large chart and in a small one.</summary>
internal sealed class ProcessMarks(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values, ValueFormat format, double radius)
{
    private readonly int _lastFinal = LastFinal(spec.Points);

    private double DiamondSize => plot.Height > 110 ? radius + 3.6 : plot.Height > 40 ? 4.6 : 4;

    // Without limits, the interval is what says how sure a value is.
    private bool Intervals => plot.Height > 110 && values.HasIntervals && plot.Width / spec.Points.Count >= 7;

    private int? Selected => spec.Selected is { } at && at >= 0 && at < spec.Points.Count ? at : null;

    /// <summary>A tinted column behind the selected point.</summary>
    public void Selection(double beneath)
    {
        if (Selected is not { } at) return;
        var (l, _, r) = time.Slot(spec.Points[at]);
        pen.Rectangle(new Box(l, plot.Top, r, plot.Bottom + beneath), "c-sel");
    }

    public void Values(bool dots, bool runs = true)
    {
        foreach (var stretch in Stretches()) pen.Line(stretch, "c-line");
        for (var i = 0; i < spec.Points.Count; i++)
        {
            var p = spec.Points[i];
            if (p.Drawn is not { } v) Gap(p);
            else if (p.State == PointState.Maturing) Maturing(p, v);
            else Final(i, v, dots);
        }

        if (Selected is { } at && spec.Points[at].Drawn is { } value) pen.Dot(time.Slot(spec.Points[at]).Middle, values.Y(value), radius + 7, "m-sel");
        if (runs) RunBrackets.Draw(spec, pen, plot, time, values);
    }

    /// <summary>Words beside runs, diamonds and what lies off the scale, wherever there is room.</summary>
    public void Words()
    {
        // The marks themselves first: no word covers them.
        for (var i = 0; i < spec.Points.Count; i++)
        {
            if (!(Special(i) || spec.Points[i].State == PointState.Maturing) || spec.Points[i].Drawn is not { } v) continue;
            var (x, y, r) = (time.Slot(spec.Points[i]).Middle, values.Y(v), radius + 3);
            pen.Reserve(new Box(x - r, y - r, x + r, y + r));
        }

        RunBrackets.Words(spec, pen, plot, time, values);

        // The newest first: where room is scarce, it is the one worth a word.
        for (var i = spec.Points.Count - 1; i >= 0; i--)
            if (Special(i) && spec.Points[i].Drawn is { } v) Name(i, v);
    }

    /// <summary>What pointer and keys find: each bucket, also where nothing is known.</summary>
    public void Spots(double beneath = 0)
    {
        if (pen.Theme != ChartTheme.Page) return;
        pen.Reaches(Reach.Across, plot with { Bottom = plot.Bottom + beneath });
        var words = new PointWords(spec);
        for (var i = 0; i < spec.Points.Count; i++)
        {
            var p = spec.Points[i];
            pen.Spot(time.Slot(p).Middle, p.Drawn is { } v ? values.Y(v) : plot.Bottom - 3, words.Of(i));
        }
    }

    private static int LastFinal(IReadOnlyList<ChartPoint> points)
    {
        var i = points.Count - 1;
        while (i >= 0 && !IsFinal(points[i])) i--;
        return i;
    }

    private static bool IsFinal(ChartPoint p) => p is { State: PointState.Final, Drawn: not null };

    private bool Special(int i) => spec.Points[i].Outside || (spec.Points[i].Drawn is { } v && values.IsBeyond(v));

    // Final values that follow one another; a hole in what is known is a hole in the line, and so is another definition.
    private IEnumerable<List<(double, double)>> Stretches()
    {
        var stretch = new List<(double, double)>();
        int? version = null;
        foreach (var p in spec.Points)
        {
            if (IsFinal(p))
            {
                if (p.Version != version && stretch.Count > 0)
                {
                    if (stretch.Count > 1) yield return stretch;
                    stretch = [];
                }

                version = p.Version;
                stretch.Add((time.Slot(p).Middle, values.Y(p.Drawn!.Value)));
                continue;
            }

            if (stretch.Count > 1) yield return stretch;
            stretch = [];
        }

        if (stretch.Count > 1) yield return stretch;
    }

    private void Gap(ChartPoint p)
    {
        var (l, _, r) = time.Slot(p);
        pen.Line(l + ((r - l) * 0.2), plot.Bottom - 3, r - ((r - l) * 0.2), plot.Bottom - 3, "c-gap");
    }

    private void Maturing(ChartPoint p, double value)
    {
        var (x, y) = (time.Slot(p).Middle, values.Y(value));
        if (p.MayReach is { } reach)
        {
            // A stem that leaves the plot has no foot in it.
            pen.Line(x, y, x, values.Y(reach), "c-stem");
            if (!values.IsBeyond(reach)) pen.Line(Math.Max(plot.Left, x - 4), values.Y(reach), Math.Min(plot.Right, x + 4), values.Y(reach), "c-foot");
        }

        pen.Dot(x, y, radius + 1.3, "m-hollow");
    }

    private void Final(int i, double value, bool dots)
    {
        var p = spec.Points[i];
        var (l, x, r) = time.Slot(p);
        if (Intervals && p is { Low: { } low, High: { } high }) pen.Line(x, values.Y(low), x, values.Y(high), "c-iv");
        if (Special(i))
        {
            pen.Diamond(x, values.Y(value), DiamondSize);
            return;
        }

        // Where buckets are narrower than dots the line alone shows them; the newest keeps its dot, and so does one without neighbours.
        var lonely = i == _lastFinal || (!FinalAt(i - 1) && !FinalAt(i + 1));
        var size = lonely ? Math.Max(radius * 0.8, Math.Min(radius, (r - l) * 0.4)) : dots ? Math.Min(radius, (r - l) * 0.4) : 0;
        if (size >= 1) pen.Dot(x, values.Y(value), size, "m-pt");
    }

    private bool FinalAt(int i) => i >= 0 && i < spec.Points.Count && IsFinal(spec.Points[i]);

    private void Name(int i, double value)
    {
        var (x, y, away) = (time.Slot(spec.Points[i]).Middle, values.Y(value), radius + (i == Selected ? 12 : 7));
        var words = (values.IsBeyond(value) ? "off the scale: " : "") + format.Full(value);
        ReadOnlySpan<(double, double, Anchor)> places = [(x + away, y + 4, Anchor.Start), (x - away, y + 4, Anchor.End), (x, y - away - 1, Anchor.Middle), (x, y + away + 9, Anchor.Middle)];
        if (spec.Points[i].Note is { Length: > 0 } note && pen.TextAtFirst($"{words}: {note}", "t-signal", places)) return;
        pen.TextAtFirst(words, "t-signal", places);
    }
}
