namespace CxDashboard.Charts.Drawing;

/// <summary>Line and marks of a process chart, the same in the large chart and in a small one. Points that have no pixel of their own are drawn <paramref name="every"/> at a time.</summary>
internal sealed class ProcessMarks(ChartSpec spec, Pen pen, Box plot, TimeScale time, ValueScale values, ValueFormat format, int every, double radius)
{
    private readonly int _lastFinal = LastFinal(spec.Points);

    private double DiamondSize => plot.Height > 110 ? radius + 3.6 : plot.Height > 40 ? 4.6 : 4;

    // Without limits, the interval is what says how sure a value is.
    private bool Intervals => plot.Height > 110 && values.HasIntervals && plot.Width / spec.Points.Count >= 7;

    private int? Selected => spec.Selected is { } at && at >= 0 && at < spec.Points.Count ? at : null;

    private IEnumerable<(int First, int Last)> Columns => Thinning.Columns(0, spec.Points.Count - 1, every);

    /// <summary>A tinted column behind the selected point.</summary>
    public void Selection(double beneath)
    {
        if (Selected is not { } at) return;
        var (l, _, r) = time.Slot(spec.Points[at]);
        pen.Rectangle(new Box(l, plot.Top, r, plot.Bottom + beneath), "c-sel");
    }

    public void Values(bool dots, bool runs = true)
    {
        if (every > 1) Thinned();
        else Each(dots);
        if (Selected is { } at && spec.Points[at].Drawn is { } value) pen.Dot(time.Slot(spec.Points[at]).Middle, values.Y(value), radius + 7, "m-sel");
        if (runs) RunBrackets.Draw(spec, pen, plot, time, values);
    }

    /// <summary>Words beside runs, diamonds and what lies off the scale, wherever there is room.</summary>
    public void Words()
    {
        // The marks themselves first: no word covers them.
        var special = Specials().ToList();
        foreach (var i in every > 1 ? special : Enumerable.Range(0, spec.Points.Count))
        {
            if (!(Special(i) || spec.Points[i].State == PointState.Maturing) || spec.Points[i].Drawn is not { } v) continue;
            var (x, y, r) = (time.Slot(spec.Points[i]).Middle, values.Y(v), radius + 3);
            pen.Reserve(new Box(x - r, y - r, x + r, y + r));
        }

        RunBrackets.Words(spec, pen, plot, time, values);

        // The newest first: where room is scarce, it is the one worth a word. Of neighbours on one side one word is enough.
        for (var k = special.Count - 1; k >= 0; k--)
        {
            var i = special[k];
            if (k + 1 < special.Count && special[k + 1] - i <= every && IsAbove(special[k + 1]) == IsAbove(i) && !values.IsBeyond(spec.Points[i].Drawn!.Value) && spec.Points[i].Note is not { Length: > 0 }) continue;
            Name(i, spec.Points[i].Drawn!.Value, k == special.Count - 1);
        }
    }

    /// <summary>What pointer and keys find: each bucket or column of them, also where nothing is known.</summary>
    public void Spots(double beneath = 0)
    {
        if (pen.Theme != ChartTheme.Page) return;
        pen.Reaches(Reach.Across, plot with { Bottom = plot.Bottom + beneath });
        var words = new PointWords(spec);
        foreach (var (first, last) in Columns)
        {
            var drawn = Enumerable.Range(first, last - first + 1).Select(i => spec.Points[i].Drawn).FirstOrDefault(v => v is not null);
            var (left, right) = (time.Slot(spec.Points[first]).Left, time.Slot(spec.Points[last]).Right);
            pen.Spot((left + right) / 2, drawn is { } v ? values.Y(v) : plot.Bottom - 3, first == last ? words.Of(first) : ProcessWords.Column(spec, first, last));
        }
    }

    private static int LastFinal(IReadOnlyList<ChartPoint> points)
    {
        var i = points.Count - 1;
        while (i >= 0 && !Stretch.IsFinal(points[i])) i--;
        return i;
    }

    private static bool IsMaturing(ChartPoint p) => p is { State: PointState.Maturing, Drawn: not null };

    private bool Special(int i) => Special(spec.Points[i]);

    private bool Special(ChartPoint p) => p.Outside || (p.Drawn is { } v && values.IsBeyond(v));

    private bool IsAbove(int i) => spec.Points[i] is { Drawn: { } v } p && v > (p.Centre ?? (values.Low + values.High) / 2);

    // The points that have a word, and a diamond if they are final.
    private IEnumerable<int> Specials() => Stretch.Outermost(spec.Points, every, Special);

    private void Each(bool dots)
    {
        foreach (var (first, last) in Stretch.Of(spec.Points).Where(s => s.Last > s.First))
        {
            List<(double X, double Y)> line = [.. Enumerable.Range(first, last - first + 1).Select(i => (time.Slot(spec.Points[i]).Middle, values.Y(spec.Points[i].Drawn!.Value)))];
            pen.Line(line, "c-line");
            pen.Avoid(line);
        }

        for (var i = 0; i < spec.Points.Count; i++)
        {
            var p = spec.Points[i];
            if (p.Drawn is not { } v) Gap(time.Slot(p).Left, time.Slot(p).Right);
            else if (p.State == PointState.Maturing)
            {
                if (p.MayReach is { } reach) Stem(time.Slot(p).Middle, v, reach);
                Hollow(time.Slot(p).Middle, values.Y(v));
            }
            else Final(i, v, dots);
        }
    }

