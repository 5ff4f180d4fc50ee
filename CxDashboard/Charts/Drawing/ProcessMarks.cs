using System.Text;

namespace CxDashboard.Charts.Drawing;

/// <summary>The marks of a process chart, the same in the large chart and in a small one.</summary>
internal sealed class ProcessMarks(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values, ValueFormat format, double radius)
{
    /// <summary>Stretches of points that have limits and share their centre: the phases.</summary>
    public IEnumerable<(int First, int Last)> Phases()
    {
        var points = spec.Points;
        for (var i = 0; i < points.Count; i++)
        {
            if (!HasLimits(points[i])) continue;
            var last = i;
            while (last + 1 < points.Count && HasLimits(points[last + 1]) && points[last + 1].Centre == points[i].Centre) last++;
            yield return (i, last);
            i = last;
        }
    }

    public void Limits(bool edges = true)
    {
        var phases = Phases().ToList();
        foreach (var (first, last) in phases)
        {
            var (up, down, back) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
            for (var i = first; i <= last; i++)
            {
                Step(up, i, spec.Points[i].Upper!.Value, i == first);
                Step(down, i, spec.Points[i].Lower!.Value, i == first);
            }

            for (var i = last; i >= first; i--)
            {
                var (l, _, r) = time.Slot(spec.Points[i]);
                var y = Pen.Number(values.Y(spec.Points[i].Lower!.Value));
                back.Append('L').Append(Pen.Number(r)).Append(' ').Append(y).Append('L').Append(Pen.Number(l)).Append(' ').Append(y);
            }

            pen.Path($"{up}{back}Z", "c-band");
            if (edges)
            {
                pen.Path(up.ToString(), "c-limit");
                pen.Path(down.ToString(), "c-limit");
            }

            if (spec.Points[first].Centre is not { } centre) continue;
            var (a, b) = (time.Slot(spec.Points[first]).Left, time.Slot(spec.Points[last]).Right);
            pen.Line(a, values.Y(centre), b, values.Y(centre), "c-centre");
            if (edges && last < spec.Points.Count - 1 && (first, last) != phases[^1]) pen.Line(b, values.Y(centre), plot.Right, values.Y(centre), "c-ghost");
        }
    }

    public void Selection(double beneath)
    {
        if (Selected() is not { } at) return;
        var (l, _, r) = time.Slot(spec.Points[at]);
        pen.Rectangle(new Box(l, plot.Top, r, plot.Bottom + beneath), "c-sel");
    }

    public void Values(bool dots = true)
    {
        foreach (var stretch in Stretches()) pen.Line(stretch, "c-line");
        for (var i = 0; i < spec.Points.Count; i++) Mark(i, dots);
        if (Selected() is { } at && spec.Points[at].Drawn is { } value) pen.Dot(time.Slot(spec.Points[at]).Middle, values.Y(value), radius + 7, "m-sel");
        foreach (var run in Runs()) pen.Bracket(run.Left, run.Right, run.Y, run.Above);
    }

    /// <summary>Words beside runs, diamonds and what lies off the scale, wherever there is room.</summary>
    public void Words()
    {
        // The marks themselves first: no word covers a diamond.
        for (var i = 0; i < spec.Points.Count; i++)
        {
            if (!Special(i) || spec.Points[i].Drawn is not { } v) continue;
            var (x, y) = (time.Slot(spec.Points[i]).Middle, values.Y(v));
            pen.Reserve(new Box(x - radius - 3, y - radius - 3, x + radius + 3, y + radius + 3));
        }

        foreach (var (left, right, y, above, words) in Runs())
        {
            var at = above ? y - 6 : y + 15;
            pen.TextAtFirst(words, "t-signal", (right, at, Anchor.End), (left, at, Anchor.Start), (plot.Right, at, Anchor.End), (plot.Left, at, Anchor.Start));
        }

        // The newest first: where room is scarce, it is the one worth a word.
        for (var i = spec.Points.Count - 1; i >= 0; i--)
        {
            if (!Special(i) || spec.Points[i].Drawn is not { } v) continue;
            var (x, y) = (time.Slot(spec.Points[i]).Middle, values.Y(v));
            var beyond = values.IsBeyond(v) ? "off the scale: " : "";
            var note = spec.Points[i].Note is { Length: > 0 } n ? ": " + n : "";
            foreach (var words in new[] { beyond + format.Full(v) + note, beyond + format.Full(v) })
            {
                if (pen.TextAtFirst(words, "t-signal", (x + radius + 7, y + 4, Anchor.Start), (x - radius - 7, y + 4, Anchor.End), (x, y - radius - 8, Anchor.Middle), (x, y + radius + 16, Anchor.Middle))) break;
            }
        }
    }

