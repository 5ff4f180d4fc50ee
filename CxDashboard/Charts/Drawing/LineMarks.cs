namespace CxDashboard.Charts.Drawing;

/// <summary>
/// The lines themselves: final values in each line's own dashes, what is not final as rings on a thinner line, and nothing through what is not known. Of dense buckets
/// the line alone is drawn; what stands alone and the newest final value keep their dots.
/// </summary>
internal sealed class LineMarks
{
    private const double Radius = 2.4, Apart = 14;

    private readonly LinesSpec _lines;
    private readonly Pen _pen;
    private readonly ValueScale _values;
    private readonly double[] _xs;
    private readonly TimeScale _time;
    private readonly int _every;
    private readonly bool _dots;

    public LineMarks(LinesSpec lines, Pen pen, ValueScale values, TimeScale time, int every)
    {
        (_lines, _pen, _values, _time, _every) = (lines, pen, values, time, every);
        _xs = lines.Buckets == 0 ? [] : [.. lines.Series[0].Points.Select(p => time.Slot(p).Middle)];
        _dots = time.Right - time.Left >= Apart * _xs.Length;
    }

    public void Draw()
    {
        if (_every > 1)
        {
            Thinned();
            return;
        }

        // All lines first: no line covers a mark of another.
        var newest = new int[_lines.Series.Count];
        for (var s = 0; s < newest.Length; s++) newest[s] = Line(_lines.Series[s].Points, Look(s));
        for (var s = 0; s < newest.Length; s++)
        {
            var points = _lines.Series[s].Points;
            for (var i = 0; i < points.Count; i++) Mark(points, i, i == newest[s], Look(s));
        }
    }

    /// <summary>Where a line ends; null where none of it is drawn.</summary>
    public (double X, double Y)? End(int series)
    {
        var points = _lines.Series[series].Points;
        for (var i = points.Count - 1; i >= 0; i--)
            if (points[i].Drawn is { } value) return (_xs[i], _values.Y(value));
        return null;
    }

    /// <summary>Numbers beside what stands outside or off the scale, the newest first, wherever there is room.</summary>
    public void Words(ValueFormat format)
    {
        foreach (var (i, value) in _lines.Series.SelectMany(s => Specials(s.Points).Select(i => (At: i, s.Points[i].Drawn!.Value))).OrderByDescending(s => s.At))
        {
            var (x, y, away) = (_xs[i], _values.Y(value), Radius + 7);
            var words = (_values.IsBeyond(value) ? "off the scale: " : "") + format.Full(value);
            _pen.TextAtFirst(words, "t-signal", (x + away, y + 4, Anchor.Start), (x - away, y + 4, Anchor.End), (x, y - away - 1, Anchor.Middle), (x, y + away + 9, Anchor.Middle));
        }
    }

    private bool IsSpecial(ChartPoint p) => p.Drawn is { } value && (p.Outside || _values.IsBeyond(value));

    private IEnumerable<int> Specials(IReadOnlyList<ChartPoint> points) => Stretch.Outermost(points, _every, IsSpecial);

    // Each line from the lowest to the highest of its columns, shaded lightly and edged in its own dashes: so one shows through another.
    private void Thinned()
    {
        for (var s = 0; s < _lines.Series.Count; s++)
        {
            var (points, look) = (_lines.Series[s].Points, Look(s));
            foreach (var stretch in Stretch.Of(points))
            {
                var (top, foot) = Stretch.Edges(points, stretch, _every, _time, _values);
                _pen.Line([.. top, .. foot.Reverse(), top[0]], "s-range" + look);
                _pen.Line(top, "s-open" + look);
                _pen.Line(foot, "s-open" + look);
            }
        }

        for (var s = 0; s < _lines.Series.Count; s++)
        {
            var (points, look) = (_lines.Series[s].Points, Look(s));
            foreach (var i in Stretch.Outermost(points, _every, p => p.State == PointState.Maturing && !IsSpecial(p))) Mark(points, i, false, look);
            foreach (var i in Specials(points)) Mark(points, i, false, look);
            if (points.ToList().FindLastIndex(Stretch.IsFinal) is >= 0 and var newest) Mark(points, newest, true, look);
        }
    }

    private static string Look(int series) => (series + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // Answers where the newest final value is.
    private int Line(IReadOnlyList<ChartPoint> points, string look)
    {
        var (line, open, newest) = (new PathText(), new PathText(), -1);
        var (goesOn, opened) = (false, false);
        for (var i = 0; i < points.Count; i++)
        {
            var p = points[i];
            if (p.Drawn is not { } value)
            {
                goesOn = opened = false;
                continue;
            }

            var (x, y, final) = (_xs[i], _values.Y(value), p.State == PointState.Final);
            if (final) newest = i;
            var joins = i > 0 && points[i - 1].Drawn is not null && points[i - 1].Version == p.Version;
            if (final && joins && points[i - 1].State == PointState.Final)
            {
                if (!goesOn) line.MoveTo(_xs[i - 1], _values.Y(points[i - 1].Drawn!.Value));
                line.LineTo(x, y);
                (goesOn, opened) = (true, false);
            }
            else if (joins)
            {
                if (!opened) open.MoveTo(_xs[i - 1], _values.Y(points[i - 1].Drawn!.Value));
                open.LineTo(x, y);
                (goesOn, opened) = (false, true);
            }
            else goesOn = opened = false;
        }

        _pen.Path(open.Take(), "s-open" + look);
        _pen.Path(line.Take(), "s-" + look);
        return newest;
    }

    private void Mark(IReadOnlyList<ChartPoint> points, int i, bool newest, string look)
    {
        var p = points[i];
        if (p.Drawn is not { } value) return;
        var (x, y) = (_xs[i], _values.Y(value));
        if (IsSpecial(p)) _pen.Diamond(x, y, Radius + 3);
        else if (p.State == PointState.Maturing) _pen.Dot(x, y, Radius + 0.6, "s-ring" + look);
        else if (_dots || newest || !(IsDrawn(points, i - 1) || IsDrawn(points, i + 1))) _pen.Dot(x, y, Radius, "s-pt" + look);
    }

    private static bool IsDrawn(IReadOnlyList<ChartPoint> points, int i) => i >= 0 && i < points.Count && points[i].Drawn is not null;
}
