using CxDashboard.Domain.Time;

namespace CxDashboard.Charts.Drawing;

/// <summary>A small multiple: the same marks, three numbers at the right, first and last date beneath.</summary>
internal static class SmallDrawing
{
    public static void Draw(ChartSpec spec, Pen pen, Box area)
    {
        var dates = area.Height >= 60;
        var (top, bottom) = (area.Top + 14, area.Bottom - (dates ? 16 : 3));
        var format = ValueFormat.Of(spec);
        var values = ValueScale.Of(spec, top, bottom, spec.Runs.Any(r => r.Above) ? 9 : 4, spec.Runs.Any(r => !r.Above) ? 9 : 4);
        var numbers = Numbers(spec, format);
        var right = area.Right - Math.Min(area.Width / 2, Math.Max(8, numbers.Select(n => Pen.Width(n.Words, n.Look)).DefaultIfEmpty(0).Max() + 8));
        var plot = new Box(area.Left + 2, top, Math.Max(area.Left + 22, right), bottom);
        pen.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, "c-base");
        var nothing = ChartWords.Nothing(spec);
        if (nothing is not null) NothingToDraw.Write(pen, plot with { Right = area.Right }, nothing);
        if (spec.Points.Count == 0) return;

        var every = Thinning.Every(spec.Points.Count, area.Width);
        var time = new TimeScale(spec.Points[0].Start, spec.Points[^1].End, plot.Left, plot.Right);
        if (nothing is null) NewYears(spec, pen, plot, time);
        var marks = new ProcessMarks(spec, pen, plot, time, values, format, every, spec.Counter ? 2.6 : 2.4);
        new LimitBands(spec, pen, plot, time, values, every).Draw(edges: false);
        ChangeLines(spec, pen, plot, time);
        VersionMarks.Draw(spec, pen, plot, time, "t-tick");
        marks.Values(dots: false);
        marks.Spots();
        var ys = RightLabels.Spread([.. numbers.Select(n => values.Y(n.Value) + 4)], 12, top + 4, bottom + 2);
        for (var i = 0; i < numbers.Count; i++) pen.Text(plot.Right + 6, ys[i], numbers[i].Words, numbers[i].Look, gap: 0);
        if (dates) Dates(spec, pen, plot, area);
    }

    private static List<(double Value, string Words, string Look)> Numbers(ChartSpec spec, ValueFormat format)
    {
        var last = spec.Points.LastOrDefault(p => p.Lower is not null && p.Upper is not null);
        if (last is { Lower: { } low, Upper: { } high })
        {
            var like = last.Centre ?? high;
            if (format.Short(high, like) == format.Short(low, like)) return [(like, format.Short(like, like), "t-mid")];
            var numbers = new List<(double, string, string)> { (high, format.Short(high, like), "t-tick"), (low, format.Short(low, like), "t-tick") };
            if (last.Centre is { } centre) numbers.Insert(1, (centre, format.Short(centre, like), "t-mid"));
            return numbers;
        }

        return spec.Points.LastOrDefault(p => p.Drawn is not null) is { Drawn: { } v } ? [(v, format.Short(v, v), "t-mid")] : [];
    }

    private static void NewYears(ChartSpec spec, Pen pen, Box plot, TimeScale time)
    {
        var (a, b) = (TimeTicks.Local(time.From, spec.Zone).Year, TimeTicks.Local(time.To, spec.Zone).Year);
        if (b - a > 20) return;
        for (var year = a + 1; year <= b; year++)
        {
            var x = time.X(Buckets.StartOfDay(new DateOnly(year, 1, 1), spec.Zone));
            if (x > plot.Left + 1 && x < plot.Right - 1) pen.Line(x, plot.Top - 2, x, plot.Bottom, "c-grid");
        }
    }

    private static void ChangeLines(ChartSpec spec, Pen pen, Box plot, TimeScale time)
    {
        foreach (var change in spec.Changes.Where(c => c.At >= time.From && c.At <= time.To))
        {
            var x = time.X(change.At);
            pen.Line(x, plot.Top - 4, x, plot.Bottom, "c-flag");
            pen.TextAtFirst(change.Letter, "t-flag", (x + 3, plot.Top + 4, Anchor.Start), (x - 3, plot.Top + 4, Anchor.End));
        }
    }

    private static void Dates(ChartSpec spec, Pen pen, Box plot, Box area)
    {
        var (from, to) = (spec.Points[0].Start, spec.Points[^1].End);
        var lastIn = to - TimeSpan.FromMilliseconds(1);
        if (lastIn < from) lastIn = from;
        var (first, last) = (Word(from), Word(lastIn));
        pen.Text(plot.Right, area.Bottom - 3, last, "t-tick", Anchor.End);
        if (first != last) pen.Text(plot.Left, area.Bottom - 3, first, "t-tick", gap: 6);

        string Word(Instant at)
        {
            var local = TimeTicks.Local(at, spec.Zone);
            var days = (to - from).TotalDays;
            if (days <= 2) return local.ToString("H:mm", System.Globalization.CultureInfo.InvariantCulture);
            return days <= 92 ? TimeTicks.DayWord(local, spec.Culture) : TimeTicks.MonthAndYear(local, spec.Culture);
        }
    }
}
