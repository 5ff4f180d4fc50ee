using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;
using CxDashboard.Readings;

namespace CxDashboard.Tests.Readings;

/// <summary>Readings of rates whose weeks are given: so many of so many.</summary>
internal static class MadeReadings
{
    public static readonly DateOnly First = new(2025, 1, 6);

    /// <summary>Twenty-four weeks that vary a little around a count, then what the test is about.</summary>
    public static Reading Of(string metric, double around, long n, params double[] then) => Of(metric, n, [.. Before(around), .. then]);

    public static IEnumerable<double> Before(double around) => Enumerable.Range(0, 24).Select(i => around + new[] { -3, 2, 0, 3, -2, 1 }[i % 6]);

    public static Reading Of(string metric, long n, IReadOnlyList<double> counts, IReadOnlyList<Phase>? phases = null)
    {
        var buckets = Buckets.Cut(First, First.AddDays(7 * counts.Count), BucketSize.Week, TimeZoneInfo.Utc);
        var known = buckets[^1].End + TimeSpan.FromDays(40);
        return Reading.Of(
            MetricCatalogue.Find(metric)!,
            [.. counts.Select((c, i) => MadeAnswers.Answer(metric, buckets[i], c / n, known) with { Count = c, N = n, Weak = n < 30 })],
            MadeAnswers.State(First, known),
            phases);
    }
}
