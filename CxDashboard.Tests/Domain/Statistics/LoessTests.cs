using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class LoessTests
{
    private static readonly Gen<(double[] Y, double[] Weights, int Window, int Degree)> Cases =
        from n in Gen.Choose(2, 40)
        from y in Gen.Choose(-1000, 1000).ListOf(n)
        from weights in Gen.Choose(1, 100).ListOf(n)
        from half in Gen.Choose(2, 30)
        from degree in Gen.Choose(0, 1)
        select (y.Select(v => v / 8.0).ToArray(), weights.Select(w => w / 100.0).ToArray(), (2 * half) + 1, degree);

    [Fact]
    public void Fit_IsThatOfWeightedLeastSquares() => Prop.ForAll(Cases.ToArbitrary(), c =>
    {
        var smooth = new double[c.Y.Length];
        new Loess(c.Window, c.Degree, 1).Smooth(c.Y, c.Weights, smooth);
        return SeasonCases.Near(smooth, c.Y.Select((_, i) => Naive(i, c.Y, c.Weights, c.Window, c.Degree)), 1e-8);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Line_StaysAsItIs_WhateverTheJump()
    {
        double[] line = [.. Enumerable.Range(0, 53).Select(i => 3 - (0.25 * i))];
        var smooth = new double[line.Length];
        for (var jump = 1; jump <= 60; jump++)
        {
            new Loess(11, 1, jump).Smooth(line, [], smooth);
            Assert.True(SeasonCases.Near(line, smooth, 1e-11));
        }
    }

    [Fact]
    public void ValuesWithoutWeight_StayAsTheyAre()
    {
        var smooth = new double[5];
        new Loess(3, 1, 1).Smooth([5, 1, 4, 2, 3], new double[5], smooth);
        Assert.Equal([5, 1, 4, 2, 3], smooth);
        new Loess(3, 1, 1).Smooth([7], [0], smooth);
        Assert.Equal(7, smooth[0]);
    }

    // The weighted mean, or the weighted normal equations of a line around the place.
    private static double Naive(int place, double[] y, double[] weights, int window, int degree)
    {
        var n = y.Length;
        var left = window >= n ? 0 : Math.Clamp(place - (window / 2), 0, n - window);
        var near = Enumerable.Range(left, Math.Min(window, n)).ToArray();
        double reach = near.Max(j => Math.Abs(j - place)) + (window > n ? (window - n) / 2 : 0);
        double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
        foreach (var j in near)
        {
            double d = j - place;
            var part = Math.Abs(d) / reach;
            var w = weights[j] * (part > 0.999 ? 0 : part <= 0.001 ? 1 : Math.Pow(1 - Math.Pow(part, 3), 3));
            (s0, s1, s2, t0, t1) = (s0 + w, s1 + (w * d), s2 + (w * d * d), t0 + (w * y[j]), t1 + (w * d * y[j]));
        }

        return degree == 0 || (s2 * s0) - (s1 * s1) < 1e-9 ? t0 / s0 : ((s2 * t0) - (s1 * t1)) / ((s2 * s0) - (s1 * s1));
    }
}
