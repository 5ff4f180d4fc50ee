namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Rows beneath one another on a common axis. Where there is room the name stands left of the mark and the numbers right of it; in a
/// narrow picture they stand above and beneath it. What the height does not hold is counted in a last line.
/// </summary>
internal sealed class RowGrid
{
    private const double Pitch = 26, LeastPitch = 18, StackedPitch = 52, Axis = 24, Rest = 18, Between = 14, LeastPlot = 120;
    /// <summary>A file grows for so many rows and no more.</summary>
    public const int MostInAFile = 40;

    private readonly Pen _pen;
    private readonly IReadOnlyList<GridRow> _rows;
    private readonly double _top, _pitch;
    private readonly double[] _columns;
    private readonly bool _stacked;
    private readonly Box _area;

    public RowGrid(Pen pen, Box area, IReadOnlyList<GridRow> rows, double above)
    {
        (_pen, _rows, _area) = (pen, rows, area);
        var (names, columns, stacked) = Measure(rows, area.Width);
        (_columns, _stacked, _top) = (columns, stacked, area.Top + above);
        var room = area.Bottom - Axis - _top;
        var least = stacked ? StackedPitch : LeastPitch;
        Shown = room >= rows.Count * least ? rows.Count : Math.Max(1, Math.Min(rows.Count - 1, (int)((room - Rest) / least)));
        _pitch = stacked ? StackedPitch : Math.Clamp((room - (Shown < rows.Count ? Rest : 0)) / Math.Max(1, Shown), LeastPitch, Pitch + 6);
        var foot = _top + (Shown * _pitch);
        Plot = stacked
            ? new Box(area.Left + 6, _top, area.Right - 6, foot)
            : new Box(area.Left + names + Between, _top, area.Right - columns.Sum() - (Between * columns.Length), foot);
    }

    /// <summary>Where marks stand.</summary>
    public Box Plot { get; }

    /// <summary>Whether names and numbers stand above and beneath their marks: nothing may be drawn from row to row there.</summary>
    public bool IsStacked => _stacked;

    /// <summary>How many rows there is room for.</summary>
    public int Shown { get; }

    /// <summary>What a file leaves free for so many rows.</summary>
    public static double Height(IReadOnlyList<GridRow> rows, double width, double above)
    {
        var shown = Math.Min(rows.Count, MostInAFile);
        return above + (shown * (Measure(rows, width).Stacked ? StackedPitch : Pitch)) + (shown < rows.Count ? Rest : 0) + Axis;
    }

    /// <summary>The strip of a row in which its mark stands.</summary>
    public Box Strip(int row)
    {
        var top = _top + (row * _pitch);
        if (_stacked) return Plot with { Top = top + 18, Bottom = top + 31 };
        var spare = Math.Min(5, _pitch * 0.2);
        return Plot with { Top = top + spare, Bottom = top + _pitch - spare };
    }

    /// <summary>A row answers to pointer and keys, at its mark or, without one, where the axis begins.</summary>
    public void Spot(int row, double? x, IReadOnlyList<string> words)
    {
        _pen.Reaches(Reach.Down, Plot);
        _pen.Spot(x ?? Plot.Left, (Strip(row).Top + Strip(row).Bottom) / 2, words);
    }

    /// <summary>The axis beneath the rows, with a line at each tick where marks stand.</summary>
    public void Ground(IEnumerable<(double X, string Words)> ticks)
    {
        // Nothing known has no axis.
        var places = ticks.ToList();
        if (places.Count > 0) _pen.Line(Plot.Left, Plot.Bottom, Plot.Right, Plot.Bottom, "c-base");
        foreach (var (x, words) in places)
        {
            if (!_stacked) _pen.Line(x, Plot.Top, x, Plot.Bottom, "c-grid");
            for (var i = 0; _stacked && i < Shown; i++) _pen.Line(x, Strip(i).Top, x, Strip(i).Bottom, "c-grid");
            _pen.Line(x, Plot.Bottom, x, Plot.Bottom + 4, "c-base");
            _pen.TextAtFirst(words, "t-tick", (x, Plot.Bottom + 16, Anchor.Middle), (Math.Max(x, Plot.Left), Plot.Bottom + 16, Anchor.Start), (Math.Min(x, Plot.Right), Plot.Bottom + 16, Anchor.End));
        }
    }

    /// <summary>Names and numbers of all rows, and how many more there are.</summary>
    public void Words(System.Globalization.CultureInfo culture)
    {
        for (var i = 0; i < Shown; i++)
        {
            if (_stacked) Stacked(_rows[i], _top + (i * _pitch));
            else Beside(_rows[i], _top + (i * _pitch) + (_pitch / 2) + 4);
        }

        if (Shown < _rows.Count) _pen.Text(_area.Left, Math.Min(_area.Bottom - 2, Plot.Bottom + Axis + 10), $"and {(_rows.Count - Shown).ToString("N0", culture)} more in the table", "t-tick");
    }

    private static (double Names, double[] Columns, bool Stacked) Measure(IReadOnlyList<GridRow> rows, double width)
    {
        // More rows than any picture shows say nothing new of the widths.
        var seen = rows.Take(MostInAFile * 5).ToList();
        var columns = new double[seen.Select(r => r.Cells.Count).DefaultIfEmpty(0).Max()];
        for (var c = 0; c < columns.Length; c++) columns[c] = seen.Where(r => r.Cells.Count > c).Max(r => Pen.Width(r.Cells[c], Look(c)));
        var names = Math.Min(width * 0.3, seen.Select(r => Pen.Width(SvgText.Clean(r.Name), "t-note")).DefaultIfEmpty(0).Max() + 1);
        return (names, columns, width - names - columns.Sum() - (Between * (columns.Length + 1)) < Math.Max(LeastPlot, width * 0.25));
    }

    private static string Look(int cell) => cell == 0 ? "t-val" : "t-tick";

    private void Beside(GridRow row, double foot)
    {
        _pen.Text(_area.Left, foot, Fitted(row.Name, Plot.Left - Between - _area.Left), "t-note", gap: 0);
        var right = Plot.Right;
        for (var c = 0; c < row.Cells.Count; c++)
        {
            right += Between + _columns[c];
            _pen.Text(right, foot, row.Cells[c], Look(c), Anchor.End, gap: 0);
        }
    }

    private void Stacked(GridRow row, double top)
    {
        var value = row.Cells.Count > 0 ? row.Cells[0] : "";
        var taken = value.Length == 0 ? 0 : Pen.Width(value, "t-val") + 8;
        _pen.Text(_area.Left, top + 13, Fitted(row.Name, _area.Width - taken), "t-note", gap: 0);
        _pen.Text(_area.Right, top + 13, value, "t-val", Anchor.End, gap: 0);
        var rest = row.Cells.Skip(1).Where(c => c.Length > 0).ToList();
        if (rest.Count > 0) _pen.Text(_area.Left, top + 42, Fitted(string.Join(" · ", rest), _area.Width), "t-tick", gap: 0);
    }

    private static string Fitted(string words, double width) => Drawing.Words.Wrap(words, "t-note", width, 1) is [var line, ..] ? line : "";
}
