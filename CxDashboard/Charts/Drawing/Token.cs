namespace CxDashboard.Charts.Drawing;

/// <summary>The colours a picture may use, by the names of the style sheet's tokens.</summary>
internal enum Token
{
    None, Paper, Sunken, Hair, Rule, Edge, Ink, Ink2, Ink3, Selection,
    Data, Band, Limit, Centre, Ghost, Grid, Axis, Signal, Change, Counter, Hollow, Hatch,
    Claimed, Held, Confirmed, OnRung,
    Slice1, Slice2, Slice3, Slice4,
}

/// <summary>What a token is called in the page's style sheet, and its value in a file.</summary>
internal static class Tokens
{
    // In a file the ground is what the design calls the inside of a hollow mark: sheet in light, paper in dark.
    private static readonly Dictionary<Token, (string Name, string Light, string Dark)> Known = new()
    {
        [Token.Paper] = ("paper", "#fffdfa", "#191714"),
        [Token.Sunken] = ("sunken", "#f3eee5", "#24211c"),
        [Token.Hair] = ("hair", "#e6dfd3", "#322d27"),
        [Token.Rule] = ("rule", "#cdc3b3", "#4a433a"),
        [Token.Edge] = ("edge", "#918674", "#7d7364"),
        [Token.Ink] = ("ink", "#221e19", "#ece5d9"),
        [Token.Ink2] = ("ink-2", "#4f483f", "#c5bcae"),
        [Token.Ink3] = ("ink-3", "#6b6256", "#a89e91"),
        [Token.Selection] = ("selection", "#e3ecf2", "#22303a"),
        [Token.Data] = ("chart-data", "#17507e", "#82b7dc"),
        [Token.Band] = ("chart-band", "#ede6d9", "#322c25"),
        [Token.Limit] = ("chart-limit", "#93866f", "#7d7364"),
        [Token.Centre] = ("chart-centre", "#6b6256", "#a89e91"),
        [Token.Ghost] = ("chart-ghost", "#93866f", "#7d7364"),
        [Token.Grid] = ("chart-grid", "#ece6db", "#2a2621"),
        [Token.Axis] = ("chart-axis", "#6b6256", "#a89e91"),
        [Token.Signal] = ("chart-signal", "#a5470a", "#f09a4c"),
        [Token.Change] = ("chart-change", "#6d4487", "#c6a3db"),
        [Token.Counter] = ("chart-counter", "#7d590c", "#d9b45a"),
        [Token.Hollow] = ("chart-hollow", "#fffdfa", "#191714"),
        [Token.Hatch] = ("chart-hatch", "#b9ad9a", "#6d6456"),
        [Token.Claimed] = ("rung-claimed", "#a9c1d3", "#35536b"),
        [Token.Held] = ("rung-held", "#3f7099", "#5b93bb"),
        [Token.Confirmed] = ("rung-confirmed", "#123f64", "#b4d8f0"),
        [Token.OnRung] = ("on-rung", "#fffdfa", "#14110e"),
        [Token.Slice1] = ("cat-1", "#17507e", "#5d9cd0"),
        [Token.Slice2] = ("cat-2", "#c8741a", "#e8893a"),
        [Token.Slice3] = ("cat-3", "#297c7d", "#93e5c3"),
        [Token.Slice4] = ("cat-4", "#a877b5", "#c3b3d0"),
    };

    /// <summary>"var(--chart-data)" for a page, "#17507e" for a file, "none" for no colour.</summary>
    public static string Value(Token token, ChartTheme theme) => token == Token.None ? "none" : theme switch
    {
        ChartTheme.Light => Known[token].Light,
        ChartTheme.Dark => Known[token].Dark,
        _ => $"var(--{Known[token].Name})",
    };
}
