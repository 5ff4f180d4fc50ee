namespace CxDashboard.Domain.Statistics;

/// <summary>
/// When did the level move? Bai and Perron's least-squares partitions of a series into segments with a mean each, for every
/// number of breaks, and the F statistic of one break at every candidate. A break is told as the number of values before it: the index
/// from 0 of the first value of the new level. Source: Chow 1960 and Andrews 1993 for F; Bai and Perron 2003 for the
/// partitions; the trim, the greatest number of breaks and BIC as R's strucchange has them.
/// </summary>
public sealed record StructuralBreaks
{
    /// <summary>The fewest values of a segment, ⌊n·trim⌋.</summary>
    public required int MinimumSegment { get; init; }

    /// <summary>The best partition with no break, one, two, up to max(1, ⌈n/segment⌉ − 2).</summary>
    public required IReadOnlyList<Partition> ByCount { get; init; }

    /// <summary>
    /// The F statistic of one break after s values, s = <see cref="MinimumSegment"/> to n − <see cref="MinimumSegment"/>:
    /// (RSS₀ − RSS₁)/(RSS₁/(n−2)). Zero where the two means are equal, infinite where two means fit perfectly.
    /// </summary>
    public required IReadOnlyList<double> F { get; init; }

    /// <summary>The largest of <see cref="F"/>. Its critical values are Andrews's, not those of one F test: about 9 at 5 % and trim 0.15.</summary>
    public double SupF => F.Max();

    /// <summary>The partition with the smallest BIC; of equal ones that with fewest breaks.</summary>
    public Partition Best => ByCount.MinBy(p => p.Bic)!;

    /// <summary>
    /// The breaks of values in order. Null where there are too few: a segment must have at least two values and be at most half of
    /// all. Quadratic in their number. A trim outside 0 to 0.5 (0 excluded) or a value that is not finite throws
    /// <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="values">In any unit.</param>
    /// <param name="trim">The smallest share of the series that is a segment.</param>
    public static StructuralBreaks? Of(IReadOnlyList<double> values, double trim = 0.15)
    {
        if (!(trim > 0 && trim <= 0.5)) throw new ArgumentOutOfRangeException(nameof(trim), trim, "A trim is above 0 and at most one half.");
        Segment.ThrowIfNotFinite(values);
        var segment = (int)Math.Floor(values.Count * trim);
        return segment < 2 ? null : new StructuralBreaks { MinimumSegment = segment, ByCount = Partitions(values, segment), F = Statistics(values, segment) };
    }

    private static double[] Statistics(IReadOnlyList<double> values, int segment)
    {
        var n = values.Count;
        var before = new Segment[n + 1];
        for (var i = 0; i < n; i++) before[i + 1] = before[i].With(values[i]);
        var after = default(Segment);
        var f = new double[n - (2 * segment) + 1];
        for (var s = n - 1; s >= segment; s--)
        {
            after = after.With(values[s]);
            if (s > n - segment) continue;

            // RSS₀ − RSS₁ is what lies between the two means: a difference of sums would lose it.
            var step = after.Mean - before[s].Mean;
            var between = (double)s * (n - s) / n * step * step;
            f[s - segment] = between == 0 ? 0 : between / ((before[s].SumOfSquares + after.SumOfSquares) / (n - 2));
        }

        return f;
    }

    private static Partition[] Partitions(IReadOnlyList<double> values, int segment)
    {
        var n = values.Count;
        var most = Math.Max(1, ((n + segment - 1) / segment) - 2);

        // The least sum of squares of the first so many values with so many breaks, and where the last break is.
        var least = new double[most + 1, n + 1];
        var last = new int[most + 1, n + 1];
        for (var end = segment; end <= n; end++)
        {
            for (var m = 0; m <= most; m++) least[m, end] = double.PositiveInfinity;
            var tail = default(Segment);
            for (var start = end - 1; start >= 0; start--)
            {
                tail = tail.With(values[start]);
                if (tail.Count < segment) continue;
                if (start == 0) least[0, end] = tail.SumOfSquares;
                for (var m = Math.Min(most, start / segment); m > 0; m--)
                {
                    // Of equal ones the earlier.
                    var sum = least[m - 1, start] + tail.SumOfSquares;
                    if (Near.Above(sum, least[m, end])) continue;
                    (least[m, end], last[m, end]) = (sum, start);
                }
            }
        }

        return [.. Enumerable.Range(0, most + 1).Select(m => new Partition(Breaks(m), least[m, n], Bic(m)))];

        int[] Breaks(int m)
        {
            var breaks = new int[m];
            for (var (end, left) = (n, m); left > 0; left--) breaks[left - 1] = end = last[left, end];
            return breaks;
        }

        double Bic(int m) => (n * (Math.Log(least[m, n] / n) + 1 + Math.Log(2 * Math.PI))) + (2 * (m + 1) * Math.Log(n));
    }
}
