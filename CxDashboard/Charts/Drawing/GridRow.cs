namespace CxDashboard.Charts.Drawing;

/// <summary>A row of a chart that goes down the page: what it is called, and its numbers, the most important first.</summary>
internal sealed record GridRow(string Name, IReadOnlyList<string> Cells);
