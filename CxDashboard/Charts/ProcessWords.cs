using System.Globalization;
using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>What a process chart shows, in words.</summary>
internal static class ProcessWords
{
    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static string Of(ChartSpec spec)
    {
        if (ChartWords.Nothing(spec) is { } nothing) return $"{spec.Title}. {nothing}";
        var format = ValueFormat.Of(spec);
        var points = spec.Points;
        var span = $"{ChartWords.Many(points.Count, spec.Step, spec.Culture)} to {LastDay(spec)}";
        var (outside, maturing) = (points.Count(p => p.Outside), points.Count(p => p.State == PointState.Maturing));
        var centre = points.LastOrDefault(p => p.Centre is not null)?.Centre;
        var parts = new List<string>();
        if (centre is { } c) parts.Add((outside == 0 && spec.Runs.Count == 0 ? "routine variation around " : "centre ") + format.Full(c));
        if (points.LastOrDefault(p => p is { State: PointState.Final, Drawn: not null }) is { Drawn: { } last } newest)
            parts.Add($"last {format.Full(last)}{(newest.N > 0 ? " of " + format.Plain(newest.N, 0) : "")}");
        if (outside > 0) parts.Add($"{Number(outside, spec.Culture)} outside the limits, the last {Label(spec, points.ToList().FindLastIndex(p => p.Outside))}");
        parts.AddRange(spec.Runs.Where(r => r.First >= 0 && r.First < points.Count).Select(r => $"{r.Words} since {Label(spec, r.First)}"));
        parts.AddRange(spec.VersionsBegun().Select(v => $"{Version(v.Version)} from {Label(spec, v.At)}"));
        parts.AddRange(spec.PhasesBegun().Select(p => $"new phase from {Label(spec, p.Phase.First)}, {Phase(p.Phase)}"));
        parts.AddRange(spec.Changes.Where(c => c.At >= points[0].Start && c.At < points[^1].End).OrderBy(c => c.At).Select(c => $"{c.Letter}: {Bidi.Closed(c.Words)}, {TimeTicks.Date(TimeTicks.Local(c.At, spec.Zone), spec.Culture)}"));
        if (maturing > 0) parts.Add($"{Number(maturing, spec.Culture)} still maturing");
        if (points.Count(p => p.State == PointState.Unknown) is > 0 and var unknown) parts.Add($"{Number(unknown, spec.Culture)} unknown");
        return $"{spec.Title}, by {spec.Step}, {span}: {string.Join("; ", parts)}.";
    }

    public static string Point(ChartSpec spec, int index)
    {
        var words = new PointWords(spec).Of(index);
        return $"{words[0]}: {string.Join(", ", words.Skip(1).Where(w => w.Length > 0))}";
    }

    /// <summary>What stands together in one column: "12 May 2025, 0:00 to 12 May 2025, 19:00", "66.8–73.2%", "one outside the limits".</summary>
    public static IReadOnlyList<string> Column(ChartSpec spec, int first, int last) =>
        [Span(spec, spec.Points, first, last), .. Together([.. spec.Points.Skip(first).Take(last - first + 1)], ValueFormat.Of(spec), spec.Culture)];

    /// <summary>"12 May 2025, 0:00 to 12 May 2025, 19:00".</summary>
    internal static string Span(ChartPicture picture, IReadOnlyList<ChartPoint> points, int first, int last) => $"{Label(picture, points[first])} to {Label(picture, points[last])}";

    /// <summary>The values of several points as one: "66.8–73.2%", "one outside the limits", "three maturing", "one with too few", "two not known".</summary>
    internal static IEnumerable<string> Together(IReadOnlyList<ChartPoint> held, ValueFormat format, CultureInfo culture)
    {
        var values = held.Select(p => p.Drawn).OfType<double>().ToList();
        var few = held.Count(p => p.State == PointState.TooFew);
        var unknown = held.Count(p => p.Drawn is null) - few;
        yield return values.Count > 0 ? format.Interval(values.Min(), values.Max()) : unknown > 0 ? "not known" : "not enough yet for a number";
        if (held.Count(p => p.Outside) is > 0 and var outside) yield return Number(outside, culture) + " outside the limits";
        if (held.Count(p => p is { State: PointState.Maturing, Drawn: not null }) is > 0 and var maturing) yield return Number(maturing, culture) + " maturing";
        if (few > 0 && values.Count + unknown > 0) yield return Number(few, culture) + " with too few";
        if (unknown > 0 && values.Count > 0) yield return Number(unknown, culture) + " not known";
    }

