using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Columns;

namespace CxDashboard.Measuring.Passes;

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

    public long From => _edges[0];

    /// <summary>Exclusive.</summary>
    public long To => _edges[^1];

    /// <summary>The width of the widest bucket in milliseconds; of one for everything the most there is.</summary>
    public long Widest => Buckets is null ? long.MaxValue : Enumerable.Range(0, Count).Max(b => EndOf(b) - StartOf(b));

    public long StartOf(int bucket) => _edges[bucket];

    public long EndOf(int bucket) => _edges[bucket + 1];

    /// <summary>The bucket that holds an instant, or -1.</summary>
    public int Find(long t)
    {
        if (t < _edges[0] || t >= _edges[^1]) return -1;
        var i = Math.Min(_edges.Length - 2, (int)(((double)t - _edges[0]) * _perMillisecond));
        while (_edges[i] > t) i--;
        while (_edges[i + 1] <= t) i++;
        return i;
    }

    /// <summary>The buckets of instants that all lie within a few of them, from <paramref name="first"/> on; false where they may not.</summary>
    public bool FindFew(ReadOnlySpan<long> instants, int first, long last, Span<int> into)
    {
        const int Few = 4;
        var end = first + 1;
        while (end < _edges.Length - 1 && _edges[end] <= last && end - first <= Few) end++;
        if (_edges[end] <= last) return false;
        Wide.CountReached(instants, _edges.AsSpan(first + 1, end - first - 1), first, into);
        return true;
    }

    /// <summary>
    /// The buckets of many instants, -1 outside or where a bucket is not wanted. Records come nearly in the order of time, so
    /// the bucket of those before is tried first, of eight at a time.
    /// </summary>
    /// <param name="wanted">By bucket; null for all.</param>
    /// <returns>How many of the instants lie in a wanted bucket.</returns>
    public int Find(ReadOnlySpan<long> instants, Span<int> into, bool[]? wanted)
    {
        instants = instants[..into.Length];
        var (low, high, bucket, found) = (long.MaxValue, long.MaxValue, -1, 0);
        for (var i = 0; i < into.Length; i++)
        {
            if (Wide.AreEightWithin(instants, i, low, high))
            {
                into.Slice(i, Wide.Eight).Fill(bucket);
                if (bucket >= 0) found += Wide.Eight;
                i += Wide.Eight - 1;
                continue;
            }

            var t = instants[i];
            if (t < low || t >= high) (bucket, low, high) = Around(t, wanted);
            into[i] = bucket;
            if (bucket >= 0) found++;
        }

        return found;
    }

    // The bucket of an instant, and from when to when it is that one; everything before the first and after the last is -1.
    private (int Bucket, long Low, long High) Around(long t, bool[]? wanted)
    {
        if (t < _edges[0]) return (-1, long.MinValue, _edges[0]);
        if (t >= _edges[^1]) return (-1, _edges[^1], long.MaxValue);
        var found = Find(t);
        return (wanted is null || wanted[found] ? found : -1, _edges[found], _edges[found + 1]);
    }
}
