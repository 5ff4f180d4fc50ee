using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class BunchingTests
{
    [Fact]
    public void Chances_AreThoseOfAddingUpOutcomes() => Prop.ForAll(
        (from n in Gen.Choose(1, 120)
         from below in Gen.Choose(0, n)
         from share in Gen.Elements(0.5, 0.3, 0.05, 0.9)
         select (Below: below, Above: n - below, Share: share)).ToArbitrary(),
        c =>
        {
            var n = c.Below + c.Above;
            var chances = new double[n + 1];
            for (var k = 0; k <= n; k++) chances[k] = Chance(k, n, c.Share);
            var b = Bunching.Of(c.Below, c.Above, c.Share)!;
            var twoSided = chances.Where(p => p <= chances[c.Below] * (1 + 1e-7)).Sum();
            return Math.Abs(b.GreaterP - chances[c.Below..].Sum()) < 1e-11 && Math.Abs(b.TwoSidedP - Math.Min(1, twoSided)) < 1e-11;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Windows_ChangePlacesWithTheirChances() => Prop.ForAll(
        (from below in Gen.Choose(0, 5000) from above in Gen.Choose(1, 5000) select (Below: below, Above: above)).ToArbitrary(),
        c =>
        {
            var (there, back) = (Bunching.Of(c.Below, c.Above, 0.4)!, Bunching.Of(c.Above, c.Below, 0.6)!);
            return Math.Abs(there.TwoSidedP - back.TwoSidedP) < 1e-9 && Math.Abs(there.Interval.Low + back.Interval.High - 1) < 1e-12
                && there.Interval.Low <= there.ShareBelow && there.ShareBelow <= there.Interval.High;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TinyChances_KeepTheirDigits()
    {
        // By arithmetic of 40 digits.
        Assert.Equal(6.7017177900062963e-162, Bunching.Of(900, 100)!.GreaterP, 6.7e-162 * 1e-11);
        Assert.Equal(2 * 6.7017177900062963e-162, Bunching.Of(900, 100)!.TwoSidedP, 6.7e-162 * 1e-11);
        Assert.Equal(0.00078355095284769924, Bunching.Of(5_005_000, 4_995_000)!.GreaterP, 1e-13);
    }

    [Fact]
    public void EvenWindows_SayNothing()
    {
        Assert.Equal(1, Bunching.Of(30, 30)!.TwoSidedP);
        Assert.Equal(1, Bunching.Of(1, 0)!.TwoSidedP, 1e-13);
        Assert.Equal(1, Bunching.Of(0, 7)!.GreaterP);
    }

    [Fact]
    public void EmptyWindows_HaveNoTest() => Assert.Null(Bunching.Of(0, 0));

    [Fact]
    public void ImpossibleWindows_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bunching.Of(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bunching.Of(1, -2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bunching.Of(1, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bunching.Of(1, 2, 1));
    }

    private static double Chance(int k, int n, double p)
    {
        var f = Math.Pow(1 - p, n - k);
        for (var i = 1; i <= k; i++) f *= p * (n - k + i) / i;
        return f;
    }
}
