using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class KaplanMeierTableTests
{
    private static readonly double[] Probabilities = [0.05, 0.25, 0.5, 0.75, 0.9, 0.99];

    [Fact]
    public void Ninety_IsNarrowerThanNinetyFive()
    {
        var (wide, narrow) = (KaplanMeierTable.Of([1, 2, 3, 4], [2.5, 5]), KaplanMeierTable.Of([1, 2, 3, 4], [2.5, 5], 0.9));
        foreach (var (w, n) in wide.Rows.Zip(narrow.Rows)) Assert.True(w.Low < n.Low && n.High < w.High);
    }

    [Fact]
    public void Scales_GiveTheIntervalsTheirFormulasSay()
    {
        // After the first of four, S = 3/4 and Greenwood's Σ = 1/12.
        const double s = 0.75, z = 1.959963984540054;
        var root = Math.Sqrt(1 / 12.0);
        var (low, high) = Interval(KaplanMeierInterval.Plain);
        Assert.Equal(s - (z * s * root), low, 1e-12);
        Assert.Equal(1, high);
        (low, high) = Interval(KaplanMeierInterval.Log);
        Assert.Equal(s * Math.Exp(-z * root), low, 1e-12);
        Assert.Equal(1, high);
        (low, high) = Interval(KaplanMeierInterval.LogLog);
        Assert.Equal(Math.Exp(-Math.Exp(Math.Log(-Math.Log(s)) + (z * root / -Math.Log(s)))), low, 1e-12);
        Assert.Equal(Math.Exp(-Math.Exp(Math.Log(-Math.Log(s)) - (z * root / -Math.Log(s)))), high, 1e-12);
        Assert.Equal(s * root, KaplanMeierTable.Of([1], [2, 3, 4]).Rows[0].StandardError!.Value, 1e-12);

        (double, double) Interval(KaplanMeierInterval scale) =>
            KaplanMeierTable.Of([1], [2, 3, 4], 0.95, scale).Rows[0] is var row ? (row.Low!.Value, row.High!.Value) : default;
    }

    [Fact]
    public void BeyondTheLongestOpenWait_NothingIsKnown()
    {
        var open = KaplanMeierTable.Of([1, 2], [3]);
        Assert.Equal(1 / 3.0, open.At(3)!.Value.Survival, 1e-12);
        Assert.Null(open.At(3.01));
        Assert.Equal(0, KaplanMeierTable.Of([1, 2], [1]).At(100)!.Value.Survival);
    }

    [Fact]
    public void BeforeTheFirstEnd_EverybodyWaits()
    {
        var table = KaplanMeierTable.Of([4, 5], [2, 6]);
        Assert.Equal(new KaplanMeierRow(0, 4, 0, 1, 0, 1, 1), table.At(1));

        // Somebody has left by then: that nothing had ended yet is no certainty any more.
        Assert.Equal(new KaplanMeierRow(0, 4, 0, 1, 0, null, null), table.At(3));
        Assert.Equal(4, table.At(4)!.Value.Time);
        Assert.Equal(4, table.At(4.9)!.Value.Time);
    }

    [Fact]
    public void NobodyWaitingAnyMore_HasNoErrorAndNoLimits()
    {
        var row = KaplanMeierTable.Of([1, 2], []).Rows[^1];
        Assert.Equal((0.0, null, null, null), (row.Survival, row.StandardError, row.Low, row.High));
    }

    [Fact]
    public void LevelCurve_HasItsQuantileInTheMiddle()
    {
        Assert.Equal(2.5, KaplanMeierTable.Of([1, 2, 3, 4], []).Quantile(0.5).Value);
        Assert.Equal(1.5, KaplanMeierTable.Of([1, 2, 3, 4], []).Quantile(0.25).Value);
        Assert.Equal(2, KaplanMeierTable.Of([1, 2, 3], []).Quantile(0.5).Value);

        // Level at a half from 2 until nothing is known any more.
        Assert.Equal(6, KaplanMeierTable.Of([1, 2], [10, 10]).Quantile(0.5).Value);
        Assert.Null(KaplanMeierTable.Of([1, 2], [10, 10]).Quantile(0.75).Value);
    }

    [Fact]
    public void NoWaits_SayNothing()
    {
        var table = KaplanMeierTable.Of([], []);
        Assert.Empty(table.Rows);
        Assert.Null(table.At(0));
        Assert.Equal((null, null, null), table.Quantile(0.5));
        Assert.Equal((null, null, null), KaplanMeierTable.Of([], [1, 2]).Quantile(0.5));
    }

    [Fact]
    public void WhatIsNoWait_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => KaplanMeierTable.Of([2, 1], []));
        Assert.Throws<ArgumentException>(() => KaplanMeierTable.Of([], [-1]));
        Assert.Throws<ArgumentException>(() => KaplanMeierTable.Of([double.NaN], []));
        Assert.Throws<ArgumentException>(() => KaplanMeierTable.Of([double.PositiveInfinity], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeierTable.Of([1], [], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeierTable.Of([1], []).At(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => KaplanMeierTable.Of([1], []).Quantile(1));
    }

    [Fact]
    public void Rows_AreTheCurveByItsDefinition() => Prop.ForAll(Times(), Times(), (events, censored) =>
    {
        var (survival, greenwood) = (1.0, 0.0);
        foreach (var (row, time) in KaplanMeierTable.Of(events, censored).Rows.Zip(events.Distinct()))
        {
            var (risk, ended) = (events.Concat(censored).Count(t => t >= time), events.Count(t => t == time));
            survival *= 1 - ((double)ended / risk);
            greenwood += (double)ended / (risk * (risk - ended));
            Assert.Equal((time, risk, ended), (row.Time, row.AtRisk, row.Events));
            Assert.Equal(survival, row.Survival, 1e-12);
            if (ended < risk) Assert.Equal(survival * Math.Sqrt(greenwood), row.StandardError!.Value, 1e-12);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantiles_DifferFromTheProductsOnLevelStretchesOnly() => Prop.ForAll(Times(), Times(), (events, censored) =>
    {
        var table = KaplanMeierTable.Of(events, censored);
        foreach (var p in Probabilities)
        {
            var (middle, first) = (table.Quantile(p).Value, KaplanMeier.Quantile(events, censored, p).Value);
            if (table.Rows.Any(r => Math.Abs(r.Survival - (1 - p)) < 1e-9)) Assert.True(middle >= first);
            else Assert.Equal(first, middle);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RestrictedMean_WithoutOpenWaitsIsTheMeanOfWhatIsCutOff() => Prop.ForAll(Times(), Gen.Choose(0, 60).ToArbitrary(), (events, until) =>
    {
        var table = KaplanMeierTable.Of(events, []);
        if (events.Length == 0)
        {
            Assert.Null(table.RestrictedMean(until));
            return;
        }

        // Greenwood's variance is that of a sample then, divided by n and not by n−1.
        double[] cut = [.. events.Select(t => Math.Min(t, until))];
        var (mean, error) = table.RestrictedMean(until)!.Value;
        Assert.Equal(cut.Average(), mean, 1e-9);
        Assert.Equal(cut.Sum(t => (t - cut.Average()) * (t - cut.Average())) / cut.Length / cut.Length, error * error, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RestrictedMean_IsThatOfThePrintedTable()
    {
        // R's print of survfit(Surv(time, status) ~ x, aml) with rmean: 52.6 with 19.83, and 22.7 with 4.18.
        Check(KaplanMeierTable.Of([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161]).RestrictedMean(161), 52.6, 19.83);
        Check(KaplanMeierTable.Of([5, 5, 8, 8, 12, 23, 27, 30, 33, 43, 45], [16]).RestrictedMean(45), 22.7, 4.18);

        static void Check((double Mean, double StandardError)? actual, double mean, double error)
        {
            Assert.Equal(mean, actual!.Value.Mean, 0.051);
            Assert.Equal(error, actual.Value.StandardError, 0.0051);
        }
    }

    [Fact]
    public void RestrictedMean_EndsWhereTheCurveDoes()
    {
        var table = KaplanMeierTable.Of([1, 2], [3]);
        Assert.Equal(1 + (2 / 3.0) + (1 / 3.0), table.RestrictedMean(3)!.Value.Mean, 1e-12);
        Assert.Null(table.RestrictedMean(3.01));
        Assert.Equal((0.5, 0.0), table.RestrictedMean(0.5));
        Assert.Equal((0.0, 0.0), table.RestrictedMean(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.RestrictedMean(-1));
    }

    [Fact]
    public void WithoutOpenWaits_TheCurveIsTheEmpiricalDistribution() => Prop.ForAll(Times(), events =>
    {
        var table = KaplanMeierTable.Of(events, []);
        for (var time = 0.0; time <= 60; time += 0.5)
        {
            if (events.Length == 0) Assert.Null(table.At(time));
            else Assert.Equal(events.Count(e => e > time) / (double)events.Length, table.At(time)!.Value.Survival, 1e-12);
        }

        // And so the median is what everybody calls the median.
        if (events.Length > 0) Assert.Equal(Quantiles.Type7(events, 0.5), table.Quantile(0.5).Value!.Value, 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void LongerTimes_HaveAsMuchLongerQuantiles() => Prop.ForAll(Times(), Times(), Gen.Choose(1, 100_000).ToArbitrary(), (events, censored, factor) =>
    {
        var (table, scaled) = (KaplanMeierTable.Of(events, censored), KaplanMeierTable.Of([.. events.Select(t => t * factor)], [.. censored.Select(t => t * factor)]));
        foreach (var p in Probabilities)
        {
            var (value, low, high) = table.Quantile(p);
            Assert.Equal((value * factor, low * factor, high * factor), scaled.Quantile(p));
        }
    }).QuickCheckThrowOnFailure();

    // Few different ones, so that there are ties of every kind.
    private static Arbitrary<double[]> Times() =>
        (from n in Gen.Choose(0, 40) from times in Gen.Choose(0, 50).ListOf(n) select times.Select(t => (double)t).Order().ToArray()).ToArbitrary();
}
