namespace CxDashboard.Domain.Statistics;

/// <summary>How a share, or a rate of counts, changed.</summary>
/// <param name="Difference">Over the weeks since the change, the share (or rate) less what it would have been without: .05 is five percentage points.</param>
/// <param name="StandardError">Of the difference, by the delta method.</param>
/// <param name="Low">95 % limit of the difference.</param>
/// <param name="High">95 % limit of the difference.</param>
/// <param name="Ratio">Of the odds, for shares; of the rates, for counts.</param>
/// <param name="RatioLow">95 % limit of the ratio.</param>
/// <param name="RatioHigh">95 % limit of the ratio.</param>
/// <param name="P">Two-sided, of the ratio's logarithm under no change.</param>
/// <param name="Dispersion">Pearson's χ² ÷ degrees of freedom: about 1 is chance. Errors were widened by its root, and not made narrower below 1.</param>
/// <param name="DegreesOfFreedom">Of Student's t: known weeks less three.</param>
/// <param name="NeighboursDepend">Neighbouring weeks depend on each other (r₁ of the residuals above 2/√n): the limits are too narrow.</param>
public sealed record RateChange(
    double Difference, double StandardError, double Low, double High, double Ratio, double RatioLow, double RatioHigh, double P, double Dispersion, int DegreesOfFreedom, bool NeighboursDepend);
