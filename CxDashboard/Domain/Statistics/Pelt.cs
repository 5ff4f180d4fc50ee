namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Changes of the mean of a long series of independent normal values with variance 1: of all ways to cut it, that with the
/// least Σ over segments of (sum of squares around the mean) + penalty · changes; with <see cref="ChangePenalty.ModifiedBic"/>
/// ln(length) is added for each segment. Values with another variance are divided by their standard deviation beforehand. Found
/// exactly, and in about linear time where changes are many, as starts of a segment that can never be best again are dropped.
/// Meant for hundreds of values. Source: Killick, Fearnhead and Eckley 2012; penalties as R's changepoint has them. That package
/// drops starts by a rule that ln(length) breaks, and with MBIC misses the best cut of about one noisy series in a thousand.
/// </summary>
public sealed record Pelt
{
    /// <summary>What a change cost.</summary>
    public required double Penalty { get; init; }

    /// <summary>The number of values before each change, ascending: the index from 0 of the first value of the new level.</summary>
    public required IReadOnlyList<int> Breaks { get; init; }

    /// <summary>The mean of each segment: one more than changes.</summary>
    public required IReadOnlyList<double> Means { get; init; }

    /// <summary>
    /// The changes at a penalty by name. Null where there are too few values for two segments. A minimum segment below 1, or a
    /// value that is not finite, throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static Pelt? Of(IReadOnlyList<double> values, ChangePenalty penalty = ChangePenalty.ModifiedBic, int minimumSegment = 1) => penalty switch
    {
        ChangePenalty.ModifiedBic => Cut(values, 3 * Math.Log(values.Count), minimumSegment, countsLength: true),
        ChangePenalty.Bic => Cut(values, 2 * Math.Log(values.Count), minimumSegment, countsLength: false),
        _ => throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "There is no such penalty."),
    };

    /// <summary>The same at a penalty of the caller's, in squares of the values' unit; negative or not finite throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public static Pelt? WithPenalty(IReadOnlyList<double> values, double penalty, int minimumSegment = 1) =>
        penalty >= 0 && double.IsFinite(penalty)
            ? Cut(values, penalty, minimumSegment, countsLength: false)
            : throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "A penalty is not negative.");

    private static Pelt? Cut(IReadOnlyList<double> values, double penalty, int minimum, bool countsLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        Segment.ThrowIfNotFinite(values);
        var n = values.Count;
        if (n / 2 < minimum) return null;

        // The first segment pays for no change.
        List<Start> starts = [new(0, -penalty)];
        var last = new int[n + 1];
        for (var end = 1; end <= n; end++)
        {
            foreach (var start in starts) start.Tail = start.Tail.With(values[end - 1]);
            if (end < minimum) continue;
            var least = double.PositiveInfinity;
            foreach (var start in starts)
            {
                if (start.Tail.Count < minimum) break;
                var cost = start.Cost + start.Tail.SumOfSquares + (countsLength ? Math.Log(start.Tail.Count) : 0) + penalty;

                // Of equal ones the earlier.
                if (double.IsFinite(least) && !Near.Above(least, cost)) continue;
                (least, last[end]) = (cost, start.At);
            }

            // A segment from there that goes on beyond here now costs more than a change here and a segment from here, as soon as
            // that is long enough: cutting adds no squares, and the ln(length) that is not counted here is less for the shorter one.
            foreach (var start in starts)
            {
                if (start.Until == int.MaxValue && Near.Above(start.Cost + start.Tail.SumOfSquares, least)) start.Until = end + minimum;
            }

            starts.RemoveAll(s => s.Until <= end + 1);
            starts.Add(new Start(end, least));
        }

        List<int> breaks = [];
        for (var at = last[n]; at > 0; at = last[at]) breaks.Add(at);
        breaks.Reverse();
        return new Pelt { Penalty = penalty, Breaks = breaks, Means = [.. breaks.Prepend(0).Zip(breaks.Append(n), Mean)] };

        double Mean(int start, int end)
        {
            var segment = default(Segment);
            for (var i = start; i < end; i++) segment = segment.With(values[i]);
            return segment.Mean;
        }
    }

    private sealed class Start(int at, double cost)
    {
        public int At => at;

        public double Cost => cost;

        public Segment Tail { get; set; }

        public int Until { get; set; } = int.MaxValue;
    }
}
