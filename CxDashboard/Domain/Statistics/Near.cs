namespace CxDashboard.Domain.Statistics;

/// <summary>Comparisons that do not take rounding for a signal.</summary>
internal static class Near
{
    public static bool Equal(double a, double b) => Math.Abs(a - b) <= Slack(a, b);

    public static bool Above(double a, double limit) => a > limit + Slack(a, limit);

    private static double Slack(double a, double b) => 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));
}
