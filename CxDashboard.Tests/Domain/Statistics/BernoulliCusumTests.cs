using CxDashboard.Domain.Statistics;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class BernoulliCusumTests
{
    [Fact]
    public void SumThatReachesTheLimit_StartsAgain()
    {
        // With even odds doubled an event adds ln(4/3), and none takes ln(3/2).
        var cusum = BernoulliCusum.Of([true, true, true, false, true], 0.5, 2, 2 * Math.Log(4.0 / 3));
        Assert.Equal((2.0 / 3, 1.0 / 3), (cusum.HigherRate, cusum.LowerRate));
        Assert.Equal([1], cusum.UpperSignals);
        Assert.Equal([Math.Log(4.0 / 3), 0, Math.Log(4.0 / 3), 0, Math.Log(4.0 / 3)], cusum.Upper, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Empty(cusum.LowerSignals);
    }

    [Fact]
    public void TooFewEvents_Signal()
    {
        var cusum = BernoulliCusum.Of(new bool[300], 0.05, 2, 3.5);
        Assert.Equal([138, 277], cusum.LowerSignals);
        Assert.Equal((0, 0), (cusum.Lower[138], cusum.Upper.Max()));
        Assert.Equal(139, BernoulliCusum.CasesToSignalOfFewer(0.05, 2, 3.5, 0), 1e-9);
    }

    [Fact]
    public void NoCases_SignalNothing() => Assert.Empty(BernoulliCusum.Of([], 0.05, 2, 3.5).Upper);

    [Theory]
    [InlineData(0.05, 2, 3.5, 0.15, 21)]
    [InlineData(0.2, 1.5, 1.2, 0.2, 22)]
    [InlineData(0.5, 3, 2, 0.4, 23)]
    [InlineData(0.1, 2, 1, 0.03, 24)]
    public void Simulation_TakesAsLong(double rate, double oddsRatio, double limit, double actual, int seed)
    {
        var random = new Random(seed);
        var events = new bool[400_000];
        for (var i = 0; i < events.Length; i++) events[i] = random.NextDouble() < actual;
        var cusum = BernoulliCusum.Of(events, rate, oddsRatio, limit);
        Near(cusum.UpperSignals, BernoulliCusum.CasesToSignalOfMore(rate, oddsRatio, limit, actual));
        Near(cusum.LowerSignals, BernoulliCusum.CasesToSignalOfFewer(rate, oddsRatio, limit, actual));
    }

    // Four standard errors of the mean length between signals, after each of which a sum starts again.
    private static void Near(IReadOnlyList<int> signals, double expected)
    {
        if (expected > 20_000) return;
        var lengths = signals.Prepend(-1).Zip(signals, (a, b) => (double)(b - a)).ToArray();
        var mean = lengths.Average();
        var error = Math.Sqrt(lengths.Sum(l => (l - mean) * (l - mean))) / lengths.Length;
        Assert.InRange(expected - mean, -4 * error, 4 * error);
    }

    [Fact]
    public void SumOfEqualSteps_IsAChainThatSolvesByHand() =>

        // An event adds ln 2 and none takes it. With a limit of two events L = 1 + ½·(1 + ½·L) + ½·L, thus 6.
        Assert.Equal(6, BernoulliCusum.CasesToSignalOfMore(1.0 / 3, 4, 2 * Math.Log(2), 0.5), 1e-9);

    [Fact]
    public void CountingWhatHasNoEvent_SwapsTheSums()
    {
        bool[] events = [true, true, false, true, false, false, false, false, true, true, true];
        var (cusum, swapped) = (BernoulliCusum.Of(events, 0.3, 2, 0.9), BernoulliCusum.Of([.. events.Select(e => !e)], 0.7, 2, 0.9));
        Assert.Equal(cusum.Upper, swapped.Lower.Select(c => -c), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([3, 10], cusum.UpperSignals);
        Assert.Equal(cusum.UpperSignals, swapped.LowerSignals);
        Assert.Equal(BernoulliCusum.CasesToSignalOfMore(0.3, 2, 0.9, 0.35), BernoulliCusum.CasesToSignalOfFewer(0.7, 2, 0.9, 0.65), 1e-9);
    }

    [Fact]
    public void LimitOfOneEvent_WaitsForTheFirst() =>
        Assert.Equal(1 / 0.007, BernoulliCusum.CasesToSignalOfMore(0.01, 2, 0.5, 0.007), 1e-9);

    [Fact]
    public void CertainEvents_SignalAfterAsManyAsTheLimitTakes() =>
        Assert.Equal(6, BernoulliCusum.CasesToSignalOfMore(0.05, 2, 3.5, 1), 1e-12);

    [Fact]
    public void NoEventsOrNothingElse_NeverSignalTheOther()
    {
        Assert.Equal(double.PositiveInfinity, BernoulliCusum.CasesToSignalOfMore(0.05, 2, 3.5, 0));
        Assert.Equal(double.PositiveInfinity, BernoulliCusum.CasesToSignalOfFewer(0.05, 2, 3.5, 1));
    }

    [Theory]
    [InlineData(0, 2, 3.5, 0.1)]
    [InlineData(1, 2, 3.5, 0.1)]
    [InlineData(0.05, 1, 3.5, 0.1)]
    [InlineData(0.05, 2, 0, 0.1)]
    [InlineData(0.05, 2, 3.5, -0.1)]
    [InlineData(0.05, 2, 3.5, double.NaN)]
    public void SchemeThatIsNone_IsRefused(double rate, double oddsRatio, double limit, double actual)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BernoulliCusum.CasesToSignalOfMore(rate, oddsRatio, limit, actual));
        Assert.Throws<ArgumentOutOfRangeException>(() => BernoulliCusum.CasesToSignalOfFewer(rate, oddsRatio, limit, actual));
    }
}
