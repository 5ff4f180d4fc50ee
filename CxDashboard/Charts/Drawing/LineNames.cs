namespace CxDashboard.Charts.Drawing;

/// <summary>
/// The names of several lines, each behind a piece of its dashes: at the lines' ends with the newest value, or in rows above, where the column is too narrow for that.
/// </summary>
internal sealed class LineNames
{
    private const double Sample = 22, Gap = 16, Least = 420, Space = 6;

    private readonly LinesSpec _lines;
    private readonly Pen _pen;
    private readonly string[] _names, _ends;
    private readonly List<(double X, double Row)> _rows = [];
    private readonly Box _area;

    public LineNames(LinesSpec lines, Pen pen, ValueFormat format, Box area)
    {
        (_lines, _pen, _area) = (lines, pen, area);
        _ends = [.. lines.Series.Select((_, i) => LinesWords.End(lines, i, format))];
        var aside = area.Width >= Least && lines.Series.Count * Gap <= area.Height - 36;

        // Beside the lines two fifths at most are theirs, and the value is never cut.
        var room = aside ? (area.Width * 0.4) - Sample - (2 * Space) : area.Width - Sample - Space;
        _names = [.. lines.Series.Select((s, i) => Words.Wrap(s.Name, "t-val", Math.Max(10, room - (aside ? Pen.Width(_ends[i], "t-note") + Space : 0)), 1) is [var name, ..] ? name : "")];
        if (aside) Aside = 6 + Sample + Space + _names.Select((n, i) => Pen.Width(n, "t-val") + Space + Pen.Width(_ends[i], "t-note")).DefaultIfEmpty(0).Max();
        else if (lines.Series.Count > 0) LayOut();
    }

    /// <summary>What they take at the right; 0 where they stand above.</summary>
    public double Aside { get; }

    /// <summary>What they take above the plot; 0 where they stand at the right, or where there is no room for any.</summary>
    public double Above { get; private set; }

    public void Draw(Box plot, LineMarks marks)
    {
        if (Aside == 0)
        {
            for (var i = 0; i < _rows.Count; i++) Name(i, _rows[i].X, _area.Top + 12 + (_rows[i].Row * Gap));
            return;
        }

        // From top to bottom as the lines end; what is not known stands beneath all.
        var ends = _lines.Series.Select((_, i) => marks.End(i)).ToList();
        var order = Enumerable.Range(0, ends.Count).OrderBy(i => ends[i]?.Y ?? double.MaxValue).ToList();
        var foot = ends.Exists(e => e is null) ? plot.Bottom - 3 : plot.Bottom + 4; // beside the axis itself they would look like a part of it
        var ys = RightLabels.Spread([.. order.Select(i => (ends[i]?.Y ?? plot.Bottom) + 4)], Gap, plot.Top + 6, foot);
        for (var k = 0; k < order.Count; k++)
        {
            var x = plot.Right + 4;
            if (ends[order[k]] is { } end && Math.Abs(ys[k] - 4 - end.Y) > 2) _pen.Line(Math.Max(end.X + 3, plot.Right - 6), end.Y, x, ys[k] - 4, "c-lead");
            Name(order[k], x, ys[k]);
            _pen.Text(x + Sample + (2 * Space) + Pen.Width(_names[order[k]], "t-val"), ys[k], _ends[order[k]], "t-note", gap: 0);
        }
    }

    private void Name(int i, double x, double foot)
    {
        if (!_pen.Text(x + Sample + Space, foot, _names[i], "t-val", gap: 0)) return;
        _pen.Line(x, foot - 4, x + Sample, foot - 4, "s-" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    private void LayOut()
    {
        var (x, row) = (_area.Left, 0);
        foreach (var name in _names)
        {
            var width = Sample + Space + Pen.Width(name, "t-val");
            if (x > _area.Left && x + width > _area.Right) (x, row) = (_area.Left, row + 1);
            _rows.Add((x, row));
            x += width + Gap;
        }

        Above = ((row + 1) * Gap) + 4;
        if (Above <= _area.Height / 3) return;
        Above = 0;
        _rows.Clear();
    }
}
