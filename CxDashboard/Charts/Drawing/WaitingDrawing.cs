using CxDashboard.Domain.Metrics;

namespace CxDashboard.Charts.Drawing;

/// <summary>Everyone who waits, one mark each, piled up where they are close; time grows to the right by its logarithm.</summary>
internal static class WaitingDrawing
{
    private const double Minute = 60, Hour = 3600, Day = 86_400;
    private static readonly double[] Marks = [Minute, 5 * Minute, 15 * Minute, Hour, 4 * Hour, Day, 2 * Day, 7 * Day, 30 * Day, 90 * Day, 365 * Day];

    public static void Draw(WaitingSpec waiting, Pen pen, Box area)
    {
        var plot = new Box(area.Left + 8, area.Top + 6, area.Right - 8, area.Bottom - 24);
        pen.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "c-base");
        var seconds = waiting.Marks.Select(m => Math.Max(Minute, m.Waiting.TotalSeconds)).ToList();
        var usual = waiting.Usual is { } u && u.TotalSeconds >= Minute ? u.TotalSeconds : (double?)null;

        // From five minutes to two days at least, so that the scale stands still on an ordinary day.
        var (low, high) = (Math.Min(4 * Minute, seconds.DefaultIfEmpty(Hour).Min() * 0.8), Math.Max(3 * Day, seconds.DefaultIfEmpty(Hour).Max() * 1.3));
        double X(double s) => plot.Left + (plot.Width * (Math.Log(Math.Clamp(s, low, high)) - Math.Log(low)) / (Math.Log(high) - Math.Log(low)));

        if (usual is { } line && line < high)
        {
            pen.Rectangle(plot with { Left = X(line) }, "c-late");
            pen.Line(X(line), plot.Top, X(line), plot.Bottom, "c-limit2");
            pen.Text(X(line) + 6, plot.Top + 11, "longer than usual", "t-late");
            if (!pen.Text(X(line) - 6, plot.Top + 11, waiting.UsualWords, "t-tick", Anchor.End)) pen.Text(X(line) - 6, plot.Top + 11, "usual", "t-tick", Anchor.End);
            pen.Avoid(X(line), plot.Top, X(line), plot.Bottom);
        }

        // The longest times first: where words would meet, an hour yields to a day.
        var format = new ValueFormat(Unit.Seconds, waiting.Culture);
        foreach (var mark in Marks.Reverse().Where(m => m > low && m < high))
        {
            pen.Line(X(mark), plot.Bottom, X(mark), plot.Bottom + 5, "c-base");
            pen.Text(X(mark), plot.Bottom + 18, Words(mark, format), "t-tick", Anchor.Middle, gap: 10);
        }

        if (waiting.Marks.Count == 0) pen.Text(plot.Left, plot.Bottom - 10, "Nobody is waiting.", "t-words");
        else Pile(waiting, pen, plot, area, X, usual ?? double.MaxValue, format);
    }

    private static string Words(double mark, ValueFormat format) => mark < Day ? format.Full(mark) : mark == Day ? "1\u00A0day" : format.Plain(mark / Day, 0) + "\u00A0days";

    private static void Pile(WaitingSpec waiting, Pen pen, Box plot, Box area, Func<double, double> x, double usual, ValueFormat format)
    {
        // A mark that stands for several is at the middle one of them; none stands for some who wait longer than usual and some who do not.
        var each = Thinning.Each(waiting.Marks.Count, area.Width);
        var piles = waiting.Marks.OrderBy(m => m.Waiting).GroupBy(m => m.Waiting.TotalSeconds > usual).SelectMany(side => side.Chunk(each)).ToList();
        var marks = piles.ConvertAll(held => held[held.Length / 2]);
        var radius = plot.Width > 540 ? 5.0 : 4;
        var named = each == 1 && marks.Exists(m => m.Name is { Length: > 0 });
        var room = plot.Height - (named ? 44 : 22);
        List<(double X, double Y)> places;
        do
        {
            places = Places([.. marks.Select(m => x(Math.Max(Minute, m.Waiting.TotalSeconds)))], plot.Bottom, radius);
            if (plot.Bottom - places.Min(p => p.Y) + radius <= room) break;
            radius *= 0.8;
        }
        while (radius > 1);

        pen.Reaches(Reach.Apart, plot);
        for (var i = 0; i < marks.Count; i++)
        {
            var y = Math.Max(places[i].Y, plot.Top + radius + 16);
            if (marks[i].Waiting.TotalSeconds > usual) pen.Diamond(places[i].X, y, radius + Math.Min(1.6, radius * 0.4));
            else pen.Dot(places[i].X, y, radius, "m-pt");
            pen.Spot(places[i].X, y, ChartWords.Waits(piles[i], waiting, format));
        }

        if (named) Names(marks, places, pen, plot, radius);
    }

    // The longest wait first. A name whose line would go through other marks is left to the table.
    private static void Names(List<WaitingMark> marks, List<(double X, double Y)> places, Pen pen, Box plot, double radius)
    {
        var foot = plot.Top + 32;
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            if (marks[i].Name is not { Length: > 0 } name) continue;
            var (px, py) = places[i];
            if (py - radius - 6 <= foot || places.Exists(p => p.Y < py && Math.Abs(p.X - px) < radius + 2)) continue;
            foreach (var words in (string[])[name, .. Drawing.Words.Wrap(name, "t-note", plot.Width / 4, 1)])
            {
                if (!pen.TextClear(words, "t-note", (px, foot, Anchor.Middle), (px + 3, foot, Anchor.End), (px - 3, foot, Anchor.Start))) continue;
                pen.Line(px, foot + 4, px, py - radius - 4, "c-lead");
                break;
            }
        }
    }

    // Ascending in x: a mark can only meet those placed lately.
    private static List<(double X, double Y)> Places(IReadOnlyList<double> xs, double floor, double radius)
    {
        var (placed, first, apart) = (new List<(double X, double Y)>(xs.Count), 0, (2 * radius) + 1);
        foreach (var x in xs)
        {
            while (first < placed.Count && x - placed[first].X >= apart) first++;
            var y = floor - radius - 5;
            var near = placed.Skip(first).Select(p => p.Y).Order().ToList();
            for (var k = near.Count - 1; k >= 0; k--)
                if (Math.Abs(near[k] - y) < apart) y = near[k] - apart - 0.5;
            placed.Add((x, y));
        }

        return placed;
    }
}
