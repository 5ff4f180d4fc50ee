using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>A stretch of a reading with limits of its own.</summary>
/// <param name="First">Its first bucket; it goes on to the next one's.</param>
/// <param name="Begun">What a person said of it; null of the stretch before anybody said anything.</param>
/// <param name="Limits">Of its final buckets, as long as all answers: others have none.</param>
internal sealed record ReadPhase(int First, Phase? Begun, ProcessLimits Limits)
{
    /// <summary>
    /// Where phases begin among answers, each by its first bucket: the first that begins on its day or later. One that begins before the first bucket begins with it;
    /// one that no bucket follows is not there; of several with the same first bucket the last.
    /// </summary>
    public static IReadOnlyList<(int First, Phase? Begun)> Starts(IReadOnlyList<MetricAnswer> answers, IReadOnlyList<Phase> phases)
    {
        var starts = new SortedDictionary<int, Phase?> { [0] = null };
        foreach (var phase in phases)
        {
            var first = Enumerable.Range(0, answers.Count).FirstOrDefault(i => DayOf(answers[i].Bucket!) >= phase.Starts, -1);
            if (first >= 0) starts[first] = phase;
        }

        return [.. starts.Select(s => (s.Key, s.Value))];
    }

    private static DateOnly DayOf(Bucket bucket) => DateOnly.FromDateTime(bucket.From.DateTime);
}
