using System.Globalization;
using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>Draws a picture as SVG. Pure: the same picture, theme and size give the same characters, on every machine and in every culture.</summary>
public static class SvgChart
{
    /// <summary>Smallest and largest width that can be asked for, in CSS pixels.</summary>
    public const int MinWidth = 60, MaxWidth = 4800;

    /// <summary>Smallest and largest height that can be asked for.</summary>
    public const int MinHeight = 16, MaxHeight = 4800;

    /// <summary>Id of the sentence in a page that says which keys walk the points.</summary>
    public const string KeysId = "chart-keys";

    // Where there is only a sentence, and what rows may be spread by.
    private const double Empty = 96, Spare = 12;

    // A file names the fonts whose widths the words were measured by, best first.
    private const string Fonts = "Inter, 'Helvetica Neue', 'Segoe UI', Roboto, 'Liberation Sans', Arial, 'Noto Sans', sans-serif";

    /// <summary>
    /// The picture as elements. In a page it is lower than <paramref name="height"/> where less is to be shown, and a ladder is as high as its words need. A file's picture grows beyond <paramref name="height"/> where its own title and footer
    /// would leave no room to draw.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size outside the bounds above.</exception>
    public static SvgNode Tree(ChartPicture picture, ChartTheme theme, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, MinHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, MaxHeight);

        if (theme == ChartTheme.Page)
        {
            height = PageHeight(picture, width, height);
            return Root(picture, theme, width, height, Words(width, page: true), Draw(picture, theme, new Box(0, 0, width, height), width), []);
        }

        var frame = picture.Framed ? Frame.Of(picture, width, height) : null;
        var top = frame?.Top ?? 0;
        if (frame is not null) height = Math.Max(height, (int)Math.Ceiling(top + LeastRoom(picture, width - (2 * frame.Margin)) + frame.Bottom));
        var ground = new Pen(theme, new Box(0, 0, width, height));
        ground.Rectangle(new Box(0, 0, width, height), "f-ground");
        frame?.Draw(ground, height);
        var margin = frame?.Margin ?? 0;
        var pen = Draw(picture, theme, new Box(margin, top, width - margin, height - (frame?.Bottom ?? 0)), width);
        return Root(picture, theme, width, height, Words(width - (2 * margin), page: false), pen, [.. ground.Nodes]);