    /// <summary>What a pointer finds: one slot a point.</summary>
    public void Slots(double beneath)
    {
        for (var i = 0; i < spec.Points.Count; i++)
        {
            var (l, _, r) = time.Slot(spec.Points[i]);
            pen.Slot(new Box(l, plot.Top, r, plot.Bottom + beneath), i, ChartWords.Point(spec, i));
        }
    }

    private static bool HasLimits(ChartPoint p) => p.Lower is { } l && p.Upper is { } u && double.IsFinite(l) && double.IsFinite(u);

    private bool Special(int i) => spec.Points[i].Outside || (spec.Points[i].Drawn is { } v && values.IsBeyond(v));

    private double DiamondSize => plot.Height > 110 ? radius + 3.6 : plot.Height > 40 ? 4.6 : 4;

    private int? Selected() => spec.Selected is { } at && at >= 0 && at < spec.Points.Count ? at : null;

    private void Step(StringBuilder path, int i, double value, bool first)
    {
        var (l, _, r) = time.Slot(spec.Points[i]);
        var y = Pen.Number(values.Y(value));
        path.Append(first ? 'M' : 'L').Append(Pen.Number(l)).Append(' ').Append(y).Append('L').Append(Pen.Number(r)).Append(' ').Append(y);
    }

    // Final values that follow one another; a hole in what is known is a hole in the line.
    private IEnumerable<List<(double, double)>> Stretches()
    {
        var stretch = new List<(double, double)>();
        foreach (var p in spec.Points)
        {
            if (p is { State: PointState.Final, Drawn: { } v })
            {
                stretch.Add((time.Slot(p).Middle, values.Y(v)));
                continue;
            }

            if (stretch.Count > 1) yield return stretch;
            stretch = [];
        }

        if (stretch.Count > 1) yield return stretch;
    }

    private void Mark(int i, bool dots)
    {
        var p = spec.Points[i];
        var (l, x, r) = time.Slot(p);
        if (p.Drawn is not { } v)
        {
            pen.Line(l + ((r - l) * 0.2), plot.Bottom - 3, r - ((r - l) * 0.2), plot.Bottom - 3, "c-gap");
            return;
        }

        var y = values.Y(v);
        if (p.State == PointState.Maturing)
        {
            if (p.MayReach is { } reach && double.IsFinite(reach))
            {
                pen.Line(x, y, x, values.Y(reach), "c-stem");
                if (!values.IsBeyond(reach)) pen.Line(x - 4, values.Y(reach), x + 4, values.Y(reach), "c-foot");
            }

            pen.Dot(x, y, radius + 1.3, "m-hollow");
        }
        else if (Special(i)) pen.Diamond(x, y, DiamondSize);
        else if (dots || i == LastFinal()) Routine(x, y, r - l, i);
    }

    // Where buckets are narrower than dots the line alone shows them; the newest keeps its dot, and so does one without neighbours.
    private void Routine(double x, double y, double slot, int i)
    {
        var size = Math.Min(radius, slot * 0.4);
        if (i == LastFinal() || IsAlone(i)) size = Math.Max(size, Math.Min(radius, 2.4));
        if (size >= 1) pen.Dot(x, y, size, "m-pt");
    }

    private bool IsAlone(int i) => !IsFinal(i - 1) && !IsFinal(i + 1);

    private bool IsFinal(int i) => i >= 0 && i < spec.Points.Count && spec.Points[i] is { State: PointState.Final, Drawn: not null };

    private int? _lastFinal;

    private int LastFinal()
    {
        if (_lastFinal is { } known) return known;
        var i = spec.Points.Count - 1;
        while (i >= 0 && !IsFinal(i)) i--;
        return (_lastFinal = i).Value;
    }

    private IEnumerable<(double Left, double Right, double Y, bool Above, string Words)> Runs()
    {
        foreach (var run in spec.Runs)
        {
            if (run.First < 0 || run.Last >= spec.Points.Count || run.First > run.Last) continue;
            var held = spec.Points.Skip(run.First).Take(run.Last - run.First + 1).ToList();
            var ys = held.Select(p => p.Drawn).OfType<double>().Select(values.Y).ToList();
            if (ys.Count == 0) continue;
            var limits = held.Select(p => run.Above ? p.Upper : p.Lower).OfType<double>().Select(values.Y).ToList();
            var away = plot.Height > 110 ? 15 : 7;
            var y = run.Above
                ? Math.Max(plot.Top + 2, Math.Min(ys.Min() - away, limits.Count > 0 ? limits.Min() - (away * 0.6) : double.MaxValue))
                : Math.Min(plot.Bottom - 2, Math.Max(ys.Max() + away, limits.Count > 0 ? limits.Max() + (away * 0.6) : double.MinValue));
            yield return (time.Slot(held[0]).Middle - 3, time.Slot(held[^1]).Middle + 3, y, run.Above, run.Words);
        }
    }

}
