using CxDashboard.Measuring.Passes;

namespace CxDashboard.Measuring;

/// <summary>
/// What buckets came to for metrics that are counted by bucket, whatever the span in which they were asked: another period of the same records in the same steps has
/// mostly the same buckets. Safe for many at once; nothing here is fresh by itself.
/// </summary>
internal sealed class BucketTallies
{
    // About thirty megabytes; two years of weeks of a page's metrics are two thousand.
    private const int Most = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Of, string Metric, int Version), Dictionary<(long Start, long End), (Tally Tally, long Version)>> _kept = [];
    private int _count;

    /// <summary>Keeps what a bucket came to, and of which version of the facts that is.</summary>
    /// <param name="of">Everything of a question but its metric and its span.</param>
    /// <param name="metric">The metric and the version of its definition.</param>
    /// <param name="buckets">Each bucket with its tally.</param>
    /// <param name="version">Of the facts.</param>
    public void Keep(string of, (string Id, int Version) metric, IEnumerable<(long Start, long End, Tally Tally)> buckets, long version)
    {
        lock (_gate)
        {
            if (_count > Most) Clear();
            if (!_kept.TryGetValue((of, metric.Id, metric.Version), out var kept)) _kept.Add((of, metric.Id, metric.Version), kept = []);
            _count -= kept.Count;
            foreach (var (start, end, tally) in buckets) kept[(start, end)] = (tally, version);
            _count += kept.Count;
        }
    }

    /// <summary>Puts what is kept of buckets where nothing is known of them: where their version is 0.</summary>
    public void Recall(string of, (string Id, int Version) metric, BucketIndex buckets, KeptMetric into)
    {
        lock (_gate)
        {
            if (!_kept.TryGetValue((of, metric.Id, metric.Version), out var kept)) return;
            for (var b = 0; b < into.Versions.Length; b++)
            {
                if (into.Versions[b] == 0 && kept.TryGetValue((buckets.StartOf(b), buckets.EndOf(b)), out var found)) (into.Tallies[b], into.Versions[b]) = found;
            }
        }
    }

    /// <summary>The facts are others.</summary>
    public void Forget()
    {
        lock (_gate) Clear();
    }

    private void Clear()
    {
        _kept.Clear();
        _count = 0;
    }
}
