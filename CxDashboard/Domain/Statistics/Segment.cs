namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Mean and sum of squares around it of a stretch that grows by a value at a time. Sums of squares that are taken from one another
/// would lose all digits far from zero. Source: Welford 1962.
/// </summary>
internal readonly record struct Segment(int Count, double Mean, double SumOfSquares)
{
    public Segment With(double value)
    {
        var off = value - Mean;
        var mean = Mean + (off / (Count + 1));
        return new Segment(Count + 1, mean, SumOfSquares + (off * (value - mean)));
    }

    public static void ThrowIfNotFinite(IReadOnlyList<double> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!double.IsFinite(values[i])) throw new ArgumentOutOfRangeException(nameof(values), values[i], "A value is a finite number.");
        }
    }
}
