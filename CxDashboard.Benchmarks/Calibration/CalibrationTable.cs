namespace CxDashboard.Benchmarks.Calibration;

/// <summary>A table with its heading and what a reader should know of it.</summary>
/// <param name="Heads">The first is of the rows' names.</param>
/// <param name="Meaning">In plain words, what the figures mean for a reader.</param>
internal sealed record CalibrationTable(string Title, string Introduction, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows, string Meaning)
{
    public string Markdown() => string.Join('\n', [
        $"### {Title}",
        "",
        Introduction,
        "",
        Line(Heads),
        Line(Heads.Select(_ => "---")),
        .. Rows.Select(Line),
        "",
        Meaning,
        ""]);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
