using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>How often "it worked" is said of weeks in which nothing changed.</summary>
internal static class BeforeAfterAlarms
{
    private const int Series = 4000;
    private static readonly int[] Weeks = [16, 24, 34, 52];

    public static CalibrationTable OfNoChange()
    {
        var printed = new[] { [double.NaN, 0.12, 0.13, 0.14], [double.NaN, 0.17, 0.18, 0.13], new[] { double.NaN, 0.08, 0.08, 0.07 } };
        var usual = Weeks.Select((n, i) => Simulation.Of(Series, 400 + (ulong)i, dice =>
            BeforeAfter.Compare(Values(dice, n, 0.3), n / 2).Level is { } level
                ? [level.LeastSquares.P < 0.05, level.NeweyWest.P < 0.05, level.Reml.P < 0.05]
                : [null, null, null])).ToArray();
        string[] names = ["ordinary least squares", "Newey–West", "REML, AR(1): what we show"];
        List<string[]> rows = [.. names.Select((name, by) => (string[])[name, .. usual.Select((s, i) => Beside(s[by], printed[by][i]))])];
        foreach (var lag in new[] { 3, 4 })
        {
            rows.Insert(lag - 1, [$"Newey–West, neighbours up to {lag} weeks", .. Weeks.Select((n, i) =>
                Beside(Simulation.Of(Series, 400 + (ulong)i, dice => [NeweyWest(dice.Noise(n, 0.3), lag).P < 0.05])[0], printed[1][i]))]);
        }

        foreach (var rho in new[] { 0, 0.6 })
        {
            rows.Add([$"REML, neighbours correlate by {Coverage.Number(rho)}", .. Weeks.Select((n, i) =>
                Simulation.Of(Series, (ulong)(500 + i + (rho > 0 ? 50 : 0)), dice => [BeforeAfter.Compare(Values(dice, n, rho), n / 2).Level?.Reml.P < 0.05])[0].ToString())]);
        }

        rows.Add(["REML, with a control series", .. Weeks.Select((n, i) =>
            Simulation.Of(Series, 600 + (ulong)i, dice => [BeforeAfter.Compare(Values(dice, n, 0.3), n / 2, Values(dice, n, 0.3)).Level?.Reml.P < 0.05])[0].ToString())]);
        return new("\"It worked\", where nothing changed", $"""
            Noise of which neighbours correlate by 0.3 where nothing else is said, with a change logged in the middle that changed nothing: the share of {Series:N0} series for which
            p is below 0.05. In brackets as above.
            """, ["Standard errors", .. Weeks.Select(n => $"{n} weeks")], rows, """
            What is promised is 0.05. REML comes nearest, and is still false 6 to 10 times in 100, more with fewer weeks: so its 95 % interval is "about 9 in 10". A
            control series does not mend that; it takes away what both series share, which is another matter.

            Newey–West depends on how far it looks. Ours allows for neighbours up to ⌊n^¼⌋ = 2 weeks, as the reference vector of 34 weeks does; with 3 weeks none
            of the printed figures has an asterisk. How far those looked is not known.
            """);
    }

    private static string Beside(Share share, double printed) => double.IsNaN(printed) ? share.ToString() : share.Beside(printed);

    private static RegressionCoefficient NeweyWest(double[] y, int lag)
    {
        double[] one = [.. y.Select(_ => 1.0)], week = [.. y.Select((_, i) => (double)i)], post = [.. y.Select((_, i) => i < y.Length / 2 ? 0.0 : 1)];
        return LeastSquares.NeweyWest(y, [one, week, post], lag)![^1];
    }

    private static double?[] Values(Dice dice, int n, double rho) => [.. dice.Noise(n, rho).Select(v => (double?)v)];
}
