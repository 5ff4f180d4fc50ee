using System.Globalization;
using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>Says in words what a picture shows: for who cannot see it, and beneath it in a file.</summary>
public static class ChartWords
{
    /// <summary>The picture's own alternative text, or one written from its figures.</summary>
    public static string Alternative(ChartPicture picture) => SvgText.Clean(picture.Alternative ?? picture switch
    {
        ChartSpec spec => ProcessWords.Of(spec),
        LinesSpec lines => LinesWords.Of(lines),
        LadderSpec ladder => Ladder(ladder),
        WaitingSpec waiting => Waiting(waiting),
        DayBandSpec day => Day(day),
        ParetoSpec pareto => ParetoWords.Of(pareto),
        WaterfallSpec fall => WaterfallWords.Of(fall),
        DistributionSpec distribution => DistributionWords.Of(distribution),
        HeatSpec heat => HeatWords.Of(heat),
        ComparisonSpec comparison => ComparisonWords.Of(comparison),
        _ => picture.Title,
    });

    /// <summary>What a drawing of so many pixels leaves out or takes together, exactly; null where everything has its own mark.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="width">The width that there is to draw in, without a file's margins.</param>
    /// <param name="page">Whether it is drawn in a page, where points answer to pointer and keys.</param>
    internal static string? Drawn(ChartPicture picture, double width, bool page = false) => picture switch
    {
        ChartSpec spec => ProcessWords.Drawn(spec, width),
        LinesSpec lines => LinesWords.Drawn(lines, width),
        WaitingSpec waiting when Thinning.Each(waiting.Marks.Count, width) is > 1 and var each => $"Each mark stands for {each.ToString("N0", waiting.Culture)} customers or, at the end, for what is left of them; the table has everyone.",
        DayBandSpec day when DayBandDrawing.Every(day, width) is > 1 and var each =>
            $"Moments less than half a pixel apart are drawn as one{(page ? $", and one in {each.ToString("N0", day.Culture)} answers to pointer and keys, always the newest" : "")}; the table has every moment.",
        _ => null,
    };

    /// <summary>One point in a line: "27 April: 77.2%, n 593, 95% interval 73.7–80.4%".</summary>
    public static string Point(ChartSpec spec, int index) => ProcessWords.Point(spec, index);

    /// <summary>The sentence that stands where a chart cannot be drawn, or null where it can.</summary>
    public static string? Nothing(ChartSpec spec)
    {
        if (spec.Points.Count == 0) return "Nothing here yet.";
        if (spec.Points.Any(p => p.Drawn is not null)) return null;
        if (spec.Points.Any(p => p.State == PointState.TooFew))
        {
            var (most, plural) = (spec.Points.Max(p => p.N), spec.Points.Count == 1 ? "" : " in any " + spec.Step);
            return $"Not enough yet for a number: at most {most.ToString("N0", spec.Culture)}{plural}.";
        }

        return spec.Points.Count == 1 ? $"Nothing is known for this {spec.Step}." : $"Nothing is known for these {Many(spec.Points.Count, spec.Step, spec.Culture)}.";
    }

    /// <summary>What a file says beneath the picture, sentence by sentence.</summary>
    /// <param name="picture">What is drawn.</param>
    /// <param name="width">The width that there is to draw in.</param>
    /// <param name="rows">Of rows beneath one another, how many are drawn.</param>
    internal static IEnumerable<string> Footer(ChartPicture picture, double width = double.PositiveInfinity, int rows = RowGrid.MostInAFile)
    {
        if (picture.Sample) yield return "Sample data: invented, not of any customer.";
        if (picture.N is { } n) yield return n.ToString("N0", picture.Culture) + (picture.Of.Length > 0 ? " " + picture.Of + "." : " in all.");
        foreach (var sentence in Legend(picture, rows)) yield return sentence;
        if (Drawn(picture, width) is { } drawn) yield return drawn;
        if (picture is LadderSpec ladder)
        {
            if (ladder.Rungs.Any(r => r.Maturing > 0)) yield return "Hatched: too young to know.";
            if (ladder.Rungs.Any(r => r.Lost > 0)) yield return "Dashed: claimed but did not hold.";
            if (ladder.Rungs.Any(r => r.Refuted > 0)) yield return "Cross-hatched: the customer said no.";
        }

        foreach (var note in picture.Notes) yield return note;
        yield return $"As of {TimeTicks.DateAndTime(TimeTicks.Local(picture.AsOf, picture.Zone), picture.Culture)} ({picture.Zone.Id}).";
        if (picture.Definition is { } definition) yield return $"Definition {definition}" + Versions(picture) + ".";
    }

    private static IEnumerable<string> Legend(ChartPicture picture, int rows) => picture switch
    {
        ChartSpec spec => ProcessWords.Legend(spec),
        LinesSpec lines => LinesWords.Legend(lines),
        ParetoSpec pareto => ParetoWords.Legend(pareto),
        WaterfallSpec fall => WaterfallWords.Legend(fall),
        DistributionSpec distribution => DistributionWords.Legend(distribution),
        HeatSpec heat => HeatWords.Legend(heat),
        ComparisonSpec comparison => ComparisonWords.Legend(comparison, rows),
        _ => [],
    };

