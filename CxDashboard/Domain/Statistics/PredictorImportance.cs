namespace CxDashboard.Domain.Statistics;

/// <summary>What of R² goes with a predictor, by four measures; all null for one that never varied, of which nothing is known.</summary>
/// <param name="Lmg">The gain in R² by adding it, averaged over all orders of adding: these sum to R².</param>
/// <param name="First">R² of it alone.</param>
/// <param name="Last">The gain by adding it after all others.</param>
/// <param name="Pratt">Standardised coefficient × correlation: sums to R², may be negative. Null where predictors determine each other.</param>
/// <param name="Low">95 % bootstrap limit of <paramref name="Lmg"/>; null where none was asked for, or too few customers.</param>
/// <param name="High">95 % bootstrap limit, likewise.</param>
/// <param name="Rank">Its place by <paramref name="Lmg"/>, 1 the largest; null unless its interval overlaps with no other.</param>
public sealed record PredictorImportance(
    double? Lmg, double? First, double? Last, double? Pratt, double? Low = null, double? High = null, int? Rank = null);
