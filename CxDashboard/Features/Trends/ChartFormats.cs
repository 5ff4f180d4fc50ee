namespace CxDashboard.Features.Trends;

/// <summary>What a chart can be saved as.</summary>
internal static class ChartFormats
{
    /// <summary>The endings of the files.</summary>
    public static readonly IReadOnlyList<string> All = ["svg", "png", "pdf", "csv"];
}
