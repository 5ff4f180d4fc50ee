using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class PresentationStandardTests
{
    [Fact]
    public void Nothing_IsWeak()
    {
        Assert.True(PresentationStandard.IsWeak(0, 0));
        Assert.True(PresentationStandard.IsWeak(0, 50));
        Assert.False(PresentationStandard.IsWeak(0, 1000));
        Assert.True(PresentationStandard.IsWeak(29));
        Assert.False(PresentationStandard.IsWeak(30));
    }

    [Fact]
    public void NothingOfFew_IsWeakAsOneOfThemIs()
    {
        for (var n = 1; n < 120; n++)
        {
            Assert.Equal(n < 72, PresentationStandard.IsWeak(0, n));
            if (n < 72) Assert.True(PresentationStandard.IsWeak(1, n));
        }

        // The standard itself shows it and asks for a review.
        Assert.Equal(PresentationNote.Review, PresentationStandard.Of(0, 50).Note);
    }

    [Fact]
    public void Nothing_IsSuppressedWithoutAnInterval() =>
        Assert.Equal(new Presentation(PresentationNote.Suppress, 0, null), PresentationStandard.Of(0, 0));

    [Fact]
    public void DesignEffect_TakesNumbersAway()
    {
        Assert.Equal(PresentationNote.None, PresentationStandard.Of(30, 60).Note);
        Assert.Equal(60 / 1.3, PresentationStandard.Of(30, 60, 1.3).EffectiveN, 1e-12);
        Assert.Equal(PresentationNote.Suppress, PresentationStandard.Of(30, 60, 2.01).Note);

        // Exactly thirty are left, in spite of rounding; and nothing is better than independent.
        Assert.Equal(PresentationNote.Review, PresentationStandard.Of(33, 33, 1.1).Note);
        Assert.Equal(60, PresentationStandard.Of(30, 60, 0.5).EffectiveN);
        Assert.Equal(Proportion.ClopperPearson(25, 100), PresentationStandard.Of(50, 200, 2).Interval);
    }

    [Fact]
    public void AllOrNothing_IsShownForReviewFromThirty()
    {
        Assert.Equal(PresentationNote.Suppress, PresentationStandard.Of(29, 29).Note);
        Assert.Equal(PresentationNote.Review, PresentationStandard.Of(30, 30).Note);
        Assert.Equal(PresentationNote.Review, PresentationStandard.Of(0, 1000).Note);
    }

    [Fact]
    public void EveryShareButZero_IsSuppressedWhereItIsWeak() => Prop.ForAll(
        (from n in Gen.Choose(1, 3000) from x in Gen.Choose(1, n) select (X: x, N: n)).ToArbitrary(),
        c => PresentationStandard.Of(c.X, c.N).Show == !PresentationStandard.IsWeak(c.X, c.N)).QuickCheckThrowOnFailure();

    [Fact]
    public void NoShare_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PresentationStandard.Of(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PresentationStandard.Of(1, 2, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PresentationStandard.Of(1, 2, double.NaN));
    }
}
