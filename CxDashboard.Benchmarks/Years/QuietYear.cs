using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;
using CxDashboard.Readings;

namespace CxDashboard.Benchmarks.Years;

/// <summary>What a year raised where it was read each week after its baseline, a quarter's worth, and what its budget said.</summary>
/// <param name="Points">Single points that stood out.</param>
/// <param name="Runs">Runs that became too long.</param>
/// <param name="Budget">What was printed.</param>
/// <param name="Flagged">How often each metric was told.</param>
/// <param name="TakenForALevel">Whether at its end a run is told of a measure that an outage or a season would move.</param>
/// <param name="Patterns">The ids of the patterns that are said at its end.</param>
internal sealed record QuietYear(double Points, double Runs, AttentionBudget Budget, IReadOnlyDictionary<string, int> Flagged, bool TakenForALevel, IReadOnlySet<string> Patterns)
{
    private const double Quarter = 13;

    public static async Task<QuietYear> OfAsync(Measure measure)
    {
        var (attention, signals) = await ReadAsync(measure, []);
        var readings = attention.Readings;
        List<Reading> limited = [.. readings.Where(r => r.Limits.HasLimits && r.Known.Count > Reading.Baseline)];
        var steps = limited.Min(r => r.Known.Count) - Reading.Baseline;
        Dictionary<string, int> flagged = new(StringComparer.Ordinal);
        var (points, runs) = (0, 0);
        for (var back = 0; back < steps; back++)
        {
            var told = Attention.StandOut(limited, back);
            for (var i = 0; i < limited.Count; i++)
            {
                var run = IsNewRun(limited[i], back);
                (points, runs) = (points + (told[i] >= 0 ? 1 : 0), runs + (run ? 1 : 0));
                if (run || told[i] >= 0) flagged[limited[i].Metric.Id] = flagged.GetValueOrDefault(limited[i].Metric.Id) + 1;
            }
        }

        return new QuietYear(Quarter * points / steps, Quarter * runs / steps, attention.Budget, flagged, PlantedYear.TakesForALevel(signals),
            signals.Select(s => s.Pattern?.Pattern.Id).OfType<string>().ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>The measures of Trends over the whole year, read by week.</summary>
    public static Task<(Attention Attention, IReadOnlyList<MetricSignal> Signals)> ReadAsync(Measure measure, IReadOnlyList<Slice> slices)
    {
        var question = new MetricQuestion { Metric = "", By = BucketSize.Week, From = MadeYear.Until.AddDays(-363), To = MadeYear.Until.AddDays(1), Slices = slices };
        return new TrendReader(measure).LookAsync([.. ShownMetrics.Shown(MetricCatalogue.Default, 7, hasBusinessHours: false).Select(m => question with { Metric = m.Id })], isNatural: false, CancellationToken.None);
    }

    // Whether a run had just become longer than allowed when the bucket so many steps ago was the newest.
    private static bool IsNewRun(Reading reading, int back)
    {
        if (reading.Limits.IsTrial || reading.Limits.NeighboursDepend || reading.Limits.Centre is not { } centre) return false;
        double?[] values = [.. reading.Limits.Values.Take(reading.Known[^(back + 1)] + 1)];
        var runs = RunsTest.Of(values, centre);
        return runs.LongRuns is [.., var last] && last.End == values.Length && last.Points == runs.LongestAllowed + 1;
    }
}
