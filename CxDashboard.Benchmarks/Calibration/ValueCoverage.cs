using CxDashboard.Domain.Statistics;

namespace CxDashboard.Benchmarks.Calibration;

/// <summary>Intervals of means, quantiles, clustered and weighted rates, waits, and bands for one more value.</summary>
internal static class ValueCoverage
{
    private const int Runs = 10_000;

    public static CalibrationTable Averages()
    {
        // Satisfied customers: most give 5.
        double[] ratings = [0.06, 0.04, 0.08, 0.27, 0.55];
        var truth = ratings.Select((chance, i) => chance * (i + 1)).Sum();
        return new("Intervals of a mean", $"{Runs:N0} samples each; n values, in each group where there are two.", Heads("Values"),
            [
                Row("normal, Student's t", 800, (dice, n) => Mean(Many(n, dice.Normal), 0)),
                Row("ratings of 1 to 5, most of them 5, Student's t", 810, (dice, n) => Mean(Many(n, () => dice.Kind(ratings) + 1.0), truth)),
                Row("lognormal (σ = 1), Student's t", 820, (dice, n) => Mean(Many(n, () => Math.Exp(dice.Normal())), Math.Exp(0.5))),
                Row("two groups, normal, one with three times the spread, Welch", 830, (dice, n) => Difference(Many(n, dice.Normal), Many(n, () => 3 * dice.Normal()), 0)),
                Row("two groups, ratings, Welch", 840, (dice, n) => Difference(Many(n, () => dice.Kind(ratings) + 1.0), Many(n, () => dice.Kind(ratings) + 1.0), 0)),
                Row("two groups, lognormal, one half as long, Welch", 850, (dice, n) =>
                    Difference(Many(n, () => Math.Exp(dice.Normal())), Many(n, () => Math.Exp(dice.Normal()) / 2), Math.Exp(0.5) / 2)),
            ],
            """
            Of skewed values Student's interval is too narrow until there are many: with 10 ratings that are mostly 5 it holds the truth 87 times in 100, with 30 about 93.
            Of durations a hundred are too few, one more reason to show their median. Differences fare better where both sides are skewed alike.
            """);

        static bool? Mean(double[] values, double truth) =>
            Means.Of(values) is { StandardDeviation: { } s } m && Means.Interval(m.N, m.Mean, s) is { } i ? i.Low <= truth && truth <= i.High : null;

        static bool? Difference(double[] first, double[] second, double truth) =>
            Means.Welch(Means.Of(first)!.Value, Means.Of(second)!.Value) is { } d ? d.Low <= truth && truth <= d.High : null;
    }

    /// <summary>Exact: the value of a rank lies below the p-quantile as often as fewer of n draws than its rank do.</summary>
    public static CalibrationTable Ranks()
    {
        (string, double)[] quantiles = [("median", 0.5), ("ninetieth percentile", 0.9)];
        return new("Intervals of a median and a ninetieth percentile", "Exact, and the same for every distribution without ties.", Heads("Quantile"),
            [.. quantiles.Select(q => (string[])[q.Item1, .. Coverage.Sizes.Select(n =>
            {
                var (low, high) = Quantiles.Interval([.. Enumerable.Range(1, n).Select(rank => (double)rank)], q.Item2);
                var chances = Coverage.Binomial(n, q.Item2);
                var covered = Coverage.Exact(Enumerable.Range(0, n + 1).Where(below => below >= (low ?? 0) && below < (high ?? n + 1)).Sum(below => chances[below]));
                return (low, high) switch { (null, null) => "no interval", (_, null) => $"{covered}, no upper end", (null, _) => $"{covered}, no lower end", _ => covered };
            })])],
            "Never below 95 %. Ten values say nothing of how high their ninetieth percentile may be, and the interval says so by having no upper end.");
    }

