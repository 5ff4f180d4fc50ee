namespace CxDashboard.Charts.Drawing;

/// <summary>How one class of mark looks. Written out in a file, and as a rule of the style sheet for a page: one source for both.</summary>
internal sealed record Look
{
    public Token? Fill { get; init; }
    public Token? Stroke { get; init; }
    public double Width { get; init; } = 1;
    public string? Dash { get; init; }
    public double Opacity { get; init; } = 1;
    public bool Round { get; init; }

    /// <summary>Letters only: size in CSS pixels and weight.</summary>
    public double? Size { get; init; }
    public int Weight { get; init; } = 400;

    /// <summary>Letters that stand on marks: an edge in the colour of the ground.</summary>
    public bool Halo { get; init; }

    /// <summary>The same mark of a counter-metric: ochre, its line dashed.</summary>
    public Look Countered(bool line) => this with
    {
        Fill = Fill == Token.Data ? Token.Counter : Fill,
        Stroke = Stroke == Token.Data ? Token.Counter : Stroke,
        Dash = line ? "4 2.5" : Dash,
    };

    // "opacity" has a mark drawn aside and laid over the picture, which takes a PDF reader longer than all else; what has only one thing to paint looks the same by paint alone.
    private string Painted => Stroke is null ? "fill-opacity" : Fill is null or Token.None ? "stroke-opacity" : "opacity";

    /// <summary>The properties in a fixed order, as attributes or as declarations: both have the same names.</summary>
    public IEnumerable<(string Name, string Value)> Properties(ChartTheme theme)
    {
        if (Fill is { } fill) yield return ("fill", Tokens.Value(fill, theme));
        if (Stroke is { } stroke)
        {
            yield return ("stroke", Tokens.Value(stroke, theme));
            if (Width != 1) yield return ("stroke-width", Pen.Number(Width));
            if (Dash is not null) yield return ("stroke-dasharray", Dash);
            if (Round) yield return ("stroke-linejoin", "round");
            if (Round) yield return ("stroke-linecap", "round");
        }

        if (Opacity != 1) yield return (Painted, Pen.Number(Opacity));
        if (Size is { } size)
        {
            yield return ("font-size", Pen.Number(size) + (theme == ChartTheme.Page ? "px" : ""));
            if (Weight != 400) yield return ("font-weight", Pen.Number(Weight));
        }

        if (Halo)
        {
            yield return ("paint-order", "stroke");
            yield return ("stroke", Tokens.Value(Token.Paper, theme));
            yield return ("stroke-width", theme == ChartTheme.Page ? "3px" : "3");
            yield return ("stroke-linejoin", "round");
        }
    }
}
