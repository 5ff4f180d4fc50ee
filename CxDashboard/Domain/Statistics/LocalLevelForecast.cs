namespace CxDashboard.Domain.Statistics;

/// <summary>A value to come.</summary>
/// <param name="Value">Expected.</param>
/// <param name="Variance">Of a value around it.</param>
/// <param name="Low">95 % limit.</param>
/// <param name="High">95 % limit.</param>
public readonly record struct LocalLevelForecast(double Value, double Variance, double Low, double High)
{
    internal static LocalLevelForecast Of(double value, double variance)
    {
        var half = Proportion.Z * Math.Sqrt(variance);
        return new(value, variance, value - half, value + half);
    }
}
