namespace CxDashboard.Domain.Statistics;

/// <summary>One cell of a cross-classification at two times.</summary>
/// <param name="Categories">Its category of each mix variable, in one order for all cells.</param>
/// <param name="SizeBefore">How much it held before: cases, or a share of them.</param>
/// <param name="RateBefore">Its rate before, in any one unit; null where it is unknown.</param>
/// <param name="SizeAfter">How much it held after.</param>
/// <param name="RateAfter">Its rate after; null where it is unknown.</param>
public sealed record DasGuptaCell(IReadOnlyList<string> Categories, double SizeBefore, double? RateBefore, double SizeAfter, double? RateAfter);
