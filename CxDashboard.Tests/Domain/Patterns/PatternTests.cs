using CxDashboard.Domain.Patterns;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class PatternTests
{
    [Fact]
    public void Ids_AreStableAndSentencesSpeakOfTheProcess()
    {
        Assert.Equal(
            ["claimed-not-held", "holding-replies", "selective-answers", "cut-short", "given-up", "closed-and-reopened", "period-end-closing", "open-ones-age"],
            Pattern.All.Select(p => p.Id));
        Assert.All(Pattern.All, p => Assert.EndsWith(".", p.Sentence, StringComparison.Ordinal));
        Assert.All(Pattern.All, p => Assert.DoesNotContain("agent", p.Sentence, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(540, 456, PairState.Noise)]
    [InlineData(576, 456, PairState.Better)]
    [InlineData(576, 492, PairState.Better)]
    [InlineData(540, 492, PairState.Better)]
    [InlineData(576, 420, PairState.TradeOff)]
    [InlineData(504, 492, PairState.TradeOff)]
    [InlineData(504, 456, PairState.Worse)]
    [InlineData(540, 420, PairState.Worse)]
    [InlineData(504, 420, PairState.Worse)]
    public void Pair_HasOneOfFourStates(double metric, double counter, PairState state) =>
        Assert.Equal(state, PairStates.Of(PatternCases.Shares(540, metric), true, PatternCases.Shares(456, counter), true));

    [Fact]
    public void MixPart_IsOfTheDifference()
    {
        // 0.5·0.2 + 0.5·0.6 = 0.4 before, 0.25·0.3 + 0.75·0.7 = 0.6 after: mix ½(0.25·(−0.25) + 0.65·0.25)·2 = 0.1, rate 0.1.
        var series = PatternSeries.OfShares("share", PatternCases.Counts(240, 360), [PatternCases.Stratum("A", 60, 300, 45, 150), PatternCases.Stratum("B", 180, 300, 315, 450)]);
        var mix = MixSplit.Of(series, new StepWindow(0, 24, 24))!;
        Assert.Equal(0.2, mix.Split.Difference, 1e-12);
        Assert.Equal(0.1, mix.Split.Mix, 1e-12);
        Assert.Equal(0.5, mix.MixPart!.Value, 1e-9);
        Assert.Null(MixSplit.Of(PatternCases.Shares(240, 360), new StepWindow(0, 24, 24)));
    }

    [Fact]
    public void StrataOfOtherSteps_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PatternSeries.OfShares("share", PatternCases.Counts(240, 360), [new Stratum("A", [])]));
        Assert.Throws<ArgumentException>(() => PatternSeries.OfShares("share", [SeriesPoint.OfValue(0.5)]));
        Assert.Throws<ArgumentException>(() => PatternSeries.OfValues("value", [SeriesPoint.OfValue(-1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesPoint.OfShare(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesPoint.OfValue(double.NaN));
        Assert.Equal(SeriesPoint.Unknown, SeriesPoint.OfShare(0, 0));
    }
}
