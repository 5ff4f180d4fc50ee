using CxDashboard.Charts.Drawing;

namespace CxDashboard.Charts;

/// <summary>What a comparison shows, in words.</summary>
internal static class ComparisonWords
{
    private const int Said = 12;

    public static string Of(ComparisonSpec comparison)
    {
        if (comparison.Rows.Count == 0) return $"{comparison.Title}. Nothing here yet.";
        var rows = comparison.Rows.Take(Said).Select(r => Row(comparison, r)).ToList();
        if (comparison.Rows.Count > Said) rows.Add($"and {(comparison.Rows.Count - Said).ToString("N0", comparison.Culture)} more");
        var all = comparison.All is { } a && double.IsFinite(a) ? $" {Bidi.Closed(comparison.AllWords)} {Format(comparison).Full(a)};" : "";
        return $"{Bidi.Closed(comparison.Title)}:{all} {string.Join("; ", rows)}.";
    }

    /// <summary>"Chat: 77.2%, 73.7–80.4%, n 593".</summary>
    public static string Row(ComparisonSpec comparison, ComparisonRow row) => $"{Bidi.Closed(row.Name)}: {string.Join(", ", Cells(comparison, row).Where(c => c.Length > 0))}";

    /// <summary>Value, interval and n; or why there is none.</summary>
    public static IReadOnlyList<string> Cells(ComparisonSpec comparison, ComparisonRow row)
    {
        var (format, n) = (Format(comparison), "n\u00A0" + row.N.ToString("N0", comparison.Culture));
        if (row.Value is not { } value || !double.IsFinite(value)) return ["", "not known", row.N > 0 ? n : ""];
        if (row.N < ComparisonSpec.Enough) return ["", "not enough yet", n];
        return [format.Full(value), row is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high) ? format.Interval(low, high) : "", n];
    }

    /// <summary>Explains the marks that this chart has.</summary>
    /// <param name="comparison">The chart.</param>
    /// <param name="rows">How many of its rows are drawn.</param>
    public static IEnumerable<string> Legend(ComparisonSpec comparison, int rows)
    {
        if (!comparison.Rows.Any(ComparisonDrawing.IsShown)) yield break;
        yield return "Line: 95% interval. The order says nothing.";
        if (ComparisonDrawing.HasBeyond(comparison, rows)) yield return "Diamond at the edge: beyond the scale, so that the others can be told apart.";
        if (comparison.Rows.Any(r => r.N is > 0 and < ComparisonSpec.Enough)) yield return $"Not enough yet: fewer than {ComparisonSpec.Enough.ToString(comparison.Culture)}.";
    }

    private static ValueFormat Format(ComparisonSpec comparison) => new(comparison.Unit, comparison.Culture, comparison.Currency);
}
