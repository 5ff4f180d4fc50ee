namespace CxDashboard.Measuring;

/// <summary>The single values of which a metric of durations is a quantile.</summary>
/// <param name="Seconds">In ascending order.</param>
/// <param name="Waiting">How many more there are that are not over yet; 0 where the metric does not count those.</param>
public sealed record MetricValues(IReadOnlyList<double> Seconds, int Waiting);