    /// <summary>What is drawn of more points than fit into so many pixels, exactly; null where each has its own mark.</summary>
    public static string? Drawn(ChartSpec spec, double width)
    {
        var every = Thinning.Every(spec.Points.Count, width);
        if (every == 1) return null;
        var also = new List<string>();
        if (spec.Points.Any(p => p.Lower is not null && p.Upper is not null)) also.Add("their widest limits");
        if (spec.Kind == ChartKind.Behaviour && spec.Points.Any(p => p.N > 0)) also.Add("their largest n");
        return $"Drawn {Many(every)} at a time: shaded from the lowest to the highest value{(also.Count > 0 ? ", with " + string.Join(" and ", also) : "")}; the table has every {spec.Step}.";

        string Many(int count) => ChartWords.Many(count, spec.Step, spec.Culture);
    }

    public static string Label(ChartSpec spec, int index) => Label(spec, spec.Points[index]);

    /// <summary>A point's own name, else its first local day, or hour where it is short.</summary>
    public static string Label(ChartPicture picture, ChartPoint p)
    {
        if (p.Label is { } label) return label;
        var local = TimeTicks.Local(p.Start, picture.Zone);
        return (p.End - p.Start).TotalHours < 20 ? TimeTicks.DateAndTime(local, picture.Culture) : TimeTicks.Date(local, picture.Culture);
    }

    /// <summary>Explains the marks that this chart has, and no others.</summary>
    public static IEnumerable<string> Legend(ChartSpec spec)
    {
        var format = ValueFormat.Of(spec);
        var drawn = spec.Points.Where(p => p.Drawn is not null).ToList();
        if (drawn.LastOrDefault(p => p.State == PointState.Final) is { Drawn: { } value } newest)
        {
            var trust = new List<string>();
            if (newest.N > 0) trust.Add("n\u00A0" + format.Plain(newest.N, 0));
            if (newest is { Low: { } low, High: { } high }) trust.Add("95% interval " + format.Interval(low, high));
            yield return $"Newest final {spec.Step} {format.Full(value)}" + (trust.Count > 0 ? $" ({string.Join(", ", trust)})." : ".");
        }

        if (spec.Points.Any(p => p.Lower is not null && p.Upper is not null)) yield return "Band: routine variation.";
        if (drawn.Any(p => p.Outside)) yield return "Diamond: outside the limits.";
        if (spec.Runs.Count > 0) yield return "Bracket: a run longer than routine allows.";
        var maturing = drawn.Where(p => p is { State: PointState.Maturing, MayReach: not null }).ToList();
        if (maturing.Any(p => p.MayReach < p.Drawn)) yield return "Hollow: not final; can only fall, at most to the stem’s foot.";
        else if (maturing.Count > 0) yield return "Hollow: not final; can only rise, at most to the stem’s end.";
        else if (drawn.Any(p => p.State == PointState.Maturing)) yield return "Hollow: not final.";
        if (drawn.Count > 0 && spec.Points.Any(p => p.Drawn is null)) yield return "Dotted at the foot: not known, or too few for a number.";
        if (spec.VersionsBegun().Any()) yield return "Dashed line: from there another version of the definition counts.";
        foreach (var (phase, _) in spec.PhasesBegun()) yield return spec.Kind == ChartKind.Behaviour
            ? $"Bracket beneath: new phase from {Label(spec, phase.First)}, {Phase(phase)}; dotted: the old centre."
            : $"New phase from {Label(spec, phase.First)}, {Phase(phase)}.";
        if (spec.Changes.Count > 0) yield return string.Join(", ", spec.Changes.Select(c => $"{c.Letter}: {c.Words}")) + ".";
    }

    /// <summary>"set by M. Okafor: return label in the first reply".</summary>
    public static string Phase(ChartPhase phase) => $"set by {Bidi.Closed(phase.SetBy)}: {Bidi.Closed(phase.Why)}";

    /// <summary>"definition 2".</summary>
    public static string Version(int version) => "definition " + version.ToString(CultureInfo.InvariantCulture);

    /// <summary>"nine", "730".</summary>
    public static string Number(int count, CultureInfo culture) => count < Small.Length ? Small[count] : count.ToString("N0", culture);

    /// <summary>"10 May 2026", the last day that the points reach to.</summary>
    public static string LastDay(ChartSpec spec)
    {
        var (start, end) = (spec.Points[^1].Start, spec.Points[^1].End);
        return TimeTicks.Date(TimeTicks.Local(end > start ? end - TimeSpan.FromMilliseconds(1) : start, spec.Zone), spec.Culture);
    }
}