        string Words(double room, bool page) => ChartWords.Alternative(picture) + (ChartWords.Drawn(picture, room, page) is { } drawn ? " " + SvgText.Clean(drawn) : "");
    }

    /// <summary>The picture as the text of an SVG file: self-contained, no script, no reference to anything outside.</summary>
    /// <inheritdoc cref="Tree"/>
    public static string Draw(ChartPicture picture, ChartTheme theme, int width, int height) => SvgText.Write(Tree(picture, theme, width, height));

    /// <summary>The same for a place that is read from further away: everything <paramref name="size"/>.Zoom times as large.</summary>
    public static string Draw(ChartPicture picture, ChartTheme theme, ChartSize size)
    {
        var tree = Tree(picture, theme, size.Width, size.Height);
        return SvgText.Write(size.Zoom == 1 ? tree : tree with { Attributes = [.. tree.Attributes.Select(a => a.Name is "width" or "height" ? (a.Name, Pen.Number(double.Parse(a.Value, CultureInfo.InvariantCulture) * size.Zoom)) : a)] });
    }

    private static Pen Draw(ChartPicture picture, ChartTheme theme, Box area, int width)
    {
        // A file's margin is free for words that reach a little beyond the plot.
        var pen = new Pen(theme, area with { Left = Math.Min(area.Left, 2), Right = Math.Max(area.Right, width - 2) }, picture is ChartSpec { Counter: true });
        switch (picture)
        {
            case ChartSpec { Kind: ChartKind.Small } small: SmallDrawing.Draw(small, pen, area); break;
            case ChartSpec { Kind: ChartKind.Spark } spark: SparkDrawing.Draw(spark, pen, area); break;
            case ChartSpec spec: BehaviourDrawing.Draw(spec, pen, area); break;
            case LinesSpec lines: LinesDrawing.Draw(lines, pen, area); break;
            case LadderSpec ladder: LadderDrawing.Draw(ladder, pen, area); break;
            case WaitingSpec waiting: WaitingDrawing.Draw(waiting, pen, area); break;
            case DayBandSpec day: DayBandDrawing.Draw(day, pen, area); break;
            case ParetoSpec pareto: ParetoDrawing.Draw(pareto, pen, area); break;
            case WaterfallSpec fall: WaterfallDrawing.Draw(fall, pen, area); break;
            case DistributionSpec distribution: DistributionDrawing.Draw(distribution, pen, area); break;
            case HeatSpec heat: HeatDrawing.Draw(heat, pen, area); break;
            case ComparisonSpec comparison: ComparisonDrawing.Draw(comparison, pen, area); break;
            default: throw new ArgumentException($"Nothing draws a {picture.GetType().Name}.", nameof(picture));
        }

        return pen;
    }

    // In a page a picture takes no more room than it fills, and bars of words beneath them as much as they need.
    private static int PageHeight(ChartPicture picture, int width, int height) => (int)Math.Ceiling(picture switch
    {
        LadderSpec ladder => LadderDrawing.Height(ladder, width),
        ParetoSpec or WaterfallSpec or ComparisonSpec => Math.Min(height, LeastRoom(picture, width) + Spare),
        ChartSpec { Kind: ChartKind.Behaviour } spec when ChartWords.Nothing(spec) is not null => Math.Min(height, Empty),
        LinesSpec lines when LinesWords.Nothing(lines) is not null => Math.Min(height, Empty),
        DistributionSpec spec when DistributionWords.Nothing(spec) is not null => Math.Min(height, Empty),
        HeatSpec heat when HeatWords.Nothing(heat) is not null => Math.Min(height, Empty),
        DayBandSpec { Usual.Count: 0, SoFar.Count: 0 } => Math.Min(height, Empty),
        _ => height,
    });

    private static double LeastRoom(ChartPicture picture, double width) => picture switch
    {
        ChartSpec { Kind: ChartKind.Spark } => 26,
        ChartSpec { Kind: ChartKind.Small } => 96,
        LadderSpec ladder => LadderDrawing.Height(ladder, width),
        WaitingSpec => 110,
        ParetoSpec pareto => ParetoDrawing.Height(pareto, width),
        WaterfallSpec fall => WaterfallDrawing.Height(fall, width),
        DistributionSpec => 220,
        HeatSpec heat => HeatDrawing.Height(heat, width),
        ComparisonSpec comparison => ComparisonDrawing.Height(comparison, width),
        ChartSpec { Changes.Count: > 0 } or ChartSpec { Phases.Count: > 0 } => 300,
        _ => 260,
    };

    private static SvgNode Root(ChartPicture picture, ChartTheme theme, int width, int height, string words, Pen pen, IReadOnlyList<SvgNode> ground)
    {
        var (w, h) = (width.ToString(CultureInfo.InvariantCulture), height.ToString(CultureInfo.InvariantCulture));
        List<(string, string)> attributes = [("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {w} {h}"), ("width", w), ("height", h)];
        if (theme == ChartTheme.Page)
        {
            var kind = picture is ChartSpec spec ? (spec.Kind switch { ChartKind.Small => " c-small", ChartKind.Spark => " c-spark", _ => "" }) + (spec.Counter ? " counter" : "") : picture is LinesSpec ? " c-lines" : "";
            // Points make it something to operate: "application" lets screen readers pass on the arrow keys, and the page says which there are.
            // Ticks and numbers one by one would only be in the way: the label has the finding, the keys have the points.
            if (pen.Points is not { } points) return new SvgNode("svg", [("class", "chart" + kind), .. attributes, ("role", "img"), ("aria-label", words)], [new SvgNode("g", [("aria-hidden", "true")], [.. pen.Nodes])]);
            return new SvgNode(
                "svg",
                [
                    ("class", "chart" + kind), .. attributes, ("role", "application"), ("aria-roledescription", "chart"), ("aria-label", words), ("aria-describedby", KeysId), ("tabindex", "0"),
                    ("data-at", points.Places), ("data-points", points.Words),
                ],
                [new SvgNode("g", [("aria-hidden", "true")], [.. pen.Nodes])]);
        }

        attributes.AddRange([("role", "img"), ("font-family", Fonts), ("font-variant-numeric", "tabular-nums")]);
        return new SvgNode("svg", attributes, [new SvgNode("title", [], [], SvgText.Clean(picture.Title)), new SvgNode("desc", [], [], words), .. ground, .. pen.Nodes]);
    }
}
