using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class PeltTests
{
    [Fact]
    public void ShortSeries_AreCutTheBestOfAllWays() =>
        Prop.ForAll(ChangeCases.Between(8, 11).ToArbitrary(), values =>
        {
            bool Best(int minimum, ChangePenalty penalty)
            {
                var pelt = Pelt.Of(values, penalty, minimum)!;
                var best = ChangeCases.Cuts(values.Length, minimum)
                    .MinBy(cuts => ChangeCases.Segments(values, cuts).Sum(s => Cost(s, penalty)) + (pelt.Penalty * cuts.Length))!;
                return pelt.Breaks.SequenceEqual(best) && pelt.Means.Zip(ChangeCases.Segments(values, best)).All(p => Math.Abs(p.First - p.Second.Average()) < 1e-12);
            }

            return Best(1, ChangePenalty.ModifiedBic) && Best(3, ChangePenalty.ModifiedBic) && Best(1, ChangePenalty.Bic) && Best(4, ChangePenalty.Bic);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void LongerSeries_AreCutAsWithoutDroppingStarts() =>
        Prop.ForAll(ChangeCases.Between(30, 80).ToArbitrary(), values =>
            new[] { 1, 5 }.All(minimum => Enum.GetValues<ChangePenalty>().All(penalty =>
                Pelt.Of(values, penalty, minimum)!.Breaks.SequenceEqual(Naive(values, penalty, minimum))))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(502, 20, 6)]
    [InlineData(480, 30, 6)]
    [InlineData(496, 40, 6)]
    [InlineData(580, 60, 2)]
    public void StartThatTheUsualRuleDrops_IsStillFound(int seed, int length, int moves)
    {
        // These are cut best from a start that a rule which counts ln(length) would have dropped.
        var values = ChangeCases.Series(seed, length, moves);
        Assert.Equal(Naive(values, ChangePenalty.ModifiedBic, 1), Pelt.Of(values)!.Breaks);
    }

    // The best cut of every beginning, from all starts.
    private static int[] Naive(double[] values, ChangePenalty penalty, int minimum)
    {
        var change = (penalty == ChangePenalty.Bic ? 2 : 3) * Math.Log(values.Length);
        var (sums, squares) = (new double[values.Length + 1], new double[values.Length + 1]);
        for (var i = 0; i < values.Length; i++) (sums[i + 1], squares[i + 1]) = (sums[i] + values[i], squares[i] + (values[i] * values[i]));
        var best = new (double Cost, int[] Cuts)?[values.Length + 1];
        best[0] = (0, []);
        for (var end = minimum; end <= values.Length; end++)
        {
            for (var start = 0; start <= end - minimum; start++)
            {
                if (best[start] is not { } before) continue;
                var (n, sum) = (end - start, sums[end] - sums[start]);
                var cost = before.Cost + squares[end] - squares[start] - (sum * sum / n) + (penalty == ChangePenalty.Bic ? 0 : Math.Log(n)) + (start > 0 ? change : 0);
                if (!(best[end]?.Cost <= cost)) best[end] = (cost, start == 0 ? [] : [.. before.Cuts, start]);
            }
        }

        return best[values.Length]!.Value.Cuts;
    }

    private static double Cost(double[] segment, ChangePenalty penalty) =>
        ChangeCases.SumOfSquares(segment) + (penalty == ChangePenalty.Bic ? 0 : Math.Log(segment.Length));

    [Fact]
    public void Shift_MovesNoBreak() =>
        Prop.ForAll(ChangeCases.Between(2, 80).ToArbitrary(), values =>
            Pelt.Of(values)!.Breaks.SequenceEqual(Pelt.Of([.. values.Select(v => v - 5e4)])!.Breaks)).QuickCheckThrowOnFailure();

    [Fact]
    public void ScaleWithItsPenalty_MovesNoBreak() =>
        Prop.ForAll(ChangeCases.Between(2, 80).ToArbitrary(), values =>
            Pelt.WithPenalty(values, 5)!.Breaks.SequenceEqual(Pelt.WithPenalty([.. values.Select(v => v * -300)], 5 * 300 * 300)!.Breaks)).QuickCheckThrowOnFailure();

    [Fact]
    public void ReversedSeries_HasMirroredBreaks() =>
        Prop.ForAll(ChangeCases.Between(6, 80).ToArbitrary(), values =>
            new[] { 1, 3 }.All(minimum => Pelt.Of(values, minimumSegment: minimum)!.Breaks.SequenceEqual(
                ChangeCases.Mirror(Pelt.Of([.. values.Reverse()], minimumSegment: minimum)!.Breaks, values.Length)))).QuickCheckThrowOnFailure();

    [Fact]
    public void HigherPenalty_HasNoMoreBreaks() =>
        Prop.ForAll(ChangeCases.Between(6, 60).ToArbitrary(), values =>
            Pelt.WithPenalty(values, 20)!.Breaks.Count <= Pelt.WithPenalty(values, 4)!.Breaks.Count).QuickCheckThrowOnFailure();

    [Fact]
    public void ConstantSeries_HasNoBreak()
    {
        var pelt = Pelt.WithPenalty([.. Enumerable.Repeat(0.1, 50)], 0)!;
        Assert.Empty(pelt.Breaks);
        Assert.Equal([0.1], pelt.Means);
    }

    [Fact]
    public void PenaltyOfNothing_CutsBetweenAllDifferentValues() => Assert.Equal([1, 2, 4], Pelt.WithPenalty([1, 2, 3, 3, 4], 0)!.Breaks);

    [Fact]
    public void TooFewValuesForTwoSegments_AreNotJudged()
    {
        Assert.Null(Pelt.Of([]));
        Assert.Null(Pelt.Of([1]));
        Assert.Null(Pelt.Of([1, 1, 9, 9, 9], ChangePenalty.Bic, 3));
        Assert.Equal([3], Pelt.Of([1, 1, 1, 9, 9, 9], ChangePenalty.Bic, 3)!.Breaks);
        Assert.Equal([1], Pelt.Of([0, 100])!.Breaks);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Pelt.Of([1, 2], ChangePenalty.Bic, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pelt.Of([1, double.PositiveInfinity]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pelt.Of([1, 2], (ChangePenalty)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => Pelt.WithPenalty([1, 2], -1));
    }
}
