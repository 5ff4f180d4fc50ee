namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How often a chart of noise alone (independent and about normal) flags all the same. Limits and sigma are estimated from few points, so it is
/// more often than the normal distribution says of known ones. Source: Student 1908 on the moving ranges' degrees of freedom (Palm and Wheeler
/// 1990); Anhøj and Olesen 2014 for the runs rules.
/// </summary>
public static class FalseFlags
{
    // Screening drops ranges of noise too, those beyond 3.267 of their mean: what is left is 0.9754 of the mean. Of few points less is dropped;
    // the 7 was found by simulation, which the tests repeat.
    private const double Screening = 0.0246;
    private const double FewestScreened = 7;

    /// <summary>
    /// The chance that a point of noise lies at least so many sigmas from the centre, on either side: P(|t| ≥ b·sigmas ÷ √(1 ± 1/n)). Plus is of a
    /// point after the baseline, of which n points told centre and sigma; minus of one among them, where the chance is less than said (of 12
    /// points about half), as such a point widens its own limits. b = 1 − 0.0246·(1 − 7/n) is what screening takes off sigma where
    /// moving ranges tell it; with a sigma that the centre tells (infinite <paramref name="freedom"/>) it is the normal distribution and b = 1.
    /// Null below 8 points. Sigmas that are no number, or degrees of freedom that are not above zero, throw <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static double? Beyond(double sigmas, int baselinePoints, double freedom, bool inBaseline = false)
    {
        if (double.IsNaN(sigmas)) throw new ArgumentOutOfRangeException(nameof(sigmas), sigmas, "A distance is a number.");
        if (!(freedom > 0)) throw new ArgumentOutOfRangeException(nameof(freedom), freedom, "Degrees of freedom are above zero.");
        if (baselinePoints < ProcessChart.LeastPoints) return null;
        var scaled = sigmas / Math.Sqrt(1 + ((inBaseline ? -1.0 : 1.0) / baselinePoints));
        return double.IsInfinity(freedom)
            ? Confidence.BeyondZ(scaled)
            : Confidence.BeyondT(scaled * (1 - (Screening * (1 - (FewestScreened / baselinePoints)))), freedom);
    }

    /// <summary>The same of three sigmas by moving ranges: the chance that the newest point of an XmR, P′ or U′ chart of noise is outside.</summary>
    public static double? Outside(int baselinePoints, bool inBaseline = false) =>
        Beyond(3, baselinePoints, BaselineLimits.RangeFreedom(Math.Max(ProcessChart.LeastPoints, baselinePoints)), inBaseline);

    /// <summary>
    /// The chance that Anhøj's rules flag a chart of so many useful points of noise when it is read: its last run, which the newest point ends, is
    /// longer than L allowed, or its crossings are fewer than F allowed. With fair sides that is P(B(n−1) &lt; F) + 2^−L·P(B(n−1−L) ≥ F), B binomial
    /// with chance ½. Around the centre of the points themselves it is less (of 24 points .034 for .050), around one frozen on a part of them more.
    /// Zero points never flag; a negative number throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static double Runs(int points)
    {
        var (longest, fewest) = RunsTest.CriticalValues(points);
        if (points == 0) return 0;
        var few = AtMost(points - 1, fewest - 1);
        return points <= longest ? few : few + (Math.Pow(0.5, longest) * (1 - AtMost(points - 1 - longest, fewest - 1)));
    }

    private static double AtMost(int tosses, int crossings) => crossings < 0 ? 0 : new BinomialTable(tosses, 0.5).AtMost(crossings);

    /// <summary>The chance of a point as far out as the newest known one of a chart; null where the chart cannot tell.</summary>
    internal static double? OfNewest(ProcessLimits chart, int newest, double sigmas) =>
        chart.SigmaFreedom is { } freedom && !chart.FewExpected[newest] ? Beyond(sigmas, chart.BaselinePoints, freedom, newest < chart.BaselineEnd) : null;

    /// <summary>The index of the last known point; below zero where none is known.</summary>
    internal static int Newest(ProcessLimits chart)
    {
        var newest = chart.Values.Count - 1;
        while (newest >= 0 && chart.Values[newest] is null) newest--;
        return newest;
    }
}
