namespace CxDashboard.Charts.Drawing;

/// <summary>The large process chart. Marks and words by the grammar of docs: band, line, diamonds, brackets, hollow rings, n beneath.</summary>
internal sealed class BehaviourDrawing
{
    private readonly ChartSpec _spec;
    private readonly Pen _pen;
    private readonly Box _plot;
    private readonly TimeScale _time;
    private readonly ValueScale _values;
    private readonly ValueFormat _format;
    private readonly double _axisStep, _phases;
    private readonly bool _wide, _counts;
    private readonly int _every;

    private BehaviourDrawing(ChartSpec spec, Pen pen, Box area)
    {
        (_spec, _pen) = (spec, pen);
        _format = ValueFormat.Of(spec);
        _wide = area.Width >= 752;
        _every = Thinning.Every(spec.Points.Count, area.Width);
        _counts = area.Height >= 190 && spec.Unit != Domain.Metrics.Unit.Count && spec.Points.Any(p => p.N > 0);
        var top = area.Top + (spec.Changes.Count > 0 ? 34 : spec.VersionsBegun().Any() ? 24 : 12);
        _phases = spec.PhasesBegun().Any() && area.Height >= 190 ? PhaseBrackets.Room : 0;
        var bottom = area.Bottom - 24 - _phases - (_counts ? 50 : 0);

        // The width of the labels decides the plot, and the plot's height the labels; the height does not depend on the width.
        _values = Scale(spec, top, bottom);
        _axisStep = Ticks.Step(_values.High - _values.Low, (int)((bottom - top) / 34), spec.Unit);
        // Numbers of a width that leaves nothing to draw in are not written: each side has a third at most.
        var left = area.Left + Math.Min(area.Width / 3, Math.Max(30, TickWords().Select(t => Pen.Width(t.Words, "t-tick")).DefaultIfEmpty(0).Max() + 9));
        var right = area.Right - Math.Min(area.Width / 3, Math.Max(12, RightLabels.Width(spec, _format, _wide) + 10));
        _plot = new Box(left, top, Math.Max(left + 20, right), bottom);
        _time = spec.Points.Count == 0
            ? new TimeScale(spec.AsOf, spec.AsOf, _plot.Left, _plot.Right)
            : new TimeScale(spec.Points[0].Start, spec.Points[^1].End, _plot.Left, _plot.Right);
    }

    public static void Draw(ChartSpec spec, Pen pen, Box area) => new BehaviourDrawing(spec, pen, area).Draw();

    private void Draw()
    {
        Grid();
        if (ChartWords.Nothing(_spec) is { } nothing)
        {
            NothingToDraw.Write(_pen, new Box(_plot.Left + 6, _plot.Top, _pen.Frame.Right, _plot.Bottom), nothing);
        }

        var marks = new ProcessMarks(_spec, _pen, _plot, _time, _values, _format, _every, _wide ? 2.9 : _plot.Width >= 420 ? 2.4 : 1.9);
        var bands = new LimitBands(_spec, _pen, _plot, _time, _values, _every);
        bands.Draw(edges: true);
        marks.Selection(_counts ? 46 + _phases : 0);
        RightLabels.Draw(_spec, _format, _pen, _values, _plot, _wide);
        ChangeMarks.Draw(_spec, _pen, _plot, _time);
        VersionMarks.Draw(_spec, _pen, _plot, _time, "t-note");
        marks.Values(dots: true);
        _pen.Line(_plot.Left, _plot.Bottom, _plot.Right, _plot.Bottom, "c-base");
        TimeAxis.Draw(_spec, _pen, _plot, _time, TimeAxis.Usual(_spec.Points));
        marks.Words();
        if (_wide) bands.OldNumbers(_format);
        if (_phases > 0) PhaseBrackets.Draw(_spec, _pen, _plot, _time);
        if (_counts) CountBars.Draw(_spec, _pen, _plot with { Bottom = _plot.Bottom + _phases }, _time, _every, _wide);
        marks.Spots(_counts ? 62 + _phases : 0);
    }

    // Brackets and their words need room above or below what they hold, unless something else reaches further.
    private static ValueScale Scale(ChartSpec spec, double top, double bottom)
    {
        var most = (bottom - top) / 5;
        var scale = ValueScale.Of(spec, top, bottom, Math.Min(12, most), Math.Min(12, most));
        var needed = spec.Runs.Where(r => r.First >= 0 && r.Last < spec.Points.Count).Select(r =>
        {
            var ys = spec.Points.Skip(r.First).Take(r.Last - r.First + 1).SelectMany(p => new[] { p.Drawn, r.Above ? p.Upper : p.Lower }).OfType<double>().Select(scale.Y).ToList();
            if (ys.Count == 0) return (Top: 0.0, Bottom: 0.0);
            return r.Above ? (Top: 36 - (ys.Min() - top), Bottom: 0) : (Top: 0, Bottom: 36 - (bottom - ys.Max()));
        }).ToList();
        var (above, below) = (needed.Select(n => n.Top).DefaultIfEmpty(0).Max(), needed.Select(n => n.Bottom).DefaultIfEmpty(0).Max());
        return above <= 0 && below <= 0 ? scale : ValueScale.Of(spec, top, bottom, Math.Min(12 + Math.Max(0, above), most), Math.Min(12 + Math.Max(0, below), most));
    }

    private IEnumerable<(double Value, string Words)> TickWords() =>
        Ticks.Within(_values.Low, _values.High, _axisStep).Select(v => (v, _format.Tick(v, _axisStep, Math.Max(Math.Abs(_values.High), Math.Abs(_values.Low)))));

    private void Grid()
    {
        // Nothing known has no scale worth a number.
        if (!_spec.Points.Any(p => p.Drawn is not null || p.Centre is not null)) return;
        foreach (var (value, words) in TickWords())
        {
            if (_spec.Unit == Domain.Metrics.Unit.Share && value is < -1e-9 or > 1 + 1e-9) continue;
            if (_spec.Unit != Domain.Metrics.Unit.Share && value < -1e-9 && !_spec.Points.Any(p => p.Drawn < 0 || p.Lower < 0)) continue;
            var y = _values.Y(value);
            _pen.Line(_plot.Left, y, _plot.Right, y, "c-grid");
            _pen.Text(_plot.Left - 8, y + 4, words, "t-tick", Anchor.End);
        }
    }
}
