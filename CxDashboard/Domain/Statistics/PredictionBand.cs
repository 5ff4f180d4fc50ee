namespace CxDashboard.Domain.Statistics;

/// <summary>Where one more value is to be expected.</summary>
/// <param name="Low">In the values' unit, as the others.</param>
/// <param name="Middle">What is expected.</param>
/// <param name="High">No lower than the middle.</param>
public readonly record struct PredictionBand(double Low, double Middle, double High)
{
    /// <summary>Whether a value lies in the band or on its edge.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
