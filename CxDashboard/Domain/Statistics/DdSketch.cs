namespace CxDashboard.Domain.Statistics;

/// <summary>
/// A sketch of durations, from which every quantile comes out within a relative error of α. Only counters, so that sketches
/// of parts add up, in any order, to exactly the sketch of the whole, and what was counted can be taken away again. Values
/// are finite and not negative, in any one unit; zeros are counted apart. It does not change: each operation gives a new
/// one. Two are equal whose accuracy and counters are. Source: Masson, Rim and Lee 2019, PVLDB 12(12).
/// </summary>
public sealed class DdSketch : IEquatable<DdSketch>
{
    private readonly DdSketchBucket[] _buckets;

    private DdSketch(DdSketchMapping mapping, long zeros, DdSketchBucket[] sortedBuckets, double sum)
    {
        (Mapping, Zeros, _buckets) = (mapping, zeros, sortedBuckets);
        Count = checked(zeros + sortedBuckets.Sum(b => b.Count));
        Sum = Count == 0 ? 0 : sum;
    }

    /// <summary>Which values share a bucket.</summary>
    public DdSketchMapping Mapping { get; }

    /// <summary>How many values.</summary>
    public long Count { get; }

    /// <summary>How many of them were zero.</summary>
    public long Zeros { get; }

    /// <summary>The sum of the values, for their mean. It depends in its last digits on the order, and is not compared.</summary>
    public double Sum { get; }

    /// <summary>The buckets that hold something, by ascending key.</summary>
    public IReadOnlyList<DdSketchBucket> Buckets => _buckets;

    /// <summary>
    /// The sketch of values, with α from a millionth to below one. A value that is negative, not finite or above
    /// <see cref="DdSketchMapping.Most"/>, and an α outside, throw <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static DdSketch Of(double accuracy, IEnumerable<double> values)
    {
        var mapping = new DdSketchMapping(accuracy);
        var counts = new Dictionary<int, long>();
        var (zeros, sum) = (0L, 0.0);
        foreach (var value in values)
        {
            if (!(value >= 0)) throw new ArgumentOutOfRangeException(nameof(values), value, "A duration is not negative.");
            sum += value;
            if (value <= mapping.Least)
            {
                zeros++;
                continue;
            }

            var key = mapping.Key(value);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return new DdSketch(mapping, zeros, [.. counts.OrderBy(c => c.Key).Select(c => new DdSketchBucket(c.Key, c.Value))], sum);
    }

    /// <summary>
    /// The sketch that a table holds: rows in any order, and more than one of a key add up. A count below zero throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static DdSketch FromBuckets(double accuracy, long zeros, IEnumerable<DdSketchBucket> buckets, double sum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(zeros);
        var rows = buckets.ToLookup(b => b.Key, b => b.Count >= 0 ? b.Count : throw new ArgumentOutOfRangeException(nameof(buckets), b, "A count is not negative."));
        return new DdSketch(
            new DdSketchMapping(accuracy), zeros, [.. rows.Select(r => new DdSketchBucket(r.Key, r.Sum())).Where(b => b.Count > 0).OrderBy(b => b.Key)], sum);
    }

    /// <summary>The sketch of the values of both. Another accuracy throws <see cref="ArgumentException"/>.</summary>
    public DdSketch Merge(DdSketch other) => Combine(other, 1);

    /// <summary>
    /// The sketch without the values of another, which are among its own, else <see cref="ArgumentException"/>. Another
    /// accuracy throws the same.
    /// </summary>
    public DdSketch Subtract(DdSketch other) => Combine(other, -1);

    /// <summary>
    /// The q-quantile: within α of <see cref="LowerRank"/>'s value. Null where there are no values. q outside 0 to 1 throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public double? Quantile(double q)
    {
        var rank = LowerRank(Count, q);
        if (Count == 0) return null;
        var below = Zeros;
        if (rank < below) return 0;
        var i = 0;
        while ((below += _buckets[i].Count) <= rank) i++;
        return Mapping.Value(_buckets[i].Key);
    }

    /// <summary>Which of n values in ascending order, counted from 0, a q-quantile is about: ⌊q·(n−1)⌋; 0 where n is 0.</summary>
    public static long LowerRank(long n, double q)
    {
        if (!(q >= 0 && q <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile is asked for between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        return n == 0 ? 0 : (long)Math.Floor(q * (n - 1));
    }

    public bool Equals(DdSketch? other) =>
        other is not null && Mapping == other.Mapping && Zeros == other.Zeros && _buckets.AsSpan().SequenceEqual(other._buckets);

    public override bool Equals(object? obj) => Equals(obj as DdSketch);

    public override int GetHashCode() => HashCode.Combine(Mapping.Accuracy, Zeros, Count, _buckets.Length);

    private DdSketch Combine(DdSketch other, int sign)
    {
        if (Mapping != other.Mapping) throw new ArgumentException("Sketches of different accuracy have different buckets.", nameof(other));
        var both = new List<DdSketchBucket>(_buckets.Length + other._buckets.Length);
        for (int i = 0, j = 0; i < _buckets.Length || j < other._buckets.Length;)
        {
            var key = Math.Min(i < _buckets.Length ? _buckets[i].Key : int.MaxValue, j < other._buckets.Length ? other._buckets[j].Key : int.MaxValue);
            var count = 0L;
            if (i < _buckets.Length && _buckets[i].Key == key) count += _buckets[i++].Count;
            if (j < other._buckets.Length && other._buckets[j].Key == key) count = checked(count + (sign * other._buckets[j++].Count));
            if (count < 0) throw Missing();
            if (count > 0) both.Add(new DdSketchBucket(key, count));
        }

        var zeros = checked(Zeros + (sign * other.Zeros));
        return zeros < 0 ? throw Missing() : new DdSketch(Mapping, zeros, [.. both], Sum + (sign * other.Sum));

        ArgumentException Missing() => new("Only what was counted can be taken away.", nameof(other));
    }
}
