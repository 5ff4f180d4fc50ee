using CxDashboard.Domain.Statistics;
using CxDashboard.Measuring;

namespace CxDashboard.Readings;

/// <summary>The final weeks of a reading around a change; null is a week that may still move, has too few, or in whose middle the change began.</summary>
internal sealed class EffectWeeks
{
    private readonly Reading _reading;
    private readonly HashSet<int> _known;

    public EffectWeeks(Reading reading, DateOnly since)
    {
        _reading = reading;
        var first = 0;
        while (first < reading.Answers.Count && Day(first) < since) first++;
        Change = first;

        // A week that has both says nothing of either.
        var mixed = first > 0 && Day(first - 1).AddDays(7) > since ? first - 1 : -1;
        _known = [.. reading.OfAllPhases.Where(i => i != mixed)];
        Values = [.. reading.Answers.Select((a, i) => _known.Contains(i) ? a.Value : null)];
        Counts = [.. reading.Answers.Select((a, i) => _known.Contains(i) ? a.Count : null)];
        Numbers = [.. reading.Answers.Select(a => (double)a.N)];
    }

    /// <summary>Index of the first whole week with the change.</summary>
    public int Change { get; }

    /// <summary>In the metric's unit.</summary>
    public IReadOnlyList<double?> Values { get; }
    public IReadOnlyList<double?> Counts { get; }
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>
    /// The standard deviation of what is compared in the weeks before (the values; with a control their difference from it) around its centre, by moving ranges, and
    /// how neighbours correlate; null where there are too few or they do not vary.
    /// </summary>
    public (double? Sigma, double Rho) Noise(EffectWeeks? control)
    {
        double?[] before = [.. Values.Take(Change).Select((v, i) => control is null ? v : v - control.Values[i])];
        var known = before.OfType<double>().ToArray();
        if (known.Length < ProcessChart.LeastPoints) return (null, 0);
        return SignalSize.Sigma(ProcessChart.Xmr(before, ..)) is { } sigma && sigma > 0 ? (sigma, Math.Clamp(Autocorrelation.LagOne(known), -0.9, 0.9)) : (null, 0);
    }

    /// <summary>Each week as it would be with the mix of kinds before the change: Σ w·level of a kind, w its share of all before. Null where a kind that matters is missing.</summary>
    public IReadOnlyList<double?> AtTheMixBefore(string field, IReadOnlyList<MetricAnswer> split)
    {
        const double Matters = 0.02;
        var index = Enumerable.Range(0, _reading.Answers.Count).ToDictionary(i => _reading.Answers[i].Bucket!.Start.UnixMilliseconds);
        var kinds = split.GroupBy(a => a.Slices.LastOrDefault(s => s.Field == field)).Select(g =>
        {
            var (levels, weight) = (new double?[_reading.Answers.Count], 0.0);
            foreach (var answer in g)
            {
                if (!index.TryGetValue(answer.Bucket!.Start.UnixMilliseconds, out var i) || !_known.Contains(i)) continue;
                levels[i] = answer.N > 0 ? answer.Value : null;
                if (i < Change) weight += answer.N;
            }

            return (Levels: levels, Weight: weight);
        }).ToList();
        var all = kinds.Sum(k => k.Weight);
        return [.. Enumerable.Range(0, _reading.Answers.Count).Select(Level)];

        double? Level(int i)
        {
            if (!_known.Contains(i) || all == 0) return null;
            var (sum, weight) = (0.0, 0.0);
            foreach (var kind in kinds)
            {
                if (kind.Levels[i] is { } level) (sum, weight) = (sum + (kind.Weight * level), weight + kind.Weight);
                else if (kind.Weight > Matters * all) return null;
            }

            return weight == 0 ? null : sum / weight;
        }
    }

    private DateOnly Day(int i) => DateOnly.FromDateTime(_reading.Answers[i].Bucket!.From.DateTime);
}
