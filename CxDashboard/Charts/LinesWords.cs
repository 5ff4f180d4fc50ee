using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>What several lines show, in words.</summary>
internal static class LinesWords
{
    public static string Of(LinesSpec lines)
    {
        if (Nothing(lines) is { } nothing) return $"{lines.Title}. {nothing}";
        var buckets = $"{ChartWords.Many(lines.Buckets, lines.Step, lines.Culture)} to {ProcessWords.LastDay(lines.Alone(0))}";
        return $"{lines.Title}, by {lines.Step}, {buckets}: {string.Join("; ", lines.Series.Select((s, i) => $"{Bidi.Closed(s.Name)} {Line(lines, i)}"))}.";
    }

    /// <summary>The sentence that stands where no line can be drawn, or null where one can.</summary>
    public static string? Nothing(LinesSpec lines)
    {
        if (lines.Has(p => p.Drawn is not null)) return null;
        var few = lines.Series.ToList().FindIndex(s => s.Points.Any(p => p.State == PointState.TooFew));
        return ChartWords.Nothing(lines.Alone(Math.Max(0, few)));
    }

    /// <summary>What stands behind a line's name at its end: "77.2%", "not enough yet", "not known".</summary>
    public static string End(LinesSpec lines, int series, ValueFormat format)
    {
        var points = lines.Series[series].Points;
        for (var i = points.Count - 1; i >= 0; i--)
            if (points[i].Drawn is { } value) return format.Full(value) + (points[i].State == PointState.Maturing ? " so far" : "");
        return points.Any(p => p.State == PointState.TooFew) ? "not enough yet" : "not known";
    }

    /// <summary>All lines in one bucket: "27 April", "Phone 77.2%, n 593", "Chat not known".</summary>
    public static IReadOnlyList<string> Bucket(LinesSpec lines, ValueFormat format, int at) =>
        [ProcessWords.Label(lines, lines.Series[0].Points[at]), .. lines.Series.Select(s => $"{Bidi.Closed(s.Name)} {Point(s.Points[at], format)}")];

    /// <summary>What stands together in one column: "12 May 2025, 0:00 to 12 May 2025, 19:00", "Phone 66.8–73.2%", "Chat not known".</summary>
    public static IReadOnlyList<string> Column(LinesSpec lines, ValueFormat format, int first, int last) =>
    [
        ProcessWords.Span(lines, lines.Series[0].Points, first, last),
        .. lines.Series.Select(s => $"{Bidi.Closed(s.Name)} {string.Join(", ", ProcessWords.Together([.. s.Points.Skip(first).Take(last - first + 1)], format, lines.Culture))}"),
    ];

    /// <summary>What is drawn of more buckets than fit into so many pixels, exactly; null where each has its own mark.</summary>
    public static string? Drawn(LinesSpec lines, double width)
    {
        var every = Thinning.Every(lines.Buckets, width);
        return every == 1 ? null
            : $"Drawn {ChartWords.Many(every, lines.Step, lines.Culture)} at a time: each line shaded from its lowest to its highest value{(lines.Banded is null ? "" : ", the band at its widest")}; the table has every {lines.Step}.";
    }

    /// <summary>Explains the marks that this picture has, and no others.</summary>
    public static IEnumerable<string> Legend(LinesSpec lines)
    {
        if (!lines.Has(p => p.Drawn is not null)) yield break;
        if (lines.Banded is { } banded) yield return $"Band: routine variation of {lines.Series[banded].Name}.";
        if (lines.Has(p => p is { Outside: true, Drawn: not null })) yield return "Diamond: outside the limits.";
        if (lines.Has(p => p is { State: PointState.Maturing, Drawn: not null })) yield return "Hollow: not final.";
        if (lines.Has(p => p.State == PointState.TooFew)) yield return "Gap: not known, or too few for a number.";
        else if (lines.Has(p => p.Drawn is null)) yield return "Gap: not known.";
        if (lines.Alone(0).VersionsBegun().Any()) yield return "Dashed line: from there another version of the definition counts.";
    }

    private static string Line(LinesSpec lines, int series)
    {
        var (points, format) = (lines.Series[series].Points, new ValueFormat(lines.Unit, lines.Culture, lines.Currency));
        var parts = new List<string>();
        if (points.LastOrDefault(p => p is { State: PointState.Final, Drawn: not null }) is { Drawn: { } last } newest)
            parts.Add($"last {format.Full(last)}{(newest.N > 0 ? " of " + format.Plain(newest.N, 0) : "")}");
        if (points.Count(p => p.Outside) is > 0 and var outside) parts.Add($"{Number(outside)} outside the limits");
        if (points.Count(p => p.State == PointState.Maturing) is > 0 and var maturing) parts.Add($"{Number(maturing)} still maturing");
        if (points.Count(p => p.State == PointState.TooFew) is > 0 and var few) parts.Add($"{Number(few)} with too few");
        if (points.Count(p => p is { State: PointState.Unknown } or { State: not PointState.TooFew, Drawn: null }) is > 0 and var unknown) parts.Add($"{Number(unknown)} not known");
        return string.Join(", ", parts);

        string Number(int count) => ProcessWords.Number(count, lines.Culture);
    }

    private static string Point(ChartPoint p, ValueFormat format)
    {
        if (p.State == PointState.TooFew) return $"not enough yet, n\u00A0{format.Plain(p.N, 0)}";
        if (p.Drawn is not { } value) return "not known";
        return format.Full(value) + (p.N > 0 ? ", n\u00A0" + format.Plain(p.N, 0) : "") + (p.State == PointState.Maturing ? ", maturing" : "") + (p.Outside ? ", outside the limits" : "");
    }
}
