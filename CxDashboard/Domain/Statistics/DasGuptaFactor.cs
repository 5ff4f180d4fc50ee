namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The overall rate with one factor as it was before, and as it was after, everything else being held at the average of both
/// times. In the rate's own unit.
/// </summary>
public readonly record struct DasGuptaFactor(double Before, double After)
{
    /// <summary>What of the difference this factor explains.</summary>
    public double Effect => After - Before;
}
