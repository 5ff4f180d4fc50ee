using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>
/// From before to after, step by step down the page. Steps are bars between two levels, filled where they add and hatched where they
/// take away; before and after are points, so the axis need not begin at zero.
/// </summary>
internal static class WaterfallDrawing
{
    private const double Above = 8;

    // The categories that moved most; more of them are too short to be told apart.
    private const int MostNamed = 20;

    public static double Height(WaterfallSpec fall, double width) =>
        WaterfallWords.Nothing(fall) is not null ? 60 : RowGrid.Height(Rows(fall, WaterfallStep.Of(fall, MostNamed)), width, Above);

    public static void Draw(WaterfallSpec fall, Pen pen, Box area)
    {
        if (WaterfallWords.Nothing(fall) is { } nothing)
        {
            NothingToDraw.Write(pen, area, nothing);
            return;
        }

        var keep = Math.Min(fall.Names.Count, MostNamed);
        var steps = WaterfallStep.Of(fall, keep);
        var grid = new RowGrid(pen, area, Rows(fall, steps), Above);
        while (grid.Shown < steps.Count && keep > 1)
        {
            keep = Math.Max(1, keep - (steps.Count - grid.Shown));
            steps = WaterfallStep.Of(fall, keep);
            grid = new RowGrid(pen, area, Rows(fall, steps), Above);
        }

        var (low, high) = (steps.Min(s => Math.Min(s.From, s.To)), steps.Max(s => Math.Max(s.From, s.To)));
        var around = high - low < 1e-12 ? (fall.Unit == Unit.Share ? 0.01 : Math.Max(1e-6, Math.Abs(high) * 0.05)) : (high - low) * 0.08;
        var scale = new LineScale(low - around, high + around, grid.Plot.Left, grid.Plot.Right);
        var format = new ValueFormat(fall.Unit, fall.Culture, fall.Currency);
        grid.Ground(scale.Marks(format, fall.Unit));
        for (var i = 0; i < grid.Shown; i++)
        {
            One(steps[i], pen, scale, grid.Strip(i));
            if (i + 1 < grid.Shown && !grid.IsStacked) pen.Line(scale.X(steps[i].To), grid.Strip(i).Bottom, scale.X(steps[i].To), grid.Strip(i + 1).Top, "c-limit2");
            grid.Spot(i, scale.X(steps[i].To), [steps[i].Name, .. Cells(fall, steps[i])]);
        }

        grid.Words(fall.Culture);
    }

    private static List<GridRow> Rows(WaterfallSpec fall, IReadOnlyList<WaterfallStep> steps) => [.. steps.Select(s => new GridRow(s.Name, Cells(fall, s)))];

    private static IReadOnlyList<string> Cells(WaterfallSpec fall, WaterfallStep step)
    {
        var format = new ValueFormat(fall.Unit, fall.Culture, fall.Currency);
        var n = new ValueFormat(Unit.Count, fall.Culture);
        return step.Kind switch
        {
            WaterfallKind.Before => [format.Full(step.To), "n\u00A0" + n.Full(fall.BeforeN)],
            WaterfallKind.After => [format.Full(step.To), "n\u00A0" + n.Full(fall.AfterN)],
            _ => [format.Change(step.To - step.From), ""],
        };
    }

    private static void One(WaterfallStep step, Pen pen, LineScale scale, Box strip)
    {
        var (from, to) = (scale.X(step.From), scale.X(step.To));
        if (step.Kind is WaterfallKind.Before or WaterfallKind.After)
        {
            pen.Dot(to, (strip.Top + strip.Bottom) / 2, 4, "m-pt");
            return;
        }

        var box = strip with { Left = Math.Min(from, to), Right = Math.Max(from, to) };
        if (step.To >= step.From) pen.Rectangle(box, "b-fill");
        else Hatching.Draw(pen, box, 5, down: true, "b-hatch");
        if (box.Width >= 1) pen.Rectangle(box, "b-edge");
        else pen.Line(from, strip.Top, from, strip.Bottom, "b-edge");
    }
}
