using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class ProportionDifferenceTests
{
    private static readonly Dictionary<string, Func<Pair, (double Low, double High)>> Intervals = new()
    {
        ["Newcombe"] = c => ProportionDifference.Newcombe(c.X1, c.N1, c.X2, c.N2, c.Level),
        ["Miettinen and Nurminen"] = c => ProportionDifference.MiettinenNurminen(c.X1, c.N1, c.X2, c.N2, c.Level),
        ["Agresti and Caffo"] = c => ProportionDifference.AgrestiCaffo(c.X1, c.N1, c.X2, c.N2, c.Level),
    };

    private static readonly Arbitrary<Pair> Pairs = (
        from n1 in Gen.Choose(1, 400)
        from x1 in Gen.OneOf(Gen.Choose(0, n1), Gen.Elements(0, n1))
        from n2 in Gen.Choose(1, 400)
        from x2 in Gen.OneOf(Gen.Choose(0, n2), Gen.Elements(0, n2))
        from level in Gen.Elements(0.8, 0.95, 0.99)
        select new Pair(x1, n1, x2, n2, level)).ToArbitrary();

    public static TheoryData<string> Names() => [.. Intervals.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_TurnsItsSignWhereGroupsChangePlaces(string name) => Prop.ForAll(Pairs, c =>
        Opposite(Intervals[name](c), Intervals[name](new Pair(c.X2, c.N2, c.X1, c.N1, c.Level)))).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_TurnsItsSignWhereSuccessAndFailureChangePlaces(string name) => Prop.ForAll(Pairs, c =>
        Opposite(Intervals[name](c), Intervals[name](c with { X1 = c.N1 - c.X1, X2 = c.N2 - c.X2 }))).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryInterval_ShrinksWithMoreOfTheSame(string name) => Prop.ForAll(Pairs, c =>
        Width(Intervals[name](new Pair(4 * c.X1, 4 * c.N1, 4 * c.X2, 4 * c.N2, c.Level))) < Width(Intervals[name](c))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Newcombe")]
    [InlineData("Miettinen and Nurminen")]
    public void EveryInterval_HoldsItsDifferenceAndStaysWithinOne(string name) => Prop.ForAll(Pairs, c =>
    {
        var (low, high) = Intervals[name](c);
        var difference = ProportionDifference.Of(c.X1, c.N1, c.X2, c.N2);
        return -1 <= low && low <= difference && difference <= high && high <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AgrestiCaffo_NeedNotHoldItsDifference()
    {
        // It lies around the difference of what was added to, and few answers of one kind are pulled far.
        var difference = ProportionDifference.Of(2, 2, 2000, 4000);
        var (low, high) = ProportionDifference.AgrestiCaffo(2, 2, 2000, 4000, 0.5);
        Assert.False(low <= difference && difference <= high);
    }

    [Fact]
    public void MiettinenNurminen_EndsWhereItsScoreTestDoes()
    {
        // The most likely shares by going through a fine grid instead of the slope's root.
        var (low, high) = ProportionDifference.MiettinenNurminen(9, 30, 4, 25);
        Assert.Equal(Proportion.Z, Score(low), 1e-4);
        Assert.Equal(-Proportion.Z, Score(high), 1e-4);

        static double Score(double delta)
        {
            var (best, most) = (0.0, double.NegativeInfinity);
            for (var i = 1; i < 100_000; i++)
            {
                var p2 = Math.Max(0, -delta) + ((1 - Math.Abs(delta)) * i / 100_000);
                var likelihood = (9 * Math.Log(p2 + delta)) + (21 * Math.Log(1 - p2 - delta)) + (4 * Math.Log(p2)) + (21 * Math.Log(1 - p2));
                if (likelihood > most) (best, most) = (p2, likelihood);
            }

            var variance = (((best + delta) * (1 - best - delta) / 30) + (best * (1 - best) / 25)) * 55 / 54;
            return ((9 / 30.0) - (4 / 25.0) - delta) / Math.Sqrt(variance);
        }
    }

    [Fact]
    public void TenMillion_AgreeOnTheirInterval()
    {
        var wald = Proportion.Z * Math.Sqrt(2 * 0.3 * 0.7 / 1e7);
        foreach (var interval in Intervals.Values)
        {
            var (low, high) = interval(new Pair(3_000_000, 10_000_000, 3_000_000, 10_000_000, 0.95));
            Assert.Equal(-wald, low, 1e-9);
            Assert.Equal(wald, high, 1e-9);
        }
    }

    [Fact]
    public void NoShare_IsRefused()
    {
        foreach (var interval in Intervals.Values)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => interval(new Pair(1, 0, 1, 2, 0.95)));
            Assert.Throws<ArgumentOutOfRangeException>(() => interval(new Pair(1, 2, 3, 2, 0.95)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ProportionDifference.MiettinenNurminen(0.1, 0.5, 0.1, 0.5));
    }

    private static bool Opposite((double Low, double High) there, (double Low, double High) back) =>
        Math.Abs(there.Low + back.High) < 1e-12 && Math.Abs(there.High + back.Low) < 1e-12;

    private static double Width((double Low, double High) interval) => interval.High - interval.Low;

    private sealed record Pair(int X1, int N1, int X2, int N2, double Level);
}
