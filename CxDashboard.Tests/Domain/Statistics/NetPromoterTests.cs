using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class NetPromoterTests
{
    private static readonly Gen<Sample> Samples =
        from promoters in Gen.Choose(0, 80)
        from passives in Gen.Choose(0, 80)
        from detractors in Gen.OneOf(Gen.Choose(0, 80), Gen.Constant(0))
        where promoters + passives + detractors > 0
        select new Sample(promoters, detractors, promoters + passives + detractors);

    [Fact]
    public void EveryInterval_TurnsItsSignWherePromotersAndDetractorsChangePlaces() => Prop.ForAll(Samples.ToArbitrary(), s =>
        Opposite(NetPromoter.Wald(s.Promoters, s.Detractors, s.N), NetPromoter.Wald(s.Detractors, s.Promoters, s.N))
        && Opposite(NetPromoter.AdjustedWald(s.Promoters, s.Detractors, s.N), NetPromoter.AdjustedWald(s.Detractors, s.Promoters, s.N))
        && Opposite(NetPromoter.IterativeScore(s.Promoters, s.Detractors, s.N), NetPromoter.IterativeScore(s.Detractors, s.Promoters, s.N)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void WaldAndScoreIntervals_HoldTheirScore() => Prop.ForAll(Samples.ToArbitrary(), s =>
    {
        var score = NetPromoter.Score(s.Promoters, s.Detractors, s.N);
        var (waldLow, waldHigh) = NetPromoter.Wald(s.Promoters, s.Detractors, s.N);
        var (low, high) = NetPromoter.IterativeScore(s.Promoters, s.Detractors, s.N);
        return waldLow <= score && score <= waldHigh && -1 <= low && low <= score && score <= high && high <= 1 && low < high;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AdjustedAndScoreIntervals_ShrinkWithMoreOfTheSame() => Prop.ForAll(Samples.ToArbitrary(), s =>
        Width(NetPromoter.IterativeScore(4 * s.Promoters, 4 * s.Detractors, 4 * s.N)) < Width(NetPromoter.IterativeScore(s.Promoters, s.Detractors, s.N))
        && Width(NetPromoter.AdjustedWald(9 * s.Promoters, 9 * s.Detractors, 9 * s.N)) < Width(NetPromoter.AdjustedWald(s.Promoters, s.Detractors, s.N))
        && Width(NetPromoter.AdjustedWald(s.Promoters, s.Detractors, s.N, 0.9)) < Width(NetPromoter.AdjustedWald(s.Promoters, s.Detractors, s.N))).QuickCheckThrowOnFailure();

    [Fact]
    public void AdjustedWald_HoldsItsScoreFromTwoAnswers() => Prop.ForAll(Samples.Where(s => s.N > 1).ToArbitrary(), s =>
    {
        var (low, high) = NetPromoter.AdjustedWald(s.Promoters, s.Detractors, s.N);
        var score = NetPromoter.Score(s.Promoters, s.Detractors, s.N);
        return low <= score && score <= high;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AdjustedWald_NeedNotHoldItsScore()
    {
        // Its centre is pulled to zero, for one answer farther than it reaches; at a low level for many.
        Assert.True(NetPromoter.AdjustedWald(1, 0, 1).High < 1);
        Assert.True(NetPromoter.AdjustedWald(30, 0, 30, 0.5).High < 1);
    }

    [Fact]
    public void IterativeScore_OfTwoKindsIsWilsons()
    {
        // Where all are promoters the likeliest others are detractors only: a share, stretched from 0…1 to −1…1.
        var (low, high) = NetPromoter.IterativeScore(20, 0, 20);
        Assert.Equal(1, high);
        Assert.Equal((2 * Proportion.Wilson(20, 20).Low) - 1, low, 1e-12);
    }

    [Fact]
    public void IterativeScore_EndsWhereItsTestDoes()
    {
        // The most likely shares by going through a fine grid: 12 promoters, 5 detractors, 8 passives.
        var (low, high) = NetPromoter.IterativeScore(12, 5, 25);
        Assert.Equal(Proportion.Z, Test(low), 1e-4);
        Assert.Equal(-Proportion.Z, Test(high), 1e-4);

        static double Test(double score)
        {
            var (best, most) = (0.0, double.NegativeInfinity);
            for (var i = 1; i < 100_000; i++)
            {
                var q = Math.Max(0, -score) + ((1 - Math.Abs(score)) / 2 * i / 100_000);
                var likelihood = (12 * Math.Log(q + score)) + (5 * Math.Log(q)) + (8 * Math.Log(1 - (2 * q) - score));
                if (likelihood > most) (best, most) = (q, likelihood);
            }

            return ((7 / 25.0) - score) / Math.Sqrt(((2 * best) + score - (score * score)) / 25);
        }
    }

    [Fact]
    public void EveryDifference_TurnsItsSignWithItsSamples() => Prop.ForAll(
        (from x in Samples from y in Samples select (X: x, Y: y)).ToArbitrary(), c =>
        {
            var (x, y) = (c.X, c.Y);
            var difference = NetPromoter.Score(x.Promoters, x.Detractors, x.N) - NetPromoter.Score(y.Promoters, y.Detractors, y.N);
            var there = NetPromoter.AdjustedWaldDifference(x.Promoters, x.Detractors, x.N, y.Promoters, y.Detractors, y.N);
            var back = NetPromoter.AdjustedWaldDifference(y.Promoters, y.Detractors, y.N, x.Promoters, x.Detractors, x.N);
            var score = NetPromoter.IterativeScoreDifference(x.Promoters, x.Detractors, x.N, y.Promoters, y.Detractors, y.N);
            var scoreBack = NetPromoter.IterativeScoreDifference(y.Promoters, y.Detractors, y.N, x.Promoters, x.Detractors, x.N);
            return Opposite((there.Low, there.High), (back.Low, back.High)) && there.P == back.P
                && (there.Low <= 0 && there.High >= 0) == (there.P >= 0.05)
                && Opposite(score, scoreBack) && score.Low <= difference && difference <= score.High;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ScoreDifference_FromManyJoinsWald()
    {
        var wald = NetPromoter.WaldDifference(5_000_000, 2_000_000, 1e7, 4_999_000, 2_000_000, 1e7);
        var (low, high) = NetPromoter.IterativeScoreDifference(5_000_000, 2_000_000, 1e7, 4_999_000, 2_000_000, 1e7);
        Assert.Equal(wald.Low, low, 1e-8);
        Assert.Equal(wald.High, high, 1e-8);
    }

    [Fact]
    public void NoVariation_HasNoChance()
    {
        Assert.Null(NetPromoter.WaldDifference(0, 0, 5, 0, 0, 9).P);
        Assert.NotNull(NetPromoter.AdjustedWaldDifference(0, 0, 5, 0, 0, 9).P);
    }

    [Fact]
    public void NearlyAllOfOneKind_KeepTheirVariance() => Assert.Equal(1e-7 * (1 - 1e-7), NetPromoter.Variance(9_999_999, 0, 1e7), 1e-19);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 3, 5)]
    [InlineData(-1, 0, 5)]
    [InlineData(0, double.NaN, 5)]
    public void NoScore_IsRefused(double promoters, double detractors, double n)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.Score(promoters, detractors, n));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.Wald(promoters, detractors, n));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.AdjustedWald(promoters, detractors, n));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.IterativeScore(promoters, detractors, n));
        Assert.Throws<ArgumentOutOfRangeException>(() => NetPromoter.AdjustedWaldDifference(1, 1, 3, promoters, detractors, n));
    }

    private static bool Opposite((double Low, double High) there, (double Low, double High) back) =>
        Math.Abs(there.Low + back.High) < 1e-12 && Math.Abs(there.High + back.Low) < 1e-12;

    private static double Width((double Low, double High) interval) => interval.High - interval.Low;

    private sealed record Sample(int Promoters, int Detractors, int N);
}
