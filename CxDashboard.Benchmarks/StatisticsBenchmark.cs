using CxDashboard.Benchmarks.Calibration;
using CxDashboard.Benchmarks.Questions;
using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks;

/// <summary>
/// What reading many charts and asking "did it work?" costs, beside something known of the same numbers: a bare pass, and an ordinary least
/// squares fit. Answers are compared with naive ones first.
/// </summary>
internal static class StatisticsBenchmark
{
    private const int Series = 1000;
    private const int Points = 104;
    private const int Runs = 60;
    private const int Fits = 300;

    // As many runs as it takes until the machine code is the final one.
    private const int Warming = 40;

    public static int Run()
    {
        double?[][] charts = [.. Enumerable.Range(0, Series).Select(i => Noise(1, i, Points))];

        // A few moved at the end, so that there is something to find.
        for (var i = 0; i < Series; i += 50) charts[i][^1] += 6;
        CheckReading(charts);
        Console.WriteLine($"{Series:N0} series of {Points} points, wanted under 50 ms");
        var bare = Time("a bare pass: sum and sum of squares", () => Bare(charts), null);
        Time("limits", () => charts.Count(c => Limits(c).HasLimits), bare);
        Time("limits and rules", () => charts.Count(c => Causes(Limits(c)).Any), bare);
        Time("limits, rules, budget, what stands out", () => Read(charts, Limits), bare);
        double[][] shares = [.. Enumerable.Range(0, Series).Select(i => Shares(i))];
        Time("the same of P′ charts of shares of 600", () => Read(shares, c => ProcessChart.PPrime(c, Of600, ..^1)), bare);
        Console.WriteLine("one before/after comparison, wanted under 5 ms");
        foreach (var weeks in new[] { 34, Points })
        {
            CheckFit(weeks);
            var plain = TimeFit($"{weeks} weeks: ordinary least squares", (y, _) => LeastSquares.Fit([.. y.Select(v => v!.Value)], Design(weeks, weeks / 2))!.Sigma, weeks, null);
            TimeFit($"{weeks} weeks, level", (y, _) => BeforeAfter.Compare(y, weeks - 10).Level!.Rho, weeks, plain);
            TimeFit($"{weeks} weeks, level and slope", (y, _) => BeforeAfter.Compare(y, weeks / 2).Slope!.Value.Estimate, weeks, plain);
            TimeFit($"{weeks} weeks, level, with a control series", (y, control) => BeforeAfter.Compare(y, weeks / 2, control).Level!.Rho, weeks, plain);
        }

        return 0;
    }

    private static readonly double[] Of600 = [.. Enumerable.Repeat(600.0, Points)];

    private static double[] Shares(int run)
    {
        var dice = new Dice(5, run);
        return [.. Enumerable.Range(0, Points).Select(_ => (double)dice.Binomial(600, 0.76))];
    }

    private static ProcessLimits Limits(double?[] values) => ProcessChart.Xmr(values, ..^1);

    private static SpecialCauses Causes(ProcessLimits chart) => SpecialCauses.Of(RuleSet.Anhoej, chart, evenIfNeighboursDepend: true);

    // Points that signal; charts that cross too rarely; charts whose newest point stands out among all charts; false flags to be expected.
    private static (int Signals, int FewCrossings, int StandOut, double FalseFlags) Read<T>(T[] charts, Func<T, ProcessLimits> limitsOf)
    {
        var (signals, fewCrossings) = (0, 0);
        var limits = new ProcessLimits[charts.Length];
        for (var i = 0; i < charts.Length; i++)
        {
            limits[i] = limitsOf(charts[i]);
            var causes = Causes(limits[i]);
            (signals, fewCrossings) = (signals + causes.Signals.Count, fewCrossings + causes.FewCrossings.Count);
        }

        return (signals, fewCrossings, NewestPoints.Of(limits).StandOut.Count, FalseFlagBudget.Of(limits, steps: 1).Expected);
    }

    private static double Bare(double?[][] charts)
    {
        double sum = 0, squares = 0;
        foreach (var chart in charts)
        {
            foreach (var value in chart)
            {
                if (value is not { } x) continue;
                sum += x;
                squares += x * x;
            }
        }

        return sum + squares;
    }

