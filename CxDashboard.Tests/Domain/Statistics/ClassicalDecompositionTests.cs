using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ClassicalDecompositionTests
{
    [Theory]
    [InlineData(4, 8)]
    [InlineData(4, 9)]
    [InlineData(5, 10)]
    [InlineData(7, 41)]
    public void LineAndPeriod_LeaveNoRemainder(int period, int length)
    {
        var figure = Enumerable.Range(0, period).Select(p => (double)(p * p)).ToArray();
        var parts = ClassicalDecomposition.Decompose(SeasonCases.Known(Enumerable.Range(0, length).Select(i => 50 + (2.5 * i) + figure[i % period])), period)!;
        Assert.All(parts.Remainder.OfType<double>(), r => Assert.Equal(0, r, 1e-11));
        Assert.All(parts.Figure, (f, p) => Assert.Equal(figure[p] - figure.Average(), f, 1e-11));
        Assert.All(parts.Trend, (t, i) => Assert.True(i < period / 2 || i >= length - (period / 2) ? t is null : Math.Abs(t!.Value - (50 + (2.5 * i) + figure.Average())) < 1e-11));
    }

    [Fact]
    public void Factors_LeaveARemainderOfOne()
    {
        double[] factors = [0.5, 1, 1.25, 1.25];
        var parts = ClassicalDecomposition.Decompose(SeasonCases.Known(Enumerable.Range(0, 14).Select(i => 80 * factors[i % 4])), 4, SeasonKind.Multiplicative)!;
        Assert.All(parts.Figure, (f, p) => Assert.Equal(factors[p], f, 1e-13));
        Assert.All(parts.Seasonal, (s, i) => Assert.Equal(factors[i % 4], s, 1e-13));
        Assert.All(parts.Remainder.Skip(2).SkipLast(2), r => Assert.Equal(1, r!.Value, 1e-13));
        Assert.Null(parts.Remainder[1]);
    }

    [Fact]
    public void Parts_AreTheSeries() => Prop.ForAll(SeasonCases.Any.ToArbitrary(), c =>
    {
        double[] above = [.. c.Values.Select(v => v + 1000)];
        var added = ClassicalDecomposition.Decompose(SeasonCases.Known(c.Values), c.Period)!;
        var multiplied = ClassicalDecomposition.Decompose(SeasonCases.Known(above), c.Period, SeasonKind.Multiplicative)!;
        return Enumerable.Range(c.Period / 2, c.Values.Length - (c.Period / 2 * 2)).All(i =>
                Math.Abs((added.Trend[i] + added.Seasonal[i] + added.Remainder[i] - c.Values[i])!.Value) < 1e-9
                && Math.Abs((multiplied.Trend[i] * multiplied.Seasonal[i] * multiplied.Remainder[i] - above[i])!.Value) < 1e-9)
            && Math.Abs(added.Figure.Sum()) < 1e-9 && Math.Abs(multiplied.Figure.Average() - 1) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Zeros_AreDividedByNowhere()
    {
        Assert.Null(ClassicalDecomposition.Decompose(new double?[14].Select(_ => (double?)0).ToArray(), 7, SeasonKind.Multiplicative));

        // Never a contact at the second place; and for a period and longer none at all.
        var parts = ClassicalDecomposition.Decompose(SeasonCases.Known([2, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0]), 2, SeasonKind.Multiplicative)!;
        Assert.Equal([2, 0], parts.Figure);
        Assert.Equal(1, parts.Remainder[2]!.Value, 1e-12);
        Assert.Null(parts.Remainder[3]);
        Assert.Null(parts.Remainder[8]);
        Assert.Equal(0, ClassicalDecomposition.Decompose(SeasonCases.Known(new double[14]), 7)!.Figure.Max());
    }

    [Fact]
    public void WhatCannotBe_IsRefused_AndTooFewIsSaid()
    {
        Assert.Null(ClassicalDecomposition.Decompose(SeasonCases.LineAndWeek(13), 7));
        Assert.NotNull(ClassicalDecomposition.Decompose(SeasonCases.LineAndWeek(14), 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassicalDecomposition.Decompose(SeasonCases.LineAndWeek(14), 1));
        Assert.Throws<ArgumentException>(() => ClassicalDecomposition.Decompose([.. SeasonCases.LineAndWeek(14), null], 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassicalDecomposition.Decompose([.. SeasonCases.LineAndWeek(14), -1], 7, SeasonKind.Multiplicative));
    }
}
