using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>Intervals of shares, of their differences and of promoter scores: not simulated, but summed over every outcome.</summary>
internal static class ShareCoverage
{
    // Outcomes less likely than this together change no printed digit.
    private const double Never = 1e-9;

    private static readonly double[] Truths = [.. Enumerable.Range(10, 981).Select(i => i / 1000.0)];

    private static readonly double[] PairTruths = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    // Shares of promoters and detractors.
    private static readonly (double Up, double Down)[] Scores = [(0.5, 0.2), (0.7, 0.1), (0.9, 0.02), (0.3, 0.3), (0.1, 0.6), (0.97, 0.01)];

    private delegate (double Low, double High) OfOne(double count, double n);

    private delegate (double Low, double High) OfTwo(double count1, double n1, double count2, double n2);

    public static CalibrationTable One()
    {
        (string Name, OfOne Interval)[] intervals =
        [
            ("Wilson: what we show", Proportion.Wilson),
            ("Wilson with continuity correction", (x, n) => Proportion.WilsonCorrected(x, n)),
            ("Agresti–Coull", (x, n) => Proportion.AgrestiCoull(x, n)),
            ("Jeffreys", (x, n) => Proportion.Jeffreys(x, n)),
            ("Clopper–Pearson", Proportion.ClopperPearson),
        ];
        return new("Intervals of a share", """
            How often an interval of 95 % holds the truth: the mean over shares of 0.010, 0.011, … 0.990, and the least and where it is. Not simulated but summed
            over every outcome. **Bold**, here and below: too narrow, fewer than 93 of 100 hold it.
            """, Heads("Interval"), [.. intervals.Select(i => (string[])[i.Name, .. Coverage.Sizes.Select(n => Cell(n, i.Interval))])], """
            Wilson's interval keeps 95 % in the mean at every size. Near 0 and 1 it may be too narrow: with 10 answers and a true share of about 2 % it holds it 84
            times in 100. Clopper–Pearson never is, and is wider for it: it decides whether a share is shown at all (the presentation standard).
            """);

        static string Cell(int n, OfOne interval)
        {
            var ends = Enumerable.Range(0, n + 1).Select(x => interval(x, n)).ToArray();
            return Coverage.Cell([.. Truths.AsParallel().AsOrdered().Select(p => (Coverage.Binomial(n, p).Where((_, x) => Holds(ends[x], p)).Sum(), Coverage.Number(p)))]);
        }
    }

    public static CalibrationTable Two()
    {
        (string Name, int Most, OfTwo Interval)[] intervals =
        [
            ("Newcombe: what we show", 1000, (x, n, y, m) => ProportionDifference.Newcombe(x, n, y, m)),
            ("Miettinen–Nurminen", 100, (x, n, y, m) => ProportionDifference.MiettinenNurminen(x, n, y, m)),
            ("Agresti–Caffo", 1000, (x, n, y, m) => ProportionDifference.AgrestiCaffo(x, n, y, m)),
        ];
        return new(
            "Intervals of the difference of two shares",
            "The same over every pair of shares of 0.05, 0.10, … 0.95, with as many answers on each side. An empty cell was not computed: it is searched for, too slow for a million outcomes.",
            Heads("Interval", " each"),
            [.. intervals.Select(i => (string[])[i.Name, .. Coverage.Sizes.Select(n => n > i.Most ? "" : Cell(n, i.Interval))])], """
            Newcombe's interval keeps 95 % in the mean, and falls to 91 with 10 answers a side and shares at opposite ends. From 100 answers on there is nothing to choose.
            """);

        static string Cell(int n, OfTwo interval)
        {
            var ends = Enumerable.Range(0, n + 1).AsParallel().AsOrdered().Select(x => Enumerable.Range(0, n + 1).Select(y => interval(x, n, y, n)).ToArray()).ToArray();
            var chances = PairTruths.Select(p => Coverage.Binomial(n, p)).ToArray();
            var pairs = from i in Enumerable.Range(0, PairTruths.Length) from j in Enumerable.Range(0, PairTruths.Length) select (i, j);
            return Coverage.Cell([.. pairs.AsParallel().AsOrdered().Select(pair =>
            {
                var (first, second) = (PairTruths[pair.i], PairTruths[pair.j]);
                var covered = 0.0;
                for (var x = 0; x <= n; x++)
                {
                    if (chances[pair.i][x] < Never / n) continue;
                    for (var y = 0; y <= n; y++)
                    {
                        if (Holds(ends[x][y], first - second)) covered += chances[pair.i][x] * chances[pair.j][y];
                    }
                }

                return (covered, $"{Coverage.Number(first)} and {Coverage.Number(second)}");
            })]);
        }
    }

