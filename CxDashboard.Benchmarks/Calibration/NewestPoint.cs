using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>
/// The chance that the newest point of noise lies as far from the centre of its XmR chart: two-sided, of Student's t. Stands here until
/// the library has a reading of many charts of its own; then it is that which is to be measured.
/// </summary>
internal static class NewestPoint
{
    /// <summary>
    /// The mean range of two normal values is 1.128σ; of those below 3.267 times that, which screening leaves, 1.1007σ:
    /// (2/√π − 2√2·φ(c)) ÷ (2Φ(c) − 1) at c = 3.267·1.128/√2. With 1.128 σ comes out 2.4 % too small.
    /// </summary>
    public const double MeanScreenedRange = 1.1007;

    /// <summary>
    /// t = (x − x̄) ÷ (σ·√(1 + 1/n)), σ being the limits' distance ÷ 2.66 ÷ 1.1007, with 0.62·(n − 1) degrees of freedom: what the mean moving
    /// range of n points is worth. The chart is frozen on points before the newest, and its limits are not clipped.
    /// </summary>
    public static double Chance(ProcessLimits chart, double meanRange = MeanScreenedRange)
    {
        var (centre, n) = (chart.Centre!.Value, chart.BaselinePoints);
        var sigma = (chart.Upper[^1]!.Value - centre) / ProcessChart.Nelson / meanRange;
        return Confidence.BeyondT((chart.Values[^1]!.Value - centre) / (sigma * Math.Sqrt(1 + (1.0 / n))), 0.62 * (n - 1));
    }
}
