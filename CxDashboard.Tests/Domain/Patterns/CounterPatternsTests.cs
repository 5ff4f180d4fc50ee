using CxDashboard.Domain.Patterns;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class CounterPatternsTests
{
    [Fact]
    public void MoreClaimedAndLessHeld_IsFoundWithItsFigures()
    {
        var found = CounterPatterns.ClaimedNotHeld(PatternCases.Shares(540, 576), PatternCases.Shares(456, 420))!;
        Assert.Equal(("claimed-not-held", 24), (found.Pattern.Id, found.Since));

        // 540 and 576 of 600; 456 and 420 of 600.
        Assert.Equal((0.90, 0.96), (found.Metric.Before, found.Metric.After), Close);
        Assert.Equal((0.76, 0.70), (found.Counter.Before, found.Counter.After), Close);
        Assert.Equal((24, 12), (found.Metric.StepsBefore, found.Metric.StepsAfter));

        // σ_z of claimed: 12/1.128 ÷ √(600·.9·.1) = 1.4477, so 24·600 and 12·600 count as 6,870.9 and 3,435.5; of held 1.0169: 13,925 and 6,962.
        Assert.Equal((0.05013, 0.06950), (found.Metric.Low, found.Metric.High), Close);
        Assert.Equal((-0.07294, -0.04716), (found.Counter.Low, found.Counter.High), Close);
        Assert.Equal(PairState.TradeOff, found.Pair);

        // Both wiggle alike, so the line is held = 456 + (claimed − 540), and 36 more claimed with 36 fewer held lies 72 below it, at every step.
        Assert.Equal(1, found.Residual!.Slope, 1e-9);
        Assert.Equal((12, 24), (found.Residual.Outside, found.Residual.First));
        Assert.Equal(-0.12, found.Residual.Newest!.Value, 1e-9);
        Assert.Equal([EvidenceStep.Pair, EvidenceStep.Residual], found.CarriedBy);
        Assert.Null(found.Mix);
        Assert.Null(found.Censoring);
        Assert.Null(found.Bunching);
    }

    [Theory]
    [InlineData(576, 492)]
    [InlineData(576, 456)]
    [InlineData(540, 420)]
    [InlineData(504, 420)]
    [InlineData(540, 456)]
    public void AnythingElseOfClaimedAndHeld_IsSilent(double claimed, double held) =>
        Assert.Null(CounterPatterns.ClaimedNotHeld(PatternCases.Shares(540, claimed), PatternCases.Shares(456, held)));

    [Fact]
    public void UnknownSteps_AreGapsOnEitherSide()
    {
        var claimed = PatternSeries.OfShares("claimed", PatternCases.Counts(540, 576).Without(3, 30));
        var held = PatternSeries.OfShares("held", PatternCases.Counts(456, 420).Without(7, 34, 35));
        var found = CounterPatterns.ClaimedNotHeld(claimed, held)!;

        // The 24th known step of claimed is the 25th: the run began there, and the baseline before it has 23 of them.
        Assert.Equal(24, found.Since);
        Assert.Equal((23, 11), (found.Metric.StepsBefore, found.Metric.StepsAfter));
        Assert.Equal((23, 10), (found.Counter.StepsBefore, found.Counter.StepsAfter));
    }

    [Fact]
    public void TooFewSteps_AreSilent()
    {
        PatternSeries First(double before, double after, int steps) => PatternSeries.OfShares("share", PatternCases.Counts(before, after)[..steps]);
        Assert.Null(CounterPatterns.ClaimedNotHeld(First(540, 576, 27), First(456, 420, 27)));
        Assert.NotNull(CounterPatterns.ClaimedNotHeld(First(540, 576, 28), First(456, 420, 28)));
        Assert.Null(CounterPatterns.ClaimedNotHeld(First(540, 576, 0), First(456, 420, 0)));
    }

    [Fact]
    public void MixThatExplainsTheMetric_IsSilent()
    {
        // Chat claims 99 of 100, mail 441 of 500 (88.2 %). With 400 chats and 200 mails 396 + 176.4 = 572.4 are claimed, at no other rate.
        Stratum[] strata = [PatternCases.Stratum("Chat", 99, 100, 396, 400), PatternCases.Stratum("E-mail", 441, 500, 176.4, 200)];
        var claimed = PatternSeries.OfShares("claimed", PatternCases.Counts(540, 572.4), strata);
        Assert.NotNull(CounterPatterns.ClaimedNotHeld(PatternSeries.OfShares("claimed", PatternCases.Counts(540, 572.4)), PatternCases.Shares(456, 420)));
        Assert.Null(CounterPatterns.ClaimedNotHeld(claimed, PatternCases.Shares(456, 420)));
    }

    [Fact]
    public void MixThatExplainsTheCounter_IsSilent()
    {
        // Held: 300 of 320 chats and 156 of 280 mails; then 27 of 30 and 393 of 570, which is 420 for nearly all are mails, of which more hold than before.
        Stratum[] strata = [PatternCases.Stratum("Chat", 300, 320, 27, 30), PatternCases.Stratum("E-mail", 156, 280, 393, 570)];
        Assert.Null(CounterPatterns.ClaimedNotHeld(PatternCases.Shares(540, 576), PatternSeries.OfShares("held", PatternCases.Counts(456, 420), strata)));
    }

    [Fact]
    public void MixThatExplainsAPart_IsToldAndDoesNotSilence()
    {
        // Chats go from one in six to 160 of 600, a tenth more; both held 90 % before, so mix is half the difference of what they hold since, times a tenth.
        Stratum[] strata = [PatternCases.Stratum("Chat", 90, 100, 152, 160), PatternCases.Stratum("E-mail", 450, 500, 424, 440)];
        var found = CounterPatterns.ClaimedNotHeld(PatternSeries.OfShares("claimed", PatternCases.Counts(540, 576), strata), PatternCases.Shares(456, 420))!;
        Assert.Equal(0.06, found.Mix!.Split.Difference, 1e-9);
        Assert.Equal(((0.95 + 0.90) - (424 / 440.0 + 0.90)) / 2 * 0.1, found.Mix.Split.Mix, 1e-9);
        Assert.Equal([EvidenceStep.Mix, EvidenceStep.Pair, EvidenceStep.Residual], found.CarriedBy);
    }

    [Fact]
    public void BetterAnswersFromFewer_AreFoundByEitherBase()
    {
        // 95 to 125 of 210 answers; 210 to 160 of 750 asked; 750 to 690 of 830 contacts.
        var satisfied = PatternSeries.OfShares("delighted", PatternCases.Counts(95, 125, 210));
        var (answer, fewer) = (PatternCases.Shares(210, 160, 750), PatternSeries.OfShares("asked", PatternCases.Counts(750, 690, 830)));
        var byResponse = CounterPatterns.SelectiveAnswers(satisfied, new() { ResponseRate = answer })!;
        Assert.Equal((0.28, 160 / 750.0), (byResponse.Counter.Before, byResponse.Counter.After), Close);
        Assert.True(byResponse.Base!.ResponseRate!.High < 0);
        Assert.Equal(EvidenceStep.Base, byResponse.CarriedBy[^1]);
        Assert.Equal("asked", CounterPatterns.SelectiveAnswers(satisfied, new() { AskedShare = fewer, ResponseRate = PatternCases.Shares(210, 210, 750) })!.Counter.Series);
        Assert.Null(CounterPatterns.SelectiveAnswers(satisfied, new() { ResponseRate = PatternCases.Shares(210, 210, 750) }));
        Assert.Null(CounterPatterns.SelectiveAnswers(satisfied, PatternContext.None));
    }

    [Fact]
    public void LessTimeAndMoreRepeats_AreFound()
    {
        var found = CounterPatterns.CutShort(PatternCases.Values(600, 480), PatternCases.Shares(90, 126))!;
        Assert.Equal((600, 480), (found.Metric.Before, found.Metric.After), Close);
        Assert.Equal(0.8, found.Metric.Ratio!.Value.Value, 1e-9);
        Assert.Equal((0.15, 0.21), (found.Counter.Before, found.Counter.After), Close);
        Assert.Null(CounterPatterns.CutShort(PatternCases.Values(600, 480), PatternCases.Shares(90, 90)));
        Assert.Null(CounterPatterns.CutShort(PatternCases.Values(600, 480), PatternCases.Shares(90, 60)));
    }

    [Fact]
    public void FewerContactsAndMoreGivenUp_AreFound()
    {
        var found = CounterPatterns.GivenUp(PatternCases.Values(800, 640), PatternCases.Shares(40, 80, 800))!;
        Assert.Equal(("given-up", 0.05, 0.1), (found.Pattern.Id, Math.Round(found.Counter.Before, 9), Math.Round(found.Counter.After, 9)));
        Assert.Null(CounterPatterns.GivenUp(PatternCases.Values(800, 640), PatternCases.Shares(40, 40, 800)));
    }

    [Fact]
    public void ClosedSoonerAndReopened_IsFoundByAnyPairOfThem()
    {
        var (sooner, stays, more, reopened) = (PatternCases.Values(600, 480), PatternCases.Values(900, 900), PatternCases.Shares(540, 576), PatternCases.Shares(36, 72));
        Assert.NotNull(CounterPatterns.ClosedAndReopened(sooner, null, reopened, stays));
        Assert.NotNull(CounterPatterns.ClosedAndReopened(null, more, reopened, null));
        Assert.NotNull(CounterPatterns.ClosedAndReopened(sooner, more, PatternCases.Shares(36, 36), PatternCases.Values(900, 1100)));
        Assert.Null(CounterPatterns.ClosedAndReopened(sooner, more, PatternCases.Shares(36, 36), stays));
        Assert.Null(CounterPatterns.ClosedAndReopened(null, null, reopened, stays));
    }

    [Fact]
    public void SeriesOfOtherSteps_AreRefused() =>
        Assert.Throws<ArgumentException>(() => CounterPatterns.ClaimedNotHeld(PatternCases.Shares(540, 576), PatternSeries.OfShares("held", PatternCases.Counts(456, 420)[1..])));

    private static bool Close((double A, double B) x, (double A, double B) y) => Math.Abs(x.A - y.A) < 6e-6 && Math.Abs(x.B - y.B) < 6e-6;
}