    public static CalibrationTable Promoters()
    {
        (string Name, Func<double, double, double, (double, double)> Interval)[] one =
        [
            ("adjusted Wald: what we show", NetPromoter.AdjustedWald),
            ("Wald", (p, d, n) => NetPromoter.Wald(p, d, n)),
            ("iterative score", (p, d, n) => NetPromoter.IterativeScore(p, d, n)),
        ];
        var two = Coverage.Sizes.Select((n, i) => Simulation.Of(10_000, 700 + (ulong)i, dice =>
        {
            var ((up1, down1), (up2, down2)) = (Scores[0], Scores[1]);
            var (first, second) = (Answers(dice, n, up1, down1), Answers(dice, n, up2, down2));
            var truth = up1 - down1 - up2 + down2;
            var adjusted = NetPromoter.AdjustedWaldDifference(first.Up, first.Down, n, second.Up, second.Down, n);
            var wald = NetPromoter.WaldDifference(first.Up, first.Down, n, second.Up, second.Down, n);
            var score = NetPromoter.IterativeScoreDifference(first.Up, first.Down, n, second.Up, second.Down, n);
            return [Holds((adjusted.Low, adjusted.High), truth), Holds((wald.Low, wald.High), truth), Holds(score, truth)];
        })).ToArray();
        string[] differences = ["difference of two, adjusted Wald: what we show", "difference of two, Wald", "difference of two, iterative score"];
        return new(
            "Intervals of a promoter score", """
            One score: exact, the mean over six mixes of promoters and detractors (0.5/0.2, 0.7/0.1, 0.9/0.02, 0.3/0.3, 0.1/0.6, 0.97/0.01), and the least. Two scores:
            10,000 samples of 0.5/0.2 against 0.7/0.1.
            """, Heads("Interval", " answers"),
            [
                .. one.Select(i => (string[])[i.Name, .. Coverage.Sizes.Select(n => Coverage.Cell([.. Scores.AsParallel().AsOrdered().Select(s =>
                    (Cover(n, s.Up, s.Down, i.Interval), $"{Coverage.Number(s.Up)}/{Coverage.Number(s.Down)}"))]))]),
                .. differences.Select((name, i) => (string[])[name, .. two.Select(s => Coverage.Cell(s[i]))]),
            ],
            """
            The adjusted interval all but holds its promise from 10 answers on. Without the adjustment it does not below 1,000 answers, and is worthless where nearly everybody is a promoter.
            """);

        static double Cover(int n, double up, double down, Func<double, double, double, (double, double)> interval)
        {
            var covered = 0.0;
            var promoters = Coverage.Binomial(n, up);
            for (var p = 0; p <= n; p++)
            {
                if (promoters[p] < Never / n) continue;

                // Of those who are no promoters, so many are detractors.
                var detractors = Coverage.Binomial(n - p, down / (1 - up));
                for (var d = 0; d <= n - p; d++)
                {
                    if (detractors[d] >= Never / n && Holds(interval(p, d, n), up - down)) covered += promoters[p] * detractors[d];
                }
            }

            return covered;
        }

        static (int Up, int Down) Answers(Dice dice, int n, double up, double down)
        {
            var counts = new int[3];
            for (var i = 0; i < n; i++) counts[dice.Kind([up, down, 1 - up - down])]++;
            return (counts[0], counts[1]);
        }
    }

    private static string[] Heads(string first, string of = "") => [first, .. Coverage.Sizes.Select(n => $"n = {n:N0}{of}")];

    private static bool Holds((double Low, double High) interval, double truth) => interval.Low <= truth + 1e-12 && truth <= interval.High + 1e-12;
}
