using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Readings;

/// <summary>Where a measure seems to have moved to another level and stayed there, within its newest phase. Nothing is done with it until a person says why.</summary>
/// <param name="First">The first bucket of the other level.</param>
/// <param name="Above">Whether that lies above the old centre.</param>
/// <param name="Points">So many final buckets in a row, from the first on, lie on that side.</param>
internal sealed record PhaseProposal(int First, bool Above, int Points)
{
    /// <summary>The first that the Stable Shift Algorithm proposes; null where it proposes none, and where neighbours depend so that runs say nothing.</summary>
    public static PhaseProposal? Of(Reading reading)
    {
        if (!reading.Limits.HasLimits || reading.Limits.NeighboursDepend) return null;
        var known = reading.Known.ToHashSet();
        var isShare = reading.Metric.Kind == ValueKind.Rate;
        double?[] values = [.. reading.Answers.Select((a, i) => !known.Contains(i) ? null : isShare ? a.Count : a.Value)];
        double?[]? n = isShare ? [.. reading.Answers.Select((a, i) => known.Contains(i) ? (double?)a.N : null)] : null;
        var proposed = StableShift.Propose(isShare ? BaselineChart.Shares : BaselineChart.Individuals, values, n).Proposals.FirstOrDefault();
        return proposed is null ? null : new(proposed.From, proposed.Above, proposed.RunPoints);
    }
}
