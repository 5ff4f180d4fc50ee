using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>A dot on a line for each row: value and interval. One value far beyond all others is kept at the edge, with its number.</summary>
internal static class ComparisonDrawing
{
    private const double Plain = 8, WithAll = 22;

    public static double Height(ComparisonSpec comparison, double width) => comparison.Rows.Count == 0 ? 60 : RowGrid.Height(Rows(comparison), width, Above(comparison));

    public static void Draw(ComparisonSpec comparison, Pen pen, Box area)
    {
        if (comparison.Rows.Count == 0)
        {
            NothingToDraw.Write(pen, area, "Nothing here yet.");
            return;
        }

        var grid = new RowGrid(pen, area, Rows(comparison), Above(comparison));
        var format = new ValueFormat(comparison.Unit, comparison.Culture, comparison.Currency);
        var shown = comparison.Rows.Take(grid.Shown).Where(IsShown).ToList();
        LineScale? scaled = shown.Count > 0 || All(comparison) is not null ? Scale(comparison, shown, grid.Plot) : null;
        if (scaled is { } scale)
        {
            grid.Ground(scale.Marks(format, comparison.Unit));
            if (All(comparison) is { } all)
            {
                var x = scale.X(all);
                if (!grid.IsStacked) pen.Line(x, grid.Plot.Top - 4, x, grid.Plot.Bottom, "b-mark");
                for (var i = 0; grid.IsStacked && i < grid.Shown; i++) pen.Line(x, grid.Strip(i).Top - 2, x, grid.Strip(i).Bottom + 2, "b-mark");
                var words = $"{comparison.AllWords} {format.Full(all)}";
                pen.TextAtFirst(words, "t-tick", (x, grid.Plot.Top - 8, Anchor.Middle), (area.Right, grid.Plot.Top - 8, Anchor.End), (area.Left, grid.Plot.Top - 8, Anchor.Start));
            }

            for (var i = 0; i < grid.Shown; i++)
                if (IsShown(comparison.Rows[i])) One(comparison.Rows[i], pen, scale, grid.Strip(i));
        }
        else grid.Ground([]);

        grid.Words(comparison.Culture);
        foreach (var (row, i) in comparison.Rows.Take(grid.Shown).Select((r, i) => (r, i)))
            grid.Spot(i, IsShown(row) ? scaled?.X(row.Value!.Value) : null, [row.Name, .. ComparisonWords.Cells(comparison, row)]);
    }

    /// <summary>Whether a row has a number to show.</summary>
    public static bool IsShown(ComparisonRow row) => row.N >= ComparisonSpec.Enough && row.Value is { } v && double.IsFinite(v);

    /// <summary>How many rows there is room for in so many pixels.</summary>
    public static int Shown(ComparisonSpec comparison, double width, double height)
    {
        var area = new Box(0, 0, width, height);
        return comparison.Rows.Count == 0 ? 0 : new RowGrid(new Pen(ChartTheme.Light, area), area, Rows(comparison), Above(comparison)).Shown;
    }

    /// <summary>Whether of the first so many rows, which are what is drawn, a value lies so far beyond the others that its mark stands at the edge.</summary>
    public static bool HasBeyond(ComparisonSpec comparison, int rows)
    {
        var shown = comparison.Rows.Take(rows).Where(IsShown).ToList();
        if (shown.Count == 0) return false;
        var scale = Scale(comparison, shown, new Box(0, 0, 100, 100));
        return shown.Exists(r => scale.IsBeyond(r.Value!.Value));
    }

    private static double? All(ComparisonSpec comparison) => comparison.All is { } all && double.IsFinite(all) ? all : null;

    private static double Above(ComparisonSpec comparison) => All(comparison) is null ? Plain : WithAll;

    private static List<GridRow> Rows(ComparisonSpec comparison) => [.. comparison.Rows.Select(r => new GridRow(r.Name, ComparisonWords.Cells(comparison, r)))];

    private static LineScale Scale(ComparisonSpec comparison, List<ComparisonRow> shown, Box plot)
    {
        var ends = shown.SelectMany(r => new[] { r.Value, r.Low, r.High }).Append(All(comparison)).OfType<double>().Where(double.IsFinite).Order().ToList();
        var (low, high) = (ends[0], ends[^1]);
        var (a, b) = (ends[ends.Count / 4], ends[ends.Count * 3 / 4]);
        if (comparison.Unit is not (Unit.Share or Unit.OfFive) && ends.Count > 6 && b > a)
        {
            // As far as the process charts show: six times the middle half.
            var reach = (b - a) * 6;
            (low, high) = (ends.First(e => e >= a - reach), ends.Last(e => e <= b + reach));
        }

        var around = high - low < 1e-12 ? (comparison.Unit == Unit.Share ? 0.02 : Math.Max(1e-6, Math.Abs(high) * 0.1)) : (high - low) * 0.05;
        var (least, most) = comparison.Unit == Unit.Share ? (0.0, 1.0) : (low >= 0 && comparison.Unit != Unit.Points ? 0 : double.NegativeInfinity, double.PositiveInfinity);
        return new LineScale(Math.Max(least, low - around), Math.Min(most, high + around), plot.Left, plot.Right);
    }

    private static void One(ComparisonRow row, Pen pen, LineScale scale, Box strip)
    {
        var (value, y) = (row.Value!.Value, (strip.Top + strip.Bottom) / 2);
        if (row is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high)) pen.Line(scale.X(low), y, scale.X(high), y, "c-iv");
        if (scale.IsBeyond(value))
        {
            var x = scale.X(value);
            pen.Diamond(x, y, 5);
            pen.TextAtFirst("off the scale", "t-signal", (x - 10, y + 4, Anchor.End), (x + 10, y + 4, Anchor.Start));
        }
        else pen.Dot(scale.X(value), y, 4, "m-pt");
    }
}
