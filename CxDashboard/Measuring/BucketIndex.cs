using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>
/// Finds the bucket of an instant: by a first guess from the mean width, because buckets of one size are nearly equally
/// wide, then by steps.
/// </summary>
internal sealed class BucketIndex
{
    private readonly long[] _edges;
    private readonly double _perMillisecond;

    /// <summary>Buckets as cut, or one for everything in [from, to) where <paramref name="buckets"/> is null.</summary>
    public BucketIndex(IReadOnlyList<Bucket>? buckets, long from, long to)
    {
        Buckets = buckets;
        _edges = buckets is null ? [from, to] : buckets.Count == 0 ? [0, 0] : [.. buckets.Select(b => b.Start.UnixMilliseconds), buckets[^1].End.UnixMilliseconds];
        var width = (double)_edges[^1] - _edges[0];
        _perMillisecond = width > 0 ? (_edges.Length - 1) / width : 0;
    }

    public IReadOnlyList<Bucket>? Buckets { get; }

    /// <summary>How many buckets; zero for an empty span.</summary>
    public int Count => Buckets?.Count ?? 1;

    /// <summary>The exclusive end of a bucket, null for "all", which has none.</summary>
    public long? EndOf(int bucket) => Buckets?[bucket].End.UnixMilliseconds;

    /// <summary>The bucket that holds an instant, or -1.</summary>
    public int Find(long t)
    {
        if (t < _edges[0] || t >= _edges[^1]) return -1;
        var i = Math.Min(_edges.Length - 2, (int)(((double)t - _edges[0]) * _perMillisecond));
        while (_edges[i] > t) i--;
        while (_edges[i + 1] <= t) i++;
        return i;
    }
}