    // The same by the formulas, without any function of the library.
    private static void CheckReading(double?[][] charts)
    {
        var (signals, fewCrossings) = (0, 0);
        foreach (var chart in charts)
        {
            var x = chart.Select(v => v!.Value).ToArray();
            var mean = x[..^1].Sum() / (x.Length - 1);
            var ranges = x[..^1].Zip(x[1..^1], (a, b) => Math.Abs(b - a)).ToArray();
            var half = 2.66 * ranges.Where(r => r < 3.267 * ranges.Average()).Average();
            var side = string.Concat(x.Select(v => v > mean ? '+' : '-'));
            var longest = (int)Math.Round(Math.Log2(x.Length)) + 3;
            signals += x.Count(v => Math.Abs(v - mean) > half);

            // Where a sign differs from the one before, a run begins.
            for (int start = 0, end = 1; end <= side.Length; end++)
            {
                if (end < side.Length && side[end] == side[start]) continue;
                if (end - start > longest) signals += end - start;
                start = end;
            }

            // 43 is the 5 % quantile of binomial(103, ½).
            if (side.Zip(side.Skip(1)).Count(pair => pair.First != pair.Second) < 43) fewCrossings++;
        }

        var read = Read(charts, Limits);
        if (read.Signals != signals || read.FewCrossings != fewCrossings)
        {
            throw new SidesDifferException($"{read.Signals} points signal to the library and {signals} by a naive count, {read.FewCrossings} and {fewCrossings} charts cross too rarely. Nothing is timed until they agree.");
        }

        Console.WriteLine($"{signals} points signal, {fewCrossings} charts cross their centre too rarely, {read.StandOut} newest points stand out among all charts ({Series / 50} were moved), {read.FalseFlags:N1} false flags are to be expected of a reading");
    }

    // Given the library's correlation, the change by normal equations of rows of which ρ times the one before was taken off.
    private static void CheckFit(int weeks)
    {
        var y = Noise(2, 0, weeks, 0.3);
        var level = BeforeAfter.Compare(y, weeks / 2).Level!;
        double[][] columns = [.. Design(weeks, weeks / 2), [.. y.Select(v => v!.Value)]];
        foreach (var column in columns)
        {
            for (var i = weeks - 1; i > 0; i--) column[i] -= level.Rho * column[i - 1];
            column[0] *= Math.Sqrt(1 - (level.Rho * level.Rho));
        }

        // Gauss's elimination; the last of the unknowns comes out first.
        var m = new double[3, 4];
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 4; j++) m[i, j] = columns[i].Zip(columns[j], (a, b) => a * b).Sum();
        }

        for (var i = 0; i < 2; i++)
        {
            for (var r = i + 1; r < 3; r++)
            {
                var factor = m[r, i] / m[i, i];
                for (var j = i; j < 4; j++) m[r, j] -= factor * m[i, j];
            }
        }

        var naive = m[2, 3] / m[2, 2];
        if (Math.Abs(naive - level.Reml.Estimate) > 1e-8)
            throw new SidesDifferException($"The change in {weeks} weeks is {level.Reml.Estimate} to the library and {naive} by normal equations. Nothing is timed until they agree.");
    }

    private static double[][] Design(int weeks, int change) =>
        [[.. Enumerable.Repeat(1.0, weeks)], [.. Enumerable.Range(0, weeks).Select(i => (double)i)], [.. Enumerable.Range(0, weeks).Select(i => i < change ? 0.0 : 1)]];

    private static double?[] Noise(ulong seed, int run, int n, double rho = 0) => [.. new Dice(seed, run).Noise(n, rho).Select(v => (double?)v)];

    private static Timing Time<T>(string what, Func<T> action, Timing? known)
    {
        for (var run = 0; run < Warming; run++) _ = action();
        var timing = new Timing();
        for (var run = 0; run < Runs; run++) timing.Run(() => _ = action());
        Print(what, timing, known, Series, "series");
        return timing;
    }

    private static Timing TimeFit(string what, Func<double?[], double?[], double> fit, int weeks, Timing? known)
    {
        for (var run = 0; run < Warming; run++) _ = fit(Noise(3, run, weeks, 0.3), Noise(4, run, weeks, 0.3));
        var timing = new Timing();
        for (var run = 0; run < Fits; run++)
        {
            var (values, control) = (Noise(3, run, weeks, 0.3), Noise(4, run, weeks, 0.3));
            timing.Run(() => _ = fit(values, control));
        }

        Print(what, timing, known, 1, "comparison");
        return timing;
    }

    private static void Print(string what, Timing timing, Timing? known, int count, string unit)
    {
        var ratio = known is null ? "" : $", {timing.Median / known.Median,7:N1} times the first";
        Console.WriteLine($"  {what,-46} median {timing.Median,8:N3} ms, worst {timing.Worst,8:N3} ms{ratio}, {timing.Allocated / (double)count:N0} bytes a {unit}");
    }
}
