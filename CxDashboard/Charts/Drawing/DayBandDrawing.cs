using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Charts.Drawing;

/// <summary>Today's running total against the band that is usual for such a day.</summary>
internal static class DayBandDrawing
{
    private const double Reach = 3;

    public static void Draw(DayBandSpec day, Pen pen, Box area)
    {
        day = Known(day);
        var format = new ValueFormat(Unit.Count, day.Culture);
        var (usual, soFar) = (day.Usual.Select(u => u.High).DefaultIfEmpty(0).Max(), day.SoFar.Select(s => s.Value).DefaultIfEmpty(0).Max());

        // As far as the process charts show: a total many times of what is usual would flatten the band to a line.
        var most = Math.Max(1, (usual > 0 && soFar > Reach * usual ? Reach * usual : Math.Max(usual, soFar)) * 1.08);
        var (top, bottom) = (area.Top + 26, area.Bottom - 24);
        var step = Ticks.Step(most, Math.Max(1, (int)((bottom - top) / 44)), Unit.Count);
        var ticks = Ticks.Within(0, most, step).ToList();
        var left = area.Left + Math.Min(area.Width / 3, Math.Max(26, ticks.Max(t => Pen.Width(format.Plain(t, 0), "t-tick")) + 9));
        var plot = new Box(left, top, Math.Max(left + 20, area.Right - 12), bottom);
        var time = new TimeScale(day.From, day.To, plot.Left, plot.Right);
        double Y(double v) => Math.Clamp(plot.Bottom - (plot.Height * v / most), plot.Top, plot.Bottom);

        // Nothing known has no scale worth a number.
        foreach (var tick in day.Usual.Count + day.SoFar.Count > 0 ? ticks : [])
        {
            pen.Line(plot.Left, Y(tick), plot.Right, Y(tick), "c-grid");
            pen.Text(plot.Left - 6, Y(tick) + 4, format.Plain(tick, 0), "t-tick", Anchor.End);
        }

        if (day.Usual.Count > 1)
        {
            var back = Apart(day.Usual.Select(u => (time.X(u.At), Y(u.Low))));
            back.Reverse();
            pen.Line([.. Apart(day.Usual.Select(u => (time.X(u.At), Y(u.High)))), .. back], "c-band");
            pen.Line(Apart(day.Usual.Select(u => (time.X(u.At), Y(u.Middle)))), "c-centre");
        }

        pen.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "c-base");
        TimeAxis.Draw(day, pen, plot, time, TimeSpan.Zero);
        if (day.SoFar.Count == 0) pen.Text(plot.Left + 6, plot.Bottom - 10, "Nothing yet today.", "t-words");
        else Now(day, pen, plot, time, Y, format, most);
        if (day.Usual.Count > 1) UsualWords(day, pen, plot, time, Y);
        if (pen.Theme == ChartTheme.Page) Spots(day, pen, plot, time, Y, format, Every(day, area.Width));
    }

    /// <summary>Of how many moments one answers to pointer and keys in a picture of so many pixels: 1 where each does.</summary>
    public static int Every(DayBandSpec day, double width) => Thinning.Every(Moments(Known(day)).Count(), width);

    // What is not a number is not known, and not drawn.
    private static DayBandSpec Known(DayBandSpec day) => day with
    {
        Usual = [.. day.Usual.Where(u => double.IsFinite(u.Low) && double.IsFinite(u.Middle) && double.IsFinite(u.High))],
        SoFar = [.. day.SoFar.Where(s => double.IsFinite(s.Value))],
    };

    private static IEnumerable<Instant> Moments(DayBandSpec day) => day.Usual.Select(u => u.At).Concat(day.SoFar.Select(s => s.At)).Distinct();

    // Totals only grow, so places that are less than half a pixel further to the right show nothing of their own.
    private static List<(double X, double Y)> Apart(IEnumerable<(double X, double Y)> places)
    {
        var kept = new List<(double X, double Y)>();
        (double X, double Y)? last = null;
        foreach (var place in places)
        {
            if (kept.Count == 0 || place.X - kept[^1].X >= 0.5) kept.Add(place);
            last = place;
        }

        if (last is { } end && kept[^1] != end) kept.Add(end);
        return kept;
    }

    /// <summary>What is usual at an instant, between the two nearest known ones; null before the first and where nothing is known.</summary>
    public static DayBandPoint? UsualAt(DayBandSpec day, Instant at)
    {
        var (next, end) = (0, day.Usual.Count);
        while (next < end)
        {
            var middle = (next + end) / 2;
            if (day.Usual[middle].At < at) next = middle + 1;
            else end = middle;
        }

        if (next == day.Usual.Count) return day.Usual.Count > 0 ? day.Usual[^1] : null;
        if (day.Usual[next].At == at) return day.Usual[next];
        if (next == 0) return null;
        var (a, b) = (day.Usual[next - 1], day.Usual[next]);
        var share = (at - a.At) / (b.At - a.At);
        return new DayBandPoint(at, a.Low + (share * (b.Low - a.Low)), a.Middle + (share * (b.Middle - a.Middle)), a.High + (share * (b.High - a.High)));
    }

    // As the table has them: every moment of which today's count or what is usual is known. Of more moments than pixels one in several, and always the newest.
    private static void Spots(DayBandSpec day, Pen pen, Box plot, TimeScale time, Func<double, double> y, ValueFormat format, int every)
    {
        pen.Reaches(Drawing.Reach.Across, plot);
        var so = day.SoFar.GroupBy(s => s.At).ToDictionary(g => g.Key, g => g.First().Value);
        var newest = day.SoFar.Count > 0 ? day.SoFar[^1].At : (Instant?)null;
        foreach (var (at, i) in Moments(day).Order().Select((at, i) => (at, i)))
        {
            if (i % every != 0 && at != newest) continue;
            var (value, usual) = (so.TryGetValue(at, out var v) ? v : (double?)null, UsualAt(day, at));
            pen.Spot(time.X(at), y(value ?? usual!.Middle), ChartWords.DayPoint(day, at, value, usual, format));
        }
    }

    private static void Now(DayBandSpec day, Pen pen, Box plot, TimeScale time, Func<double, double> y, ValueFormat format, double most)
    {
        var now = day.SoFar[^1];
        var (x, at) = (time.X(now.At), y(now.Value));
        pen.Line(x, plot.Top - 4, x, plot.Bottom, "c-now");
        pen.Avoid(x, plot.Top - 4, x, plot.Bottom);
        if (day.SoFar.Count > 1)
        {
            var line = Apart(day.SoFar.Select(s => (time.X(s.At), y(s.Value))));
            pen.Line(line, "c-strong");
            pen.Avoid(line);
        }

        if (UsualAt(day, now.At) is { } usual && (now.Value > usual.High || now.Value < usual.Low)) pen.Diamond(x, at, 6.5);
        else pen.Dot(x, at, 4, "m-pt");
        var clock = TimeTicks.Local(now.At, day.Zone).ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture);
        pen.TextAtFirst(clock, "t-tick", (x, plot.Top - 10, Anchor.Middle), (plot.Right, plot.Top - 10, Anchor.End), (plot.Left, plot.Top - 10, Anchor.Start));
        var (number, when) = ((now.Value > most ? "off the scale: " : "") + format.Full(now.Value), day.IsOver ? " in all" : " so far");
        var (above, beneath) = (Math.Min(plot.Bottom - 6, at - 9), Math.Min(plot.Bottom - 6, at + 16));

        // The number is what cannot be done without.
        foreach (var words in (string[])[number + when, number, format.Full(now.Value)])
            if (pen.TextAtFirst(words, "t-valh", (x - 9, above, Anchor.End), (x + 9, beneath, Anchor.Start), (x + 9, above, Anchor.Start), (x - 9, beneath, Anchor.End))) return;
    }

    // Beneath the band towards the evening, where today's line has not been yet; else above it.
    private static void UsualWords(DayBandSpec day, Pen pen, Box plot, TimeScale time, Func<double, double> y)
    {
        if (Words.Wrap(day.UsualWords, "t-tickh", plot.Width * 0.4, 1) is not [var words]) return;
        foreach (var share in (ReadOnlySpan<double>)[0.78, 0.66, 0.9, 0.5, 0.3])
        {
            var u = day.Usual[(int)((day.Usual.Count - 1) * share)];
            if (pen.TextAtFirst(words, "t-tickh", (time.X(u.At), Math.Min(plot.Bottom - 6, y(u.Low) + 24), Anchor.Middle), (time.X(u.At), Math.Max(plot.Top + 10, y(u.High) - 10), Anchor.Middle))) return;
        }
    }
}