    // A band from the lowest to the highest of each column, and its special marks.
    private void Thinned()
    {
        foreach (var stretch in Stretch.Of(spec.Points))
        {
            var (top, foot) = Stretch.Edges(spec.Points, stretch, every, time, values);
            foreach (var (a, b) in top.Zip(foot)) pen.Avoid(a.X, a.Y, b.X, b.Y);
            pen.Line([.. top, .. foot.Reverse(), top[0]], "c-range");
        }

        // Of what is not final the lowest and the highest, and what else has a stem or a word.
        var hollow = Stretch.Outermost(spec.Points, every, IsMaturing).Concat(Specials().Where(i => IsMaturing(spec.Points[i]))).ToHashSet();
        foreach (var (first, last) in Columns)
        {
            var held = Enumerable.Range(first, last - first + 1).Select(i => spec.Points[i]).ToList();
            var (l, r) = (time.X(held[0].Start), time.X(held[^1].End));
            if (held.Exists(p => p.Drawn is null)) Gap(l, r);
            hollow.UnionWith(Stems(Enumerable.Range(first, held.Count).Where(i => IsMaturing(spec.Points[i]) && spec.Points[i].MayReach is not null).ToList()));
        }

        foreach (var i in hollow) Hollow(time.Slot(spec.Points[i]).Middle, values.Y(spec.Points[i].Drawn!.Value));
        foreach (var i in Specials().Where(i => Stretch.IsFinal(spec.Points[i]))) pen.Diamond(time.Slot(spec.Points[i]).Middle, values.Y(spec.Points[i].Drawn!.Value), DiamondSize);
        if (_lastFinal >= 0 && !Special(_lastFinal)) pen.Dot(time.Slot(spec.Points[_lastFinal]).Middle, values.Y(spec.Points[_lastFinal].Drawn!.Value), radius, "m-pt");
    }

    private void Gap(double left, double right)
    {
        var aside = every > 1 ? 0 : (right - left) * 0.2;
        pen.Line(left + aside, plot.Bottom - 3, right - aside, plot.Bottom - 3, "c-gap");
    }

    // Of a column one from the least value as far as any of its values may still rise, and one from the highest as far as any may still fall. Answers whose they are.
    private List<int> Stems(List<int> held)
    {
        double Drawn(int i) => spec.Points[i].Drawn!.Value;
        double Reach(int i) => spec.Points[i].MayReach!.Value;
        var (rising, falling, of) = (held.Where(i => Reach(i) >= Drawn(i)).ToList(), held.Where(i => Reach(i) < Drawn(i)).ToList(), new List<int>());
        if (rising.Count > 0) From(rising.MinBy(Drawn), rising.Max(Reach));
        if (falling.Count > 0) From(falling.MaxBy(Drawn), falling.Min(Reach));
        return of;

        void From(int i, double reach)
        {
            Stem(time.Slot(spec.Points[i]).Middle, Drawn(i), reach);
            of.Add(i);
        }
    }

    private void Stem(double x, double value, double reach)
    {
        pen.Line(x, values.Y(value), x, values.Y(reach), "c-stem");
        pen.Avoid(x, values.Y(value), x, values.Y(reach));

        // A stem that leaves the plot has no foot in it.
        if (!values.IsBeyond(reach)) pen.Line(Math.Max(plot.Left, x - 4), values.Y(reach), Math.Min(plot.Right, x + 4), values.Y(reach), "c-foot");
    }

    private void Hollow(double x, double y) => pen.Dot(x, y, radius + 1.3, "m-hollow");

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

    private bool FinalAt(int i) => i >= 0 && i < spec.Points.Count && Stretch.IsFinal(spec.Points[i]);

    private void Name(int i, double value, bool newest)
    {
        // Never beneath the axis, whose words are there.
        var (x, y, away) = (time.Slot(spec.Points[i]).Middle, values.Y(value), radius + (i == Selected ? 12 : 7));
        var (beside, above, beneath) = (Math.Min(y + 4, plot.Bottom - 4), y - away - 1, y + away + 9);
        List<(double, double, Anchor)> places = [(x + away, beside, Anchor.Start), (x - away, beside, Anchor.End), (x, above, Anchor.Middle), (x + away, above, Anchor.Start), (x - away, above, Anchor.End)];
        if (beneath <= plot.Bottom - 4) places.AddRange([(x, beneath, Anchor.Middle), (x + away, beneath, Anchor.Start), (x - away, beneath, Anchor.End)]);
        var free = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(places);
        var (beyond, note) = (values.IsBeyond(value), spec.Points[i].Note is { Length: > 0 } said ? said : null);
        var words = (beyond ? "off the scale: " : "") + format.Full(value);
        if (note is not null && pen.TextClear($"{words}: {note}", "t-signal", free)) return;
        if (pen.TextClear(words, "t-signal", free)) return;

        // Through a line only what cannot be done without.
        if (newest || beyond || note is not null) pen.TextAtFirst(words, "t-signal", free);
    }
}
