namespace CxDashboard.Charts.Drawing;

/// <summary>
/// Hours across and weekdays down where there is room for the numbers, else the other way round. Depth of colour follows the value from
/// zero, in five steps; hatched is not known, a dashed outline too few.
/// </summary>
internal static class HeatDrawing
{
    private const int Steps = 5;
    private static readonly int[] Every = [1, 2, 3, 4, 6, 12];
    private const double Wide = 640, Row = 26, NarrowRow = 16, Head = 18;

    public static double Height(HeatSpec heat, double width) => Head + (width >= Wide ? 7 * Row : Hours(heat) * NarrowRow) + 22;

    public static void Draw(HeatSpec heat, Pen pen, Box area)
    {
        if (HeatWords.Nothing(heat) is { } nothing)
        {
            NothingToDraw.Write(pen, area, nothing);
            return;
        }

        var table = HeatTable.Of(heat);
        var format = new ValueFormat(heat.Unit, heat.Culture, heat.Currency);
        var (across, hours) = (area.Width >= Wide, Hours(heat));
        var (columns, rows) = across ? (hours, 7) : (7, hours);
        var names = heat.Culture.DateTimeFormat.AbbreviatedDayNames;
        string Name(bool hour, int i) => hour ? HeatWords.Hour(heat.FirstHour + i) : names[(int)HeatSpec.Days[i]];
        var left = area.Left + Enumerable.Range(0, rows).Max(i => Pen.Width(Name(!across, i), "t-tick")) + 8;
        var grid = new Box(left, area.Top + Head, area.Right, Math.Min(area.Bottom - 20, area.Top + Head + (rows * (across ? 34 : 24))));
        var (w, h) = (grid.Width / columns, grid.Height / rows);

        // Every hour, or every second, third, …: a row of hours in which some are missing reads as a mistake.
        var widest = Enumerable.Range(0, columns).Max(i => Pen.Width(Name(across, i), "t-tick")) + 6;
        var every = across ? Every.First(e => e * w >= widest || e == Every[^1]) : 1;
        for (var c = 0; c < columns; c++)
            if (!across || (heat.FirstHour + c) % every == 0) pen.Text(grid.Left + ((c + 0.5) * w), grid.Top - 5, Name(across, c), "t-tick", Anchor.Middle);
        for (var r = 0; r < rows; r++) pen.Text(grid.Left - 6, grid.Top + ((r + 0.5) * h) + 4, Name(!across, r), "t-tick", Anchor.End, gap: 0);
        pen.Reaches(Reach.Cells, grid, w, h);
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var (day, hour) = across ? (r, c) : (c, r);
                var box = new Box(grid.Left + (c * w) + 0.75, grid.Top + (r * h) + 0.75, grid.Left + ((c + 1) * w) - 0.75, grid.Top + ((r + 1) * h) - 0.75);
                One(heat, table, table.At(day, heat.FirstHour + hour), pen, format, box);
                pen.Spot((box.Left + box.Right) / 2, (box.Top + box.Bottom) / 2, HeatWords.Cell(heat, table, format, day, heat.FirstHour + hour));
            }
        }

        Key(heat, table, pen, format, new Box(grid.Left, grid.Bottom + 5, area.Right, grid.Bottom + 17));
    }

    private static int Hours(HeatSpec heat) => Math.Max(1, Math.Min(23, heat.LastHour) - Math.Max(0, heat.FirstHour) + 1);

    private static void One(HeatSpec heat, HeatTable table, (HeatState State, double Value) cell, Pen pen, ValueFormat format, Box box)
    {
        switch (cell.State)
        {
            case HeatState.Unknown:
                Hatching.Draw(pen, box, 5, down: true, "h-none");
                break;
            case HeatState.Few:
                pen.Rectangle(new Box(box.Left + 1, box.Top + 1, box.Right - 1, box.Bottom - 1), "l-lost");
                break;
            default:
                var step = Depth(cell.Value, table.Deepest);
                pen.Rectangle(box, "h-" + step.ToString(System.Globalization.CultureInfo.InvariantCulture));
                var (x, y, words) = ((box.Left + box.Right) / 2, ((box.Top + box.Bottom) / 2) + 4, HeatWords.Brief(heat, format, cell.Value, table.Deepest));
                if (Pen.Width(words, "t-cell") <= box.Width && box.Height >= 10) pen.Text(x, y, words, "t-cell", Anchor.Middle, gap: 0);
                break;
        }
    }

    // Nothing has the ground's own colour; the deepest holds everything beyond.
    private static int Depth(double value, double deepest) => value <= 0 || deepest <= 0 ? 0 : Math.Clamp((int)Math.Ceiling((value / deepest * Steps) - 1e-9), 1, Steps);

    // From nothing to the deepest, and what the cells without a number are, as far as there is room.
    private static void Key(HeatSpec heat, HeatTable table, Pen pen, ValueFormat format, Box room)
    {
        var x = room.Left;
        if (table.Deepest > 0)
        {
            if (Write(format.Full(0))) x += 6;
            for (var step = 0; step <= Steps; step++, x += 18)
                pen.Rectangle(new Box(x, room.Top, x + 18, room.Bottom), "h-" + step.ToString(System.Globalization.CultureInfo.InvariantCulture));
            x += 6;
            Write(format.Full(table.Deepest) + (table.IsCut ? " and more" : ""));
        }

        var marks = new List<(string Words, Action<Box> Draw)>();
        if (table.Count(HeatState.Few, heat) > 0) marks.Add(("too few", box => pen.Rectangle(box, "l-lost")));
        if (table.Count(HeatState.Unknown, heat) > 0) marks.Add(("not known", box => Hatching.Draw(pen, box, 5, down: true, "h-none")));

        // In a narrow picture closer together, rather than one of them left out.
        var apart = x + marks.Sum(m => 44 + Pen.Width(m.Words, "t-tick")) <= pen.Frame.Right ? 20 : 8;
        foreach (var (words, draw) in marks) Mark(words, draw);

        bool Write(string words)
        {
            if (!pen.Text(x, room.Bottom - 2, words, "t-tick", gap: 0)) return false;
            x += Pen.Width(words, "t-tick");
            return true;
        }

        void Mark(string words, Action<Box> draw)
        {
            var at = x + apart;
            if (at + 24 + Pen.Width(words, "t-tick") > pen.Frame.Right) return;
            draw(new Box(at, room.Top, at + 18, room.Bottom));
            x = at + 24;
            Write(words);
        }
    }
}
