using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class TodayBandTests
{
    private static readonly Gen<double?[]> Weeks =
        from n in Gen.Choose(4, 12)
        from counts in Gen.Choose(1, 2000).ListOf(n)
        from unknown in Gen.Choose(0, 3)
        select (double?[])[.. counts.Select(c => (double?)c), .. new double?[unknown]];

    private static readonly Gen<double> Levels = Gen.Choose(1, 98).Select(l => l / 100.0);

    [Fact]
    public void Band_ContainsItsMiddle_AndWidensWithTheLevel() => Prop.ForAll((from w in Weeks from l in Levels select (w, l)).ToArbitrary(), x =>
    {
        var (narrow, wide) = (TodayBand.Of(x.w, x.l).Band!.Value, TodayBand.Of(x.w, x.l + 0.01).Band!.Value);
        return narrow.Contains(narrow.Middle) && wide.Low < narrow.Low && wide.High > narrow.High && Math.Abs(wide.Middle - narrow.Middle) < 1e-12;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Band_ScalesWithTheCounts() => Prop.ForAll(Weeks.ToArbitrary(), w =>
    {
        // But for equal counts, whose band is that of chance.
        var (band, scaled) = (TodayBand.Of(w, 0.9), TodayBand.Of([.. w.Select(c => c * 1000)], 0.9));
        return band.Basis != TodayBandBasis.Logarithms
            || SeasonCases.Near(Ends(band).Select(e => e * 1000), Ends(scaled), 1e-10 * Ends(scaled).Max());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void OrderAndUnknownWeeks_DoNotMatter() => Prop.ForAll(Weeks.ToArbitrary(), w =>
    {
        var (band, other) = (TodayBand.Of(w, 0.9), TodayBand.Of([.. w.OfType<double>().Order().Select(c => (double?)c)], 0.9));
        return band.Known == other.Known && band.Basis == other.Basis && SeasonCases.Near(Ends(band), Ends(other), 1e-9 * Ends(band).Max());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NextDay_LiesInTheBandAsOftenAsTheLevelSays()
    {
        var chance = new Random(20260302);
        var inside = Enumerable.Range(0, 2000).Count(_ =>
        {
            var days = Enumerable.Range(0, 9).Select(_ => (double?)Math.Exp(6 + (0.2 * Normal(chance)))).ToArray();
            return TodayBand.Of(days[..8], 0.8).Band!.Value.Contains(days[8]!.Value);
        });

        // Four standard errors.
        Assert.InRange(inside, 1600 - 72, 1600 + 72);
    }

    [Fact]
    public void ThreeKnownWeeks_AreTooFew()
    {
        Assert.Equal(new TodayBand(TodayBandBasis.TooFewWeeks, 3, null), TodayBand.Of([3, null, 4, null, 5, null, null, null], 0.9));
        Assert.Equal(new TodayBand(TodayBandBasis.TooFewWeeks, 0, null), TodayBand.Of([], 0.9));
        Assert.Equal(4, TodayBand.Of([3, null, 4, 5, 6], 0.9).Known);
        Assert.NotNull(TodayBand.Of([3, null, 4, 5, 6], 0.9).Band);
    }

    [Fact]
    public void Zero_TakesTheBandOfCounts()
    {
        var band = TodayBand.Of([3, 0, 4, 5, null], 0.9);
        Assert.Equal(TodayBandBasis.QuasiPoisson, band.Basis);
        Assert.Equal(QuasiPoisson.Band([3, 0, 4, 5], 0.9), band.Band);
        Assert.Equal(new TodayBand(TodayBandBasis.NothingCame, 4, null), TodayBand.Of([0, 0, 0, 0], 0.9));
    }

    [Fact]
    public void EqualCounts_StillVaryByChance()
    {
        var band = TodayBand.Of([9, 9, 9, 9, 9], 0.9);
        Assert.Equal(TodayBandBasis.QuasiPoisson, band.Basis);
        Assert.True(band.Band!.Value.Contains(6) && band.Band.Value.Contains(12) && !band.Band.Value.Contains(30));
    }

    [Fact]
    public void WhatIsNoCount_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TodayBand.Of([-1], 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => TodayBand.Of([1, 2, 3, 4, double.NaN], 0.9));
        Assert.Throws<ArgumentOutOfRangeException>(() => TodayBand.Of([1, 2, 3, 4], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TodayBand.Of([], 0));
    }

    private static double[] Ends(TodayBand band) => [band.Band!.Value.Low, band.Band.Value.Middle, band.Band.Value.High];

    private static double Normal(Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
