using CxDashboard.Domain.Patterns;
using Xunit;

namespace CxDashboard.Tests.Domain.Patterns;

public sealed class HoldingRepliesTests
{
    [Fact]
    public void FirstReplyThatHalvesAlone_IsFound()
    {
        var found = HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternCases.Values(7200, 7200))!;
        Assert.Equal(("holding-replies", 24), (found.Pattern.Id, found.Since));
        Assert.Equal(-1200, found.Metric.Difference, 1e-6);
        Assert.Equal(0.5, found.Metric.Ratio!.Value.Value, 1e-9);
        Assert.Equal(1, found.Counter.Ratio!.Value.Value, 1e-9);

        // Welch on steps: s² = 48²·2.5·24/23 before and 24²·2.5·12/11 since; error √(6010.4/24 + 1570.9/12) = 19.53, 33.9 degrees of freedom, t = 2.0324.
        Assert.Equal(-1239.7, found.Metric.Low, 0.1);
        Assert.Equal(-1160.3, found.Metric.High, 0.1);
        Assert.Equal(PairState.TradeOff, found.Pair);
        Assert.Null(found.CounterCause);
        Assert.Equal(12, found.Residual!.Outside);
        Assert.Equal([EvidenceStep.Pair, EvidenceStep.Residual], found.CarriedBy);
    }

    [Theory]
    [InlineData(3600)]
    [InlineData(5000)]
    public void UsefulReplyThatFollowsAtLeastHalfWay_IsSilent(double useful) =>
        // Half of the way to one half, in logarithms, is 7200·√½ = 5091.
        Assert.Null(HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternCases.Values(7200, useful)));

    [Fact]
    public void UsefulReplyThatFollowsALittle_IsFound() => Assert.NotNull(HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternCases.Values(7200, 6500)));

    [Fact]
    public void FirstReplyThatStays_IsSilent() => Assert.Null(HoldingReplies.Find(PatternCases.Values(2400, 2400), PatternCases.Values(7200, 7200)));

    [Fact]
    public void MoreOfAQuickChannel_IsMixAndSilent()
    {
        // Chats are answered after 300 s, mails after 3300: of 30 and 70 % that is 2400 s, of 70 and 30 % 1200 s.
        Stratum[] strata = [PatternCases.OfValues("Chat", 300, 30, 300, 70), PatternCases.OfValues("E-mail", 3300, 70, 3300, 30)];
        Assert.Null(HoldingReplies.Find(PatternSeries.OfValues("first-reply", PatternCases.Points(2400, 1200), strata), PatternCases.Values(7200, 7200)));
    }

    [Fact]
    public void UsefulReplyThatFollowsWithinItsChannels_IsSilent()
    {
        // Chats 1000 to 500 s, mails 13400 to 6700: half, but mails went from one in two to 95 of 100, and 0.05·500 + 0.95·6700 = 6390.
        Stratum[] strata = [PatternCases.OfValues("Chat", 1000, 50, 500, 5), PatternCases.OfValues("E-mail", 13400, 50, 6700, 95)];
        Assert.Null(HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternSeries.OfValues("useful", PatternCases.Points(7200, 6390), strata)));
    }

    [Fact]
    public void UnknownAndZeroSteps_SayNothingOfProportions()
    {
        var useful = PatternCases.Points(7200, 7200).Without(5, 29);
        Assert.NotNull(HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternSeries.OfValues("useful", useful)));
        useful[8] = SeriesPoint.OfValue(0);
        Assert.Null(HoldingReplies.Find(PatternCases.Values(2400, 1200), PatternSeries.OfValues("useful", useful)));
    }
}
