using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Several lines on one axis. Their names stand at their ends; in a narrow column, where that leaves too little to draw in, above them.</summary>
internal sealed class LinesDrawing
{
    private readonly LinesSpec _lines;
    private readonly Pen _pen;
    private readonly Box _plot;
    private readonly TimeScale _time;
    private readonly ValueScale _values;
    private readonly ValueFormat _format;
    private readonly LineNames _names;
    private readonly double _axisStep;
    private readonly int _every;

    private LinesDrawing(LinesSpec lines, Pen pen, Box area)
    {
        (_lines, _pen) = (lines, pen);
        _every = Thinning.Every(lines.Buckets, area.Width);
        _format = new ValueFormat(lines.Unit, lines.Culture, lines.Currency);
        _names = new LineNames(lines, pen, _format, area);
        var (top, bottom) = (area.Top + 12 + _names.Above, area.Bottom - 24);
        var free = Math.Min(12, (bottom - top) / 5);
        _values = ValueScale.Of(lines, top, bottom, free, free);
        _axisStep = Ticks.Step(_values.High - _values.Low, (int)((bottom - top) / 34), lines.Unit);
        var left = area.Left + Math.Min(area.Width / 3, Math.Max(30, TickWords().Select(t => Pen.Width(t.Words, "t-tick")).DefaultIfEmpty(0).Max() + 9));
        _plot = new Box(left, top, Math.Max(left + 20, area.Right - Math.Max(12, _names.Aside)), bottom);
        _time = lines.Buckets == 0
            ? new TimeScale(lines.AsOf, lines.AsOf, _plot.Left, _plot.Right)
            : new TimeScale(lines.Series[0].Points[0].Start, lines.Series[0].Points[^1].End, _plot.Left, _plot.Right);
    }

    public static void Draw(LinesSpec lines, Pen pen, Box area) => new LinesDrawing(lines, pen, area).Draw();

    private void Draw()
    {
        Grid();
        if (LinesWords.Nothing(_lines) is { } nothing) NothingToDraw.Write(_pen, _plot with { Left = _plot.Left + 6 }, nothing);
        var (first, marks) = (_lines.Alone(0), new LineMarks(_lines, _pen, _values, _time, _every));
        if (_lines.Banded is { } banded) new LimitBands(_lines.Alone(banded), _pen, _plot, _time, _values, _every).Draw(edges: true);
        _names.Draw(_plot, marks);
        VersionMarks.Draw(first, _pen, _plot, _time, "t-note");
        marks.Draw();
        marks.Words(_format);
        _pen.Line(_plot.Left, _plot.Bottom, _plot.Right, _plot.Bottom, "c-base");
        TimeAxis.Draw(_lines, _pen, _plot, _time, TimeAxis.Usual(first.Points));
        if (_pen.Theme == ChartTheme.Page) Spots();
    }

    private IEnumerable<(double Value, string Words)> TickWords() =>
        Ticks.Within(_values.Low, _values.High, _axisStep).Select(v => (v, _format.Tick(v, _axisStep, Math.Max(Math.Abs(_values.High), Math.Abs(_values.Low)))));

    private void Grid()
    {
        if (LinesWords.Nothing(_lines) is not null) return;
        var negative = _lines.Has(p => p.Drawn < 0 || p.Lower < 0);
        foreach (var (value, words) in TickWords())
        {
            if (_lines.Unit == Unit.Share ? value is < -1e-9 or > 1 + 1e-9 : value < -1e-9 && !negative) continue;
            var y = _values.Y(value);
            _pen.Line(_plot.Left, y, _plot.Right, y, "c-grid");
            _pen.Text(_plot.Left - 8, y + 4, words, "t-tick", Anchor.End);
        }
    }

    // What pointer and keys find: each bucket, or column of them, with all lines in it, at the first line that has a value there.
    private void Spots()
    {
        _pen.Reaches(Reach.Across, _plot);
        foreach (var (first, last) in Thinning.Columns(0, _lines.Buckets - 1, _every))
        {
            var drawn = _lines.Series.Select(s => s.Points.Skip(first).Take(last - first + 1).Select(p => p.Drawn).FirstOrDefault(v => v is not null)).FirstOrDefault(v => v is not null);
            var (left, right) = (_time.Slot(_lines.Series[0].Points[first]).Left, _time.Slot(_lines.Series[0].Points[last]).Right);
            _pen.Spot((left + right) / 2, drawn is { } v ? _values.Y(v) : _plot.Bottom - 3, first == last ? LinesWords.Bucket(_lines, _format, first) : LinesWords.Column(_lines, _format, first, last));
        }
    }
}
