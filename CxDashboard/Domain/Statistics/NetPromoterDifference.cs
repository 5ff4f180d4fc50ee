namespace CxDashboard.Domain.Statistics;

/// <summary>How far one sample's score lies above another's, on −2 to 2.</summary>
/// <param name="Difference">The first less the second.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <param name="P">The chance of a difference as large as this, on either side, if there were none; null where neither sample varies nor differs.</param>
public readonly record struct NetPromoterDifference(double Difference, double StandardError, double Low, double High, double? P);