    public static CalibrationTable Rates()
    {
        var clustered = Coverage.Sizes.Select((n, i) => Simulation.Of(Runs, 860 + (ulong)i, dice =>
        {
            // Customers bring one case or more, and their own chances lie evenly between 0.4 and 1.
            var (counts, sizes) = (new long[n], new long[n]);
            for (var c = 0; c < n; c++)
            {
                sizes[c] = 1 + dice.Poisson(1.5);
                counts[c] = dice.Binomial((int)sizes[c], 0.4 + (0.6 * dice.Uniform()));
            }

            const double Truth = 0.7;
            var (low, high) = ClusteredRate.Of(counts, sizes)!.Interval();
            var (lowAlone, highAlone) = Proportion.Wilson(counts.Sum(), sizes.Sum());
            return [low <= Truth && Truth <= high, lowAlone <= Truth && Truth <= highAlone];
        })).ToArray();
        double[] mix = [0.5, 0.3, 0.2], answering = [0.4, 0.2, 0.1], satisfied = [0.9, 0.7, 0.5];
        var reached = mix.Zip(answering, (m, a) => m * a).ToArray();
        double[] answeringMix = [.. reached.Select(r => r / reached.Sum())];
        var truth = mix.Zip(satisfied, (m, s) => m * s).Sum();
        var weighted = Coverage.Sizes.Select((n, i) => Simulation.Of(Runs, 870 + (ulong)i, dice =>
        {
            var (answers, yes) = (new double[3], new double[3]);
            for (var a = 0; a < n; a++)
            {
                var stratum = dice.Kind(answeringMix);
                answers[stratum]++;
                if (dice.Happens(satisfied[stratum])) yes[stratum]++;
            }

            var rate = PostStratifiedRate.Of(answers, yes, [.. mix.Select(m => m * 10_000)])!;
            var raw = Proportion.Wilson(yes.Sum(), n);
            return [rate is { Rate: { } r, StandardError: { } error } ? Math.Abs(r - truth) <= Proportion.Z * error : null, raw.Low <= truth && truth <= raw.High];
        })).ToArray();
        double[] standard = [0.5, 0.3, 0.2], exposure = [0.2, 0.3, 0.5], rates = [1, 2, 4];
        var adjusted = standard.Zip(rates, (s, r) => s * r).Sum();
        var standardised = Coverage.Sizes.Select((n, i) => Simulation.Of(Runs, 880 + (ulong)i, dice =>
        {
            // Rates as one event in so many: n events are to be expected in all.
            var scale = n / exposure.Zip(rates, (e, r) => e * r).Sum();
            var rate = StandardisedRate.Of([.. exposure.Select((e, s) => ((double)dice.Poisson(scale * e * rates[s]), scale * e, standard[s]))])!;
            return [rate.Low <= adjusted && adjusted <= rate.High];
        })).ToArray();
        return new("Intervals of rates that are not plain", $"""
            {Runs:N0} samples each. Customers bring 2.5 cases in the mean, and their own chances lie evenly between 0.4 and 1. Of the weighted rate, three strata of 50, 30 and 20 % answer to
            40, 20 and 10 % and are satisfied to 90, 70 and 50 %. "None" is how often there is no interval.
            """, Heads("Rate"),
            [
                Cells("n customers with several cases each, by customer: what we show", clustered, 0),
                Cells("the same, as if cases were independent", clustered, 1),
                Cells("n answers, weighted to the mix of all, rate ± 1.96 standard errors", weighted, 0),
                Cells("the same, not weighted", weighted, 1),
                Cells("n events, standardised, Fay–Feuer", standardised, 0),
            ],
            """
            By customer the promise is all but kept even with 10 customers; as if cases were independent it is not, and more data do not help. Of a weighted rate the library
            gives a standard error only: taken for an interval it is too narrow with a hundred answers or fewer, where the smallest stratum has only a handful, and the
            bounds are the honest answer. It is still the better rate: the raw one grows certain of the wrong thing. The standardised rate's interval is wider than it need be with few events.
            """);
    }

