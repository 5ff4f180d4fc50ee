using System.Numerics;

namespace CxDashboard.Domain.Statistics;

/// <summary>
/// How many false signals to expect of many charts that are read together once a step, where a signal is a newest point outside its 3σ limits that also stands
/// out among all newest points (Benjamini and Hochberg), or a run that has just become longer than Anhøj's rules allow. Each is counted once, when it begins. It
/// supposes processes at rest. How charts go together is taken from their own baselines: measures of the same customers are flagged together or not at all, which
/// changes how many flags there are at once. Points are simulated, because the step-up procedure has no formula for its number of findings when tests go together;
/// runs are added up exactly.
/// </summary>
public sealed record SignalBudget
{
    private const int Readings = 8_192;
    private const int Seed = 20_251;

    // Made once: the same for every page, and drawing them anew took as long as everything else. Longer charts go round.
    private static readonly Lazy<double[]> Normals = new(() => [.. Enumerable.Repeat(new Random(Seed), Readings * 32).Select(Normal)]);

    // Nodes over ±6 standard errors of the centre; the integrand is smooth, so the trapezoid rule is exact to many digits.
    private const int Nodes = 48;

    /// <summary>Charts that can be flagged at all.</summary>
    public required int Charts { get; init; }

    /// <summary>Points that are expected to be flagged at each step.</summary>
    public required double PointsAStep { get; init; }

    /// <summary>Runs that are expected to begin to be told at each step.</summary>
    public required double RunsAStep { get; init; }

    /// <summary>All false signals at each step.</summary>
    public double AStep => PointsAStep + RunsAStep;

    /// <summary>Of charts of the same steps, in the same order as their values; q as <see cref="NewestPoints"/> takes it.</summary>
    public static SignalBudget Of(IReadOnlyList<ProcessLimits> charts, double q = NewestPoints.UsualQ)
    {
        if (!(q > 0 && q < 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "A share of false flags lies strictly between 0 and 1.");
        ProcessLimits[] judged = [.. charts.Where(c => FalseFlags.Newest(c) is >= 0 and var newest && FalseFlags.OfNewest(c, newest, 3) is not null)];
        return new SignalBudget
        {
            Charts = charts.Count(c => c.HasLimits),
            PointsAStep = judged.Length == 0 ? 0 : Points(judged, q),
            RunsAStep = charts.Sum(NewRun),
        };
    }

    /// <summary>
    /// The chance that a run of a chart at rest becomes longer than allowed just now: E[p^(L+1)·(1−p) + (1−p)^(L+1)·p] with p = Φ(c), where the frozen centre
    /// misses the true one by c ~ N(0, 1/n) sigmas, n being the baseline's points. Zero where runs are not told.
    /// </summary>
    internal static double NewRun(ProcessLimits chart)
    {
        if (chart.IsTrial || chart.NeighboursDepend || chart.Runs is not { LongestAllowed: > 0 and var longest }) return 0;
        var (sum, weights) = (0.0, 0.0);
        for (var i = 0; i <= Nodes; i++)
        {
            var z = -6 + (12.0 * i / Nodes);
            var weight = Math.Exp(-z * z / 2);
            var beyond = Confidence.BeyondZ(z / Math.Sqrt(chart.BaselinePoints)) / 2;
            var above = z < 0 ? beyond : 1 - beyond;
            sum += weight * ((Math.Pow(above, longest + 1) * (1 - above)) + (Math.Pow(1 - above, longest + 1) * above));
            weights += weight;
        }

        return sum / weights;
    }

    // Weeks of the baselines, mixed by normal weights, are normal vectors with the baselines' own correlations.
    private static double Points(ProcessLimits[] charts, double q)
    {
        var (weeks, width) = (charts.Max(c => c.BaselineEnd), ((charts.Length + Vector<double>.Count - 1) / Vector<double>.Count) * Vector<double>.Count);
        var deviations = Deviations(charts, weeks, width);
        double[] outside = [.. charts.Select(c => Confidence.Z(1 - FalseFlags.OfNewest(c, FalseFlags.Newest(c), 3)!.Value))];
        double[] ranks = [.. Enumerable.Range(1, charts.Length).Select(i => Confidence.Z(1 - (i * q / charts.Length)))];
        var (normals, next, point, far, flags) = (Normals.Value, 0, new double[width], new List<double>(), 0L);
        for (var reading = 0; reading < Readings; reading++)
        {
            Array.Clear(point);
            for (var week = 0; week < weeks; week++)
            {
                Add(point, deviations.AsSpan(week * width, width), normals[next]);
                next = next + 1 == normals.Length ? 0 : next + 1;
            }

            far.Clear();
            for (var j = 0; j < charts.Length; j++)
            {
                if (Math.Abs(point[j]) >= ranks[^1]) far.Add(Math.Abs(point[j]));
            }

            far.Sort();
            var findings = far.Count;
            while (findings > 0 && far[^findings] < ranks[findings - 1]) findings--;
            if (findings == 0) continue;
            var least = far[^findings];
            for (var j = 0; j < charts.Length; j++)
            {
                if (Math.Abs(point[j]) >= Math.Max(least, outside[j])) flags++;
            }
        }

        return (double)flags / Readings;
    }

    // By week and chart, each chart's squares adding up to one; a chart that goes with nothing has a part of its own.
    private static double[] Deviations(ProcessLimits[] charts, int weeks, int width)
    {
        var deviations = new double[weeks * width];
        for (var j = 0; j < charts.Length; j++)
        {
            var squares = 0.0;
            for (var week = 0; week < charts[j].BaselineEnd; week++)
            {
                var distance = charts[j].Distance[week] ?? 0;
                deviations[(week * width) + j] = distance;
                squares += distance * distance;
            }

            if (squares == 0) continue;
            for (var week = 0; week < weeks; week++) deviations[(week * width) + j] /= Math.Sqrt(squares);
        }

        return deviations;
    }

    private static void Add(Span<double> point, ReadOnlySpan<double> week, double weight)
    {
        for (var j = 0; j < point.Length; j += Vector<double>.Count)
            (new Vector<double>(point[j..]) + (new Vector<double>(week[j..]) * weight)).CopyTo(point[j..]);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
