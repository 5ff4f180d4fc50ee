using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class HoltWintersTests
{
    private static readonly Gen<double> Constant = Gen.Choose(0, 100).Select(c => c / 100.0);

    private static readonly Gen<(SeasonCases.Case Case, double Alpha, double Beta, double Gamma)> Cases =
        from c in SeasonCases.Any from alpha in Constant from beta in Constant from gamma in Constant select (c, alpha, beta, gamma);

    [Theory]
    [InlineData(0.3, 0.1, 0.2)]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 1)]
    public void LevelAndPeriod_GoOn(double alpha, double beta, double gamma)
    {
        var model = HoltWinters.Smooth(SeasonCases.LineAndWeek(40, slope: 0), 7, alpha, beta, gamma)!;
        Assert.Equal(0, model.SumOfSquares, 1e-12);
        Assert.Equal(200 + SeasonCases.Week.Average(), model.Level, 1e-9);
        Assert.All(model.Forecast(20, 0.9), (b, i) =>
        {
            Assert.Equal(200 + SeasonCases.Week[(40 + i) % 7], b.Middle, 1e-8);
            Assert.Equal(b.Low, b.High, 1e-6);
        });
    }

    [Fact]
    public void Line_IsFollowedFromHalfAPeriodBehind()
    {
        // The start's line ends at the third value of the first period, and is taken for the seventh: 4 steps of .75 too low.
        var model = HoltWinters.Smooth(SeasonCases.LineAndWeek(200), 7, 0.5, 0.1, 0)!;
        Assert.Equal(3, model.Residuals[0], 1e-9);
        Assert.Equal(0, model.Residuals[^1], 1e-4);
        Assert.Equal(0.75, model.Slope, 1e-4);
        Assert.Equal(SeasonCases.LineAndWeek(201)[200]!.Value, model.Forecast(1, 0.9)[0].Middle, 1e-3);
    }

    [Fact]
    public void Errors_AreOneStepAheadOfEachValue() => Prop.ForAll(Cases.ToArbitrary(), x =>
    {
        // What a model of a shorter series expects next is what the longer one had expected there.
        var (c, alpha, beta, gamma) = x;
        var whole = HoltWinters.Smooth(SeasonCases.Known(c.Values), c.Period, alpha, beta, gamma)!;
        var shorter = HoltWinters.Smooth(SeasonCases.Known(c.Values[..^1]), c.Period, alpha, beta, gamma)!;
        return Close(shorter.Forecast(1, 0.9)[0].Middle, whole.Fitted[^1])
            && Close(whole.Residuals[^1], c.Values[^1] - whole.Fitted[^1])
            && Close(whole.SumOfSquares, whole.Residuals.Sum(r => r * r))
            && whole.Residuals.Count == c.Values.Length - c.Period;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Limits_WidenWithTheLevelAndTheDistance() => Prop.ForAll(Cases.ToArbitrary(), x =>
    {
        var model = HoltWinters.Smooth(SeasonCases.Known(x.Case.Values), x.Case.Period, x.Alpha, x.Beta, x.Gamma)!;
        var (narrow, wide) = (model.Forecast(12, 0.5), model.Forecast(12, 0.95));
        return narrow.Zip(wide).All(p => p.First.Low >= p.Second.Low && p.First.High <= p.Second.High && p.First.Contains(p.First.Middle))
            && wide.Zip(wide.Skip(1)).All(p => Width(p.First) <= Width(p.Second) * (1 + 1e-9));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fit_IsNoWorseThanTheReferences()
    {
        var vector = SharedData.Vector("holt_winters_daily_contacts");
        var logs = SeasonCases.Known(vector["input"]!["daily_contacts"].Numbers().Select(v => Math.Log(v)));
        var model = HoltWinters.Fit(logs, 7)!;
        Assert.InRange(model.SumOfSquares, 0, vector["expected"]!["sse"].Number() * (1 + 1e-5));
        Assert.Equal(HoltWinters.Smooth(logs, 7, model.Alpha, model.Beta, model.Gamma)!.SumOfSquares, model.SumOfSquares);
    }

    [Fact]
    public void Fit_StaysWithinItsBounds_AndNoNeighbourIsBetter()
    {
        // A level that jumps about asks for all of the newest value.
        var chance = new Random(7);
        var level = 100.0;
        var series = SeasonCases.Known(Enumerable.Range(0, 84).Select(i => (level += (10 * chance.NextDouble()) - 5) + SeasonCases.Week[i % 7]));
        var model = HoltWinters.Fit(series, 7)!;
        Assert.InRange(model.Alpha, 0.7, 1);
        foreach (var (a, b, c) in new[] { (1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1) })
        {
            var near = HoltWinters.Smooth(series, 7, Moved(model.Alpha, a), Moved(model.Beta, b), Moved(model.Gamma, c))!;
            Assert.True(near.SumOfSquares >= model.SumOfSquares);
        }
    }

    [Fact]
    public void WhatCannotBe_IsRefused_AndTooFewIsSaid()
    {
        var series = SeasonCases.LineAndWeek(14);
        Assert.Null(HoltWinters.Smooth(SeasonCases.LineAndWeek(13), 7, 0.1, 0.1, 0.1));
        Assert.Null(HoltWinters.Fit(SeasonCases.LineAndWeek(13), 7));
        Assert.NotNull(HoltWinters.Fit(series, 7));
        Assert.Throws<ArgumentException>(() => HoltWinters.Fit([.. series, null], 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoltWinters.Fit(series, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoltWinters.Smooth(series, 7, 1.01, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoltWinters.Smooth(series, 7, 0, -0.01, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HoltWinters.Smooth(series, 7, 0, 0, double.NaN));
        var model = HoltWinters.Smooth(series, 7, 0.1, 0.1, 0.1)!;
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(0, 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(1, 1));
    }

    // Two roundings of a sum that large steps may make large.
    private static bool Close(double a, double b) => Math.Abs(a - b) <= 1e-9 * Math.Max(1e3, Math.Abs(a));

    private static double Width(PredictionBand band) => band.High - band.Low;

    private static double Moved(double constant, int way) => Math.Clamp(constant + (way * 0.001), 0, 1);
}
