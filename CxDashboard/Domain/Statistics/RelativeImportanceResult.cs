namespace CxDashboard.Domain.Statistics;

/// <summary>How much of a response's variation goes with all predictors, and with each.</summary>
/// <param name="R2">The share of all, 0 to 1.</param>
/// <param name="Predictors">In the order given.</param>
public sealed record RelativeImportanceResult(double R2, IReadOnlyList<PredictorImportance> Predictors);
