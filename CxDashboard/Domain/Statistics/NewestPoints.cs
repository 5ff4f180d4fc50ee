namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The newest points of many charts read at once: of sixty charts with limits of 24 points two are outside in three weeks by chance, so each point's p
/// is adjusted for all of them, and those stand out that keep the expected share of false ones among them to q. Two-sided p by Student's t
/// (<see cref="FalseFlags.Beyond"/>), adjusted by Benjamini and Hochberg 1995. It supposes points that are independent and about normal.
/// </summary>
public sealed record NewestPoints
{
    /// <summary>The share of false ones that is put up with.</summary>
    public const double UsualQ = 0.10;

    /// <summary>In the order of the charts.</summary>
    public required IReadOnlyList<NewestPoint> Points { get; init; }

    /// <summary>The share of false ones asked for.</summary>
    public required double Q { get; init; }

    /// <summary>How many were judged.</summary>
    public int Judged => Points.Count(p => p.Outcome == NewestPointOutcome.Judged);

    /// <summary>Indexes of the charts whose newest point stands out, those with the smallest chance first.</summary>
    public IReadOnlyList<int> StandOut =>
        [.. Enumerable.Range(0, Points.Count).Where(i => Points[i].StandsOut).OrderBy(i => Points[i].P).ThenBy(i => i)];

    /// <summary>How many of those that stand out are to be expected to be false, at most: q times their number.</summary>
    public double FalseExpected => Q * Points.Count(p => p.StandsOut);

    /// <summary>Of charts; q lies strictly between 0 and 1, else <see cref="ArgumentOutOfRangeException"/>. A chart that cannot be judged takes no part.</summary>
    public static NewestPoints Of(IReadOnlyList<ProcessLimits> charts, double q = UsualQ) => Of(charts, [.. charts.Select(FalseFlags.Newest)], q);

    /// <summary>The same as they were read earlier, when the newest point of each chart was the one at an index; below zero where it had none.</summary>
    /// <exception cref="ArgumentException">There is not an index for each chart.</exception>
    public static NewestPoints Of(IReadOnlyList<ProcessLimits> charts, IReadOnlyList<int> newest, double q = UsualQ)
    {
        if (!(q > 0 && q < 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A share of false flags lies strictly between 0 and 1.");
        if (charts.Count != newest.Count) throw new ArgumentException("Each chart has a newest point, or none.", nameof(newest));
        NewestPoint[] points = [.. charts.Zip(newest, Judge)];
        int[] judged = [.. Enumerable.Range(0, points.Length).Where(i => points[i].P is not null)];
        var adjusted = MultipleTesting.BenjaminiHochberg([.. judged.Select(i => points[i].P!.Value)]);
        for (var j = 0; j < judged.Length; j++) points[judged[j]] = points[judged[j]] with { Adjusted = adjusted[j], StandsOut = adjusted[j] <= q };
        return new NewestPoints { Points = points, Q = q };
    }

    private static NewestPoint Judge(ProcessLimits chart, int newest)
    {
        if (chart.BaselinePoints < ProcessChart.LeastPoints || newest < 0) return Not(NewestPointOutcome.TooFewPoints);
        if (chart.FewExpected[newest]) return Not(NewestPointOutcome.FewExpected);
        return chart.Distance[newest] is { } sigmas && FalseFlags.OfNewest(chart, newest, sigmas) is { } p
            ? new NewestPoint(NewestPointOutcome.Judged, newest, sigmas, p, null, false)
            : Not(NewestPointOutcome.NoSigma);

        static NewestPoint Not(NewestPointOutcome why) => new(why, null, null, null, null, false);
    }
}
