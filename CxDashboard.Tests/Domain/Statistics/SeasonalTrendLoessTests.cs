using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class SeasonalTrendLoessTests
{
    private static readonly SeasonalTrendOptions[] Ways =
    [
        new(), new() { IsRobust = true }, new() { SeasonalWindow = 7 },
        new() { SeasonalWindow = 35, SeasonalDegree = 1, TrendWindow = 9, TrendJump = 3, LowPassJump = 2, IsRobust = true },
    ];

    [Fact]
    public void Parts_AddUpToTheSeries() => Check((c, way) =>
    {
        var parts = Decompose(c.Values, c.Period, way);
        return SeasonCases.Near(parts.Seasonal.Zip(parts.Trend, (s, t) => s + t).Zip(parts.Remainder, (a, r) => a + r), c.Values, 1e-10)
            && SeasonCases.Near(parts.Adjusted.Zip(parts.Seasonal, (a, s) => a + s), c.Values, 1e-10)
            && parts.Weights.Count == c.Values.Length && parts.Weights.All(w => w is >= 0 and <= 1);
    });

    [Fact]
    public void PeriodicSeason_IsTheSameInEachPeriod() => Check((c, way) =>
    {
        var seasonal = Decompose(c.Values, c.Period, way with { SeasonalWindow = null }).Seasonal;
        return seasonal.Skip(c.Period).Zip(seasonal).All(pair => pair.First == pair.Second);
    });

    // Freak values are told by comparing, which a shift may decide otherwise by a rounding: so not robust.
    [Fact]
    public void ShiftOfTheSeries_ShiftsTheTrendOnly() => Check((c, way) =>
    {
        way = way with { IsRobust = false };
        var (parts, shifted) = (Decompose(c.Values, c.Period, way), Decompose([.. c.Values.Select(v => v + 1024)], c.Period, way));
        return SeasonCases.Near(parts.Seasonal, shifted.Seasonal, 1e-8)
            && SeasonCases.Near(parts.Trend.Select(t => t + 1024), shifted.Trend, 1e-8)
            && SeasonCases.Near(parts.Remainder, shifted.Remainder, 1e-8);
    });

    [Fact]
    public void ScaleOfTheSeries_ScalesEachPartAndLeavesTheWeights() => Check((c, way) =>
    {
        var (parts, scaled) = (Decompose(c.Values, c.Period, way), Decompose([.. c.Values.Select(v => v * -4)], c.Period, way));
        return SeasonCases.Near(parts.Seasonal.Select(s => s * -4), scaled.Seasonal, 1e-8)
            && SeasonCases.Near(parts.Trend.Select(t => t * -4), scaled.Trend, 1e-8)
            && SeasonCases.Near(parts.Remainder.Select(r => r * -4), scaled.Remainder, 1e-8)
            && SeasonCases.Near(parts.Weights, scaled.Weights, 1e-8);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LineAndPeriod_LeaveNoRemainder(bool isRobust)
    {
        // Lines at each place of the period make both parts at once; levels come to them pass by pass.
        var series = SeasonCases.LineAndWeek(100);
        var lines = SeasonalTrendLoess.Decompose(series, 7, new() { SeasonalWindow = 11, SeasonalDegree = 1, IsRobust = isRobust })!;
        var levels = SeasonalTrendLoess.Decompose(series, 7, new() { InnerPasses = 60, IsRobust = isRobust, OuterPasses = isRobust ? 2 : 0 })!;
        foreach (var parts in new[] { lines, levels })
        {
            Assert.All(parts.Remainder, r => Assert.Equal(0, r, 1e-8));
            Assert.All(parts.Seasonal, (s, i) => Assert.Equal(SeasonCases.Week[i % 7], s, 1e-8));
            Assert.All(parts.Trend, (t, i) => Assert.Equal(200 + (0.75 * i), t, 1e-8));
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(0.1, false)]
    [InlineData(0.1, true)]
    public void EqualValues_AreTrendAlone(double value, bool isRobust)
    {
        var parts = SeasonalTrendLoess.Decompose(SeasonCases.Known(Enumerable.Repeat(value, 30)), 7, new() { IsRobust = isRobust })!;
        Assert.All(parts.Trend, t => Assert.Equal(value, t, 1e-14));
        Assert.All(parts.Seasonal, s => Assert.Equal(0, s, 1e-14));
        Assert.All(parts.Remainder, r => Assert.Equal(0, r, 1e-14));
        Assert.All(parts.Weights, w => Assert.Equal(1, w));
    }

    [Fact]
    public void FreakValue_IsNotListenedToWhereRobust()
    {
        var series = SeasonCases.Known(SeasonCases.LineAndWeek(84).Select((v, i) => v!.Value + Math.Sin(i * i)));
        var calm = SeasonalTrendLoess.Decompose(series, 7, new() { IsRobust = true })!;
        series[40] += 500;
        var robust = SeasonalTrendLoess.Decompose(series, 7, new() { IsRobust = true })!;
        var naive = SeasonalTrendLoess.Decompose(series, 7)!;
        Assert.Equal(0, robust.Weights[40]);
        Assert.Equal(calm.Seasonal[5], robust.Seasonal[5], 0.5);
        Assert.Equal(calm.Trend[40], robust.Trend[40], 0.5);
        Assert.True(robust.Remainder[40] > 498);
        Assert.True(naive.Seasonal[5] > calm.Seasonal[5] + 20);
        Assert.All(naive.Weights, w => Assert.Equal(1, w));
    }

    [Fact]
    public void GapsAndInfinities_AreRefusedByASentence()
    {
        var series = SeasonCases.LineAndWeek(30);
        series[9] = null;
        Assert.Contains("Value 10 of the series is unknown", Assert.Throws<ArgumentException>(() => SeasonalTrendLoess.Decompose(series, 7)).Message, StringComparison.Ordinal);
        series[9] = double.NaN;
        Assert.Throws<ArgumentException>(() => SeasonalTrendLoess.Decompose(series, 7));
        series[9] = Math.Log(0);
        Assert.Contains("Value 10 of the series is infinite", Assert.Throws<ArgumentException>(() => SeasonalTrendLoess.Decompose(series, 7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoPeriods_AreTooFew()
    {
        Assert.Null(SeasonalTrendLoess.Decompose([], 7));
        Assert.Null(SeasonalTrendLoess.Decompose(SeasonCases.LineAndWeek(13), 7));
        Assert.Null(SeasonalTrendLoess.Decompose(SeasonCases.LineAndWeek(14), 7));
        Assert.NotNull(SeasonalTrendLoess.Decompose(SeasonCases.LineAndWeek(15), 7));
        Assert.Null(SeasonalTrendLoess.Decompose(SeasonCases.LineAndWeek(15), int.MaxValue));
    }

    [Fact]
    public void WhatCannotBe_IsRefused()
    {
        var series = SeasonCases.LineAndWeek(30);
        Assert.Throws<ArgumentOutOfRangeException>(() => SeasonalTrendLoess.Decompose(series, 1));
        foreach (var options in new SeasonalTrendOptions[]
        {
            new() { SeasonalWindow = 1 }, new() { TrendWindow = 0 }, new() { LowPassWindow = -3 }, new() { SeasonalDegree = 2 }, new() { TrendDegree = -1 },
            new() { LowPassDegree = 2 }, new() { SeasonalJump = 0 }, new() { TrendJump = 0 }, new() { LowPassJump = -1 }, new() { InnerPasses = 0 }, new() { OuterPasses = -1 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => SeasonalTrendLoess.Decompose(series, 7, options));
        }
    }

    [Fact]
    public void EvenWindow_CountsAsTheNextOddOne()
    {
        var series = SeasonCases.Known(SeasonCases.LineAndWeek(84).Select((v, i) => v!.Value + (5 * Math.Sin(i * i))));
        var odd = SeasonalTrendLoess.Decompose(series, 7, new() { SeasonalWindow = 9, TrendWindow = 15, LowPassWindow = 9 })!;
        var even = SeasonalTrendLoess.Decompose(series, 7, new() { SeasonalWindow = 8, TrendWindow = 14, LowPassWindow = 8 })!;
        Assert.Equal(odd.Trend, even.Trend);
        Assert.Equal(odd.Seasonal, even.Seasonal);
    }

    private static SeasonalTrendParts Decompose(double[] values, int period, SeasonalTrendOptions way) => SeasonalTrendLoess.Decompose(SeasonCases.Known(values), period, way)!;

    private static void Check(Func<SeasonCases.Case, SeasonalTrendOptions, bool> holds) =>
        Prop.ForAll((from c in SeasonCases.Any from way in Gen.Elements(Ways) select (c, way)).ToArbitrary(), x => holds(x.c, x.way)).QuickCheckThrowOnFailure();
}
