using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Readings;

/// <summary>How many false signals a quarter brings where nothing changes at all, of measures that are looked at together whatever their steps.</summary>
/// <param name="Charts">Charts with limits.</param>
/// <param name="PointsAQuarter">Single points that are expected to be told.</param>
/// <param name="RunsAQuarter">Runs that are expected to begin to be told.</param>
internal sealed record AttentionBudget(int Charts, double PointsAQuarter, double RunsAQuarter)
{
    public double AQuarter => PointsAQuarter + RunsAQuarter;

    /// <summary>Of readings with their limits. Measures of one step are judged together; those of another come on top.</summary>
    public static AttentionBudget Of(IReadOnlyList<Reading> readings)
    {
        var (charts, points, runs) = (0, 0.0, 0.0);
        foreach (var same in readings.GroupBy(r => r.Step))
        {
            var budget = SignalBudget.Of([.. same.Select(r => r.Limits)]);
            var steps = StepsAQuarter(same.Key);
            (charts, points, runs) = (charts + budget.Charts, points + (steps * budget.PointsAStep), runs + (steps * budget.RunsAStep));
        }

        return new AttentionBudget(charts, points, runs);
    }

    private static double StepsAQuarter(BucketSize step) => step switch
    {
        BucketSize.Hour => 91 * 24,
        BucketSize.Day => 91,
        BucketSize.Week => 13,
        BucketSize.Month => 3,
        _ => 1,
    };
}