    public static CalibrationTable Waits()
    {
        double[] shares = [0.8, 0.5, 0.2];
        var curves = Coverage.Sizes.Select((n, i) => Simulation.Of(Runs, 890 + (ulong)i, dice =>
        {
            // About a third is still waiting when the data end.
            var waits = Many(n, () => 0.0).Select(_ => (Event: dice.Exponential(1), Open: 2.8 * dice.Uniform())).ToArray();
            double[] events = [.. waits.Where(w => w.Event <= w.Open).Select(w => w.Event).Order()], open = [.. waits.Where(w => w.Event > w.Open).Select(w => w.Open).Order()];
            var (log, plain) = (KaplanMeierTable.Of(events, open), KaplanMeierTable.Of(events, open, interval: KaplanMeierInterval.Plain));
            var (_, low, high) = log.Quantile(0.5);
            return
            [
                .. shares.Select(s => Holds(log, s)), .. shares.Select(s => Holds(plain, s)),
                low is null && high is null ? null : (low ?? 0) <= Math.Log(2) && Math.Log(2) <= (high ?? double.PositiveInfinity),
            ];
        })).ToArray();
        return new(
            "Intervals of waits, a third of them still going on",
            $"{Runs:N0} samples of exponential waits, of which the end of what is known cuts off about a third. \"None\" is how often nothing can be said there.",
            Heads("Share still waiting", " waits"),
            [
                .. shares.Select((s, i) => Cells($"{Coverage.Number(s)}, log–log: what we show", curves, i)),
                .. shares.Select((s, i) => Cells($"{Coverage.Number(s)}, plain", curves, i + 3)),
                Cells("median wait, log–log", curves, 6),
            ],
            """
            The log–log interval keeps its promise, but for the beginning of a curve of ten waits; the plain one does not with ten. With few waits the end of the
            curve is often not known, and that is what is said.
            """);

        static bool? Holds(KaplanMeierTable curve, double share) => curve.At(-Math.Log(share)) is { Low: { } low, High: { } high } ? low <= share && share <= high : null;
    }

    public static CalibrationTable Bands()
    {
        int[] weeks = [4, 8, 12];
        (string Name, Func<Dice, double> Count)[] days =
        [
            ("counts about 400 that vary by a tenth", dice => Math.Round(400 * Math.Exp(0.1 * dice.Normal()))),
            ("counts about 400, chance only", dice => dice.Poisson(400)),
            ("counts about 5, chance only", dice => dice.Poisson(5)),
            ("counts about 1, chance only", dice => dice.Poisson(1)),
        ];
        return new(
            "Band of today, of 90 %",
            $"How often today's count lies in the band of so many earlier weeks, of {Runs:N0}. Bold: fewer than 88 of 100.",
            ["Days", .. weeks.Select(w => $"{w} earlier weeks")],
            [.. days.Select((day, d) => (string[])[day.Name, .. weeks.Select((w, i) => Coverage.Cell(Simulation.Of(Runs, (ulong)(900 + (10 * d) + i), dice =>
                [TodayBand.Of([.. Many(w, () => day.Count(dice)).Select(c => (double?)c)], 0.9).Band?.Contains(day.Count(dice))])[0], 0.88))])],
            "Nine in ten, whatever makes the counts vary; a little more where next to nothing comes.");
    }

    private static string[] Row(string name, ulong seed, Func<Dice, int, bool?> once) =>
        [name, .. Coverage.Sizes.Select((n, i) => Coverage.Cell(Simulation.Of(Runs, seed + (ulong)i, dice => [once(dice, n)])[0]))];

    private static string[] Cells(string name, Share[][] bySize, int at) => [name, .. bySize.Select(s => Coverage.Cell(s[at]))];

    private static string[] Heads(string first, string of = "") => [first, .. Coverage.Sizes.Select(n => $"n = {n:N0}{of}")];

    private static double[] Many(int n, Func<double> one) => [.. Enumerable.Range(0, n).Select(_ => one())];
}
