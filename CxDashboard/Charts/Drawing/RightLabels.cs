namespace CxDashboard.Charts.Drawing;

/// <summary>The numbers at the right end of a chart: limits and centre of the newest phase, or the newest value where there are none.</summary>
internal static class RightLabels
{
    private sealed record Label(double Value, string Number, string Name);

    public static double Width(ChartSpec spec, ValueFormat format, bool wide) => Labels(spec, format)
        .Select(l => Pen.Width(l.Number, "t-val") + (wide && l.Name.Length > 0 ? Pen.Width(l.Name, "t-tick") + 6 : 0)).DefaultIfEmpty(0).Max();

    public static void Draw(ChartSpec spec, ValueFormat format, Pen pen, ValueScale values, Box plot, bool wide)
    {
        var labels = Labels(spec, format);
        var ys = Spread([.. labels.Select(l => values.Y(l.Value) + 4)], 15, plot.Top + 6, plot.Bottom + 4);
        for (var i = 0; i < labels.Count; i++)
        {
            if (!pen.Text(plot.Right + 8, ys[i], labels[i].Number, "t-val", gap: 0) || !wide || labels[i].Name.Length == 0) continue;
            pen.Text(plot.Right + 8 + Pen.Width(labels[i].Number, "t-val") + 4, ys[i], labels[i].Name, "t-tick", gap: 0);
        }
    }

    /// <summary>Moves places apart that are closer than <paramref name="gap"/>, keeping their order from top to bottom and the ends inside.</summary>
    public static double[] Spread(double[] ys, double gap, double top, double bottom)
    {
        for (var i = 0; i < ys.Length; i++) ys[i] = Math.Max(ys[i], i == 0 ? top : ys[i - 1] + gap);
        for (var i = ys.Length - 1; i >= 0; i--) ys[i] = Math.Min(ys[i], i == ys.Length - 1 ? bottom : ys[i + 1] - gap);
        return ys;
    }

    private static List<Label> Labels(ChartSpec spec, ValueFormat format)
    {
        var last = spec.Points.LastOrDefault(p => p.Lower is not null && p.Upper is not null);
        if (last is { Lower: { } low, Upper: { } high })
        {
            // Limits that cannot be told apart are one number.
            if (format.Full(high) == format.Full(low)) return [new((high + low) / 2, format.Full(high), "limits")];
            var labels = new List<Label> { new(high, format.Full(high), "upper limit"), new(low, format.Full(low), "lower limit") };
            if (last.Centre is { } centre) labels.Insert(1, new(centre, format.Full(centre), "centre"));
            return labels;
        }

        var newest = spec.Points.LastOrDefault(p => p.Drawn is not null);
        return newest is { Drawn: { } v } ? [new(v, format.Full(v), newest.State == PointState.Maturing ? "so far" : "newest")] : [];
    }
}