    // "Definition held-rate-7d, versions 1 and 2".
    private static string Versions(ChartPicture picture)
    {
        var points = picture switch { ChartSpec spec => spec.Points, LinesSpec lines => lines.Alone(0).Points, _ => [] };
        int[] versions = [.. points.Select(p => p.Version).OfType<int>().Distinct().Order()];
        if (versions.Length > 1) return string.Create(CultureInfo.InvariantCulture, $", versions {string.Join(", ", versions[..^1])} and {versions[^1]}");
        return picture.Version is { } v ? ", version " + v.ToString(CultureInfo.InvariantCulture) : "";
    }

    internal static string Many(int count, string step, CultureInfo culture) => count.ToString("N0", culture) + " " + step + (count == 1 ? "" : "s");

    private static string Ladder(LadderSpec ladder)
    {
        if (ladder.Rungs.Count == 0) return $"{ladder.Title}. Nothing here yet.";
        var format = new ValueFormat(Domain.Metrics.Unit.Share, ladder.Culture);
        var rungs = ladder.Rungs.Select(r => r.Rung.ToString().ToLowerInvariant() + " " + (r.Share is { } share ? format.Full(share) : "not known") + string.Concat(Beside(r, format).Where(w => w.Length > 0).Select(w => ", " + w)));
        return $"{ladder.Title}: {string.Join("; ", rungs)}.";
    }

    /// <summary>"Held", "70.1%", "7 days of peace · 1,789 so far", and what became of the others.</summary>
    internal static IReadOnlyList<string> Rung(LadderRung rung, LadderSpec ladder)
    {
        var format = new ValueFormat(Domain.Metrics.Unit.Share, ladder.Culture);
        return [rung.Rung.ToString(), rung.Share is { } share && double.IsFinite(share) ? format.Full(share) : "not known", rung.Meaning, .. Beside(rung, format)];
    }

    private static string[] Beside(LadderRung r, ValueFormat format) =>
    [
        r.Maturing > 0 ? $"{format.Full(r.Maturing)} too young to know" : "",
        r.Lost > 0 ? $"{format.Full(r.Lost)} did not hold" : "",
        r.Refuted > 0 ? $"{format.Full(r.Refuted)} said no" : "",
    ];

    /// <summary>"Nadia", "3 h 20", "longer than usual"; of a mark that stands for several "3 customers", "3 h 20–4 h 10".</summary>
    /// <param name="held">Whom the mark stands for, the shortest wait first; all of them, or none, longer than usual.</param>
    /// <param name="waiting">The picture.</param>
    /// <param name="format">How times are written.</param>
    internal static IReadOnlyList<string> Waits(IReadOnlyList<WaitingMark> held, WaitingSpec waiting, ValueFormat format)
    {
        var (shortest, longest) = (held[0].Waiting, held[^1].Waiting);
        var who = held.Count > 1 ? Many(held.Count, "customer", waiting.Culture) : held[0].Name is { Length: > 0 } name ? name : "A customer";
        return [who, format.Interval(shortest.TotalSeconds, longest.TotalSeconds), longest > waiting.Usual ? "longer than usual" : ""];
    }

    /// <summary>"14:00", "74 contacts so far", "38 to 61 are usual"; later than now only what is usual.</summary>
    internal static IReadOnlyList<string> DayPoint(DayBandSpec day, Domain.Time.Instant at, double? value, DayBandPoint? usual, ValueFormat format)
    {
        var clock = TimeTicks.Local(at, day.Zone).ToString("H:mm", CultureInfo.InvariantCulture);
        var band = usual is { } u ? $"{format.Plain(u.Low, 0)} to {format.Plain(u.High, 0)} are usual" : "";
        return value is { } v ? [clock, $"{format.Full(v)} {day.Counted}", band] : [clock, band, ""];
    }

    private static string Waiting(WaitingSpec waiting)
    {
        if (waiting.Marks.Count == 0) return $"{waiting.Title}: nobody is waiting.";
        var format = new ValueFormat(Domain.Metrics.Unit.Seconds, waiting.Culture);
        var longer = waiting.Usual is not { } usual ? ", what is usual is not known"
            : waiting.Marks.Count(m => m.Waiting > usual) is > 0 and var late ? $", {late.ToString("N0", waiting.Culture)} longer than usual" : ", none longer than usual";
        return $"{Bidi.Closed(waiting.Title)}: {waiting.Marks.Count.ToString("N0", waiting.Culture)} waiting{longer}; the longest for {format.Full(waiting.Marks.Max(m => m.Waiting).TotalSeconds)}.";
    }

    private static string Day(DayBandSpec day)
    {
        var format = new ValueFormat(Domain.Metrics.Unit.Count, day.Culture);
        if (day.SoFar.Count == 0) return $"{day.Title}: nothing yet today.";
        var now = day.SoFar[^1];
        var usual = DayBandDrawing.UsualAt(day, now.At) is { } u ? $"; {format.Plain(u.Low, 0)} to {format.Plain(u.High, 0)} are usual {(day.IsOver ? "for a day" : "by now")}" : "; what is usual is not known";
        return $"{Bidi.Closed(day.Title)}: {format.Full(now.Value)} {day.Counted} so far{usual}.";
    }
}
