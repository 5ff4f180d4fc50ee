namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Anhøj's runs rules: is the order of the points around their centre more regular than chance allows? With n points off
/// the centre, a longest run above round(log₂ n)+3, or fewer crossings than the 5 % quantile of binomial(n−1, ½), is a
/// signal. Source: Anhøj and Olesen 2014, PLoS ONE 9(11):e113825.
/// </summary>
public sealed record RunsTest
{
    /// <summary>Points that are known and not on the centre.</summary>
    public required int Useful { get; init; }
    public required int LongestRun { get; init; }

    /// <summary>The longest run that chance allows.</summary>
    public required int LongestAllowed { get; init; }
    public required int Crossings { get; init; }

    /// <summary>The fewest crossings that chance allows.</summary>
    public required int FewestAllowed { get; init; }

    /// <summary>The runs longer than chance allows, in order: "nine weeks above the centre".</summary>
    public required IReadOnlyList<Run> LongRuns { get; init; }
    public bool Signal => LongestRun > LongestAllowed || Crossings < FewestAllowed;

    /// <summary>The test of values around a centre; null values are gaps. Without a useful point there is no signal.</summary>
    public static RunsTest Of(IReadOnlyList<double?> values, double centre)
    {
        var runs = Split(values, centre);
        var useful = runs.Sum(r => r.Points);
        var (longestAllowed, fewestAllowed) = CriticalValues(useful);
        return new RunsTest
        {
            Useful = useful,
            LongestRun = runs.Count == 0 ? 0 : runs.Max(r => r.Points),
            LongestAllowed = longestAllowed,
            Crossings = Math.Max(0, runs.Count - 1),
            FewestAllowed = fewestAllowed,
            LongRuns = [.. runs.Where(r => r.Points > longestAllowed)],
        };
    }

    /// <summary>
    /// The longest run and the fewest crossings that chance allows among so many useful points; no point allows none. A negative
    /// number throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    public static (int LongestAllowed, int FewestAllowed) CriticalValues(int useful)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(useful);
        return useful == 0 ? (0, 0) : ((int)Math.Round(Math.Log2(useful)) + 3, new BinomialTable(useful - 1, 0.5).Quantile(0.05));
    }

    /// <summary>The runs around a centre, in order.</summary>
    internal static List<Run> Split(IReadOnlyList<double?> values, double centre)
    {
        var runs = new List<Run>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value || Near.Equal(value, centre)) continue;
            var above = value > centre;
            if (runs.Count > 0 && runs[^1].Above == above) runs[^1] = runs[^1] with { End = i + 1, Points = runs[^1].Points + 1 };
            else runs.Add(new Run(i, i + 1, 1, above));
        }

        return runs;
    }
}
