namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The whole of <see cref="KaplanMeier"/>'s curve as a textbook prints it: a row for each event time with Greenwood's
/// standard error and an interval of any level and scale, the share still waiting at any time, and quantiles. Where the
/// curve is level at exactly the share asked for, a quantile is the middle of that stretch, as the median of an even
/// number of values is; <see cref="KaplanMeier.Quantile"/> takes its beginning. Source: Kaplan and Meier 1958, Greenwood
/// 1926, Brookmeyer and Crowley 1982 for the limits of quantiles.
/// </summary>
public sealed class KaplanMeierTable
{
    // Products of many factors: what is equal on paper may differ by less than this, and so R's survival package takes it.
    private const double Slack = 1.4901161193847656e-08;

    private readonly double _first;
    private readonly KaplanMeierInterval _interval;

    private KaplanMeierTable(List<KaplanMeierRow> rows, int count, int events, double first, double last, KaplanMeierInterval interval) =>
        (Rows, Count, Events, _first, Last, _interval) = (rows, count, events, first, last, interval);

    /// <summary>One row for each distinct event time, in order; none where no wait has ended.</summary>
    public IReadOnlyList<KaplanMeierRow> Rows { get; }

    /// <summary>How many waits, ended or not.</summary>
    public int Count { get; }

    /// <summary>How many of them have ended.</summary>
    public int Events { get; }

    /// <summary>The longest wait, ended or not: up to there the curve is known. Zero where there are none.</summary>
    public double Last { get; }

    /// <summary>
    /// The table of waits that ended and of waits still going on, each in ascending order, in any one unit, finite and
    /// not negative, else <see cref="ArgumentException"/>. The level of the intervals lies strictly between 0 and 1, else
    /// <see cref="ArgumentOutOfRangeException"/>. No waits give an empty table.
    /// </summary>
    public static KaplanMeierTable Of(
        ReadOnlySpan<double> sortedEvents, ReadOnlySpan<double> sortedCensored, double level = 0.95, KaplanMeierInterval interval = KaplanMeierInterval.LogLog)
    {
        var z = Confidence.Z(level);
        Check(sortedEvents, nameof(sortedEvents));
        Check(sortedCensored, nameof(sortedCensored));
        var rows = new List<KaplanMeierRow>();
        var walk = new KaplanMeier.Walk(sortedEvents, sortedCensored);
        while (walk.Next())
        {
            var s = walk.Survival;
            var (low, high) = s > 0 ? Limits(s, Math.Sqrt(walk.Greenwood) * z, interval) : ((double?)null, (double?)null);
            rows.Add(new KaplanMeierRow(walk.Time, walk.AtRisk, walk.Events, s, s > 0 ? s * Math.Sqrt(walk.Greenwood) : null, low, high));
        }

        var first = Math.Min(sortedEvents is [var e, ..] ? e : double.PositiveInfinity, sortedCensored is [var c, ..] ? c : double.PositiveInfinity);
        var last = Math.Max(sortedEvents is [.., var f] ? f : 0, sortedCensored is [.., var d] ? d : 0);
        return new KaplanMeierTable(rows, sortedEvents.Length + sortedCensored.Length, sortedEvents.Length, first, last, interval);
    }

    /// <summary>
    /// The curve at a time: the row that holds there, which before the first event is the beginning with everybody
    /// waiting. Null without waits, and later than the longest wait where that has not ended: nobody knows how it goes on.
    /// A time below zero throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public KaplanMeierRow? At(double time)
    {
        if (!(time >= 0)) throw new ArgumentOutOfRangeException(nameof(time), time, "A wait is not shorter than nothing.");
        var (low, high) = (0, Rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Rows[middle].Time <= time) low = middle + 1;
            else high = middle;
        }

        if (Count == 0 || (time > Last && Rows is not [.., { Survival: 0 }])) return null;
        if (low > 0) return Rows[low - 1];

        // Once somebody has left unfinished, nothing having ended yet no longer is everybody waiting: ln(−ln 1) has no width.
        double? limit = _interval == KaplanMeierInterval.LogLog && time >= _first ? null : 1;
        return new KaplanMeierRow(0, Count, 0, 1, 0, limit, limit);
    }

    /// <summary>
    /// The p-quantile: where the curve comes down to 1−p, and where its two limits do. Null where the curve, or its limit,
    /// never comes that low. 0 &lt; p &lt; 1, else <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public (double? Value, double? Low, double? High) Quantile(double p)
    {
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A quantile is asked for strictly between 0 and 1.");
        return (Crossing(1 - p, r => r.Survival), Crossing(1 - p, r => r.Low), Crossing(1 - p, r => r.High));
    }

    /// <summary>
    /// The restricted mean wait: of every wait no more than <paramref name="until"/>, ∫S from 0 to there, in the waits' unit, with the standard
    /// error √Σ A²·d/(n(n−d)) over the event times before it, A being ∫S from each to the end. Unlike a quantile it says something
    /// however few have ended. Null where the curve is not known so far; a time below zero throws <see cref="ArgumentOutOfRangeException"/>.
    /// Source: Irwin 1949; Kaplan and Meier 1958; as R's survival package has it.
    /// </summary>
    public (double Mean, double StandardError)? RestrictedMean(double until)
    {
        if (At(until) is null) return null;
        var (area, variance, end) = (0.0, 0.0, until);
        for (var i = Rows.Count - 1; i >= 0; i--)
        {
            var row = Rows[i];
            if (row.Time >= until) continue;
            area += row.Survival * (end - row.Time);
            end = row.Time;
            if (row.Survival > 0) variance += area * area * row.Events / row.AtRisk / (row.AtRisk - row.Events);
        }

        return (area + end, Math.Sqrt(variance));
    }

    private double? Crossing(double share, Func<KaplanMeierRow, double?> curve)
    {
        double? from = null;
        foreach (var row in Rows)
        {
            if (curve(row) is not { } value) return null;
            if (value <= share - Slack) return (from + row.Time) / 2 ?? row.Time;
            if (value <= share + Slack) from ??= row.Time;
        }

        // Level to the very end: the stretch ends where what is known does.
        return (from + Last) / 2;
    }

    private static (double? Low, double? High) Limits(double s, double half, KaplanMeierInterval interval) => interval switch
    {
        KaplanMeierInterval.Plain => (Math.Max(0, s - (s * half)), Math.Min(1, s + (s * half))),
        KaplanMeierInterval.Log => (s * Math.Exp(-half), Math.Min(1, s * Math.Exp(half))),
        KaplanMeierInterval.LogLog => KaplanMeier.LogLog(s, half),
        _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "There are three scales."),
    };

    private static void Check(ReadOnlySpan<double> sorted, string name)
    {
        var before = 0.0;
        foreach (var wait in sorted)
        {
            if (!(wait >= before && double.IsFinite(wait))) throw new ArgumentException("Waits are finite, not negative and in ascending order.", name);
            before = wait;
        }
    }
}
