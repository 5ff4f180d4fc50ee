using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class StructuralBreaksTests
{
    [Fact]
    public void ShortSeries_HaveTheBestOfAllPartitions() =>
        Prop.ForAll(ChangeCases.Between(10, 17).ToArbitrary(), values =>
        {
            var breaks = StructuralBreaks.Of(values, 0.2)!;
            var all = ChangeCases.Cuts(values.Length, breaks.MinimumSegment).ToLookup(c => c.Length);
            return breaks.ByCount.Index().All(p =>
            {
                var best = all[p.Index].MinBy(Sum)!;
                return p.Item.Breaks.SequenceEqual(best) && Math.Abs(p.Item.SumOfSquares - Sum(best)) < 1e-9;
            });

            double Sum(int[] cuts) => ChangeCases.Segments(values, cuts).Sum(ChangeCases.SumOfSquares);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void EveryCandidate_HasTheFOfTwoMeansAgainstOne() =>
        Prop.ForAll(ChangeCases.Between(14, 40).ToArbitrary(), values =>
        {
            var breaks = StructuralBreaks.Of(values)!;
            var one = ChangeCases.SumOfSquares(values);
            return breaks.F.Count == values.Length - (2 * breaks.MinimumSegment) + 1 && breaks.F.Index().All(f =>
            {
                var two = ChangeCases.Segments(values, [breaks.MinimumSegment + f.Index]).Sum(ChangeCases.SumOfSquares);
                return Math.Abs(f.Item - ((one - two) / (two / (values.Length - 2)))) < 1e-8 * (1 + f.Item);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void LargestF_IsAtTheBestSingleBreak() =>
        Prop.ForAll(ChangeCases.Between(14, 40).ToArbitrary(), values =>
        {
            var breaks = StructuralBreaks.Of(values)!;
            return breaks.SupF == breaks.F[breaks.ByCount[1].Breaks[0] - breaks.MinimumSegment];
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ShiftOrScale_MovesNoBreakAndNoF() =>
        Prop.ForAll(ChangeCases.Between(14, 40).ToArbitrary(), values =>
            Same(StructuralBreaks.Of(values)!, StructuralBreaks.Of([.. values.Select(v => (v * -250) + 1e4)])!)).QuickCheckThrowOnFailure();

    [Fact]
    public void ReversedSeries_HasMirroredBreaks() =>
        Prop.ForAll(ChangeCases.Between(14, 40).ToArbitrary(), values =>
        {
            var (breaks, mirrored) = (StructuralBreaks.Of(values)!, StructuralBreaks.Of([.. values.Reverse()])!);
            return Same(breaks, mirrored with
            {
                F = [.. mirrored.F.Reverse()],
                ByCount = [.. mirrored.ByCount.Select(p => p with { Breaks = [.. ChangeCases.Mirror(p.Breaks, values.Length)] })],
            });
        }).QuickCheckThrowOnFailure();

    private static bool Same(StructuralBreaks a, StructuralBreaks b) =>
        a.Best.Breaks.SequenceEqual(b.Best.Breaks)
        && a.ByCount.Zip(b.ByCount).All(p => p.First.Breaks.SequenceEqual(p.Second.Breaks))
        && a.F.Zip(b.F).All(f => Math.Abs(f.First - f.Second) < 1e-7 * (1 + f.First));

    [Fact]
    public void PerfectStep_IsOneBreakWithNothingLeft()
    {
        var breaks = StructuralBreaks.Of([.. Enumerable.Repeat(0.1, 9), .. Enumerable.Repeat(0.3, 11)])!;
        Assert.Equal([9], breaks.Best.Breaks);
        Assert.Equal((0, double.NegativeInfinity, double.PositiveInfinity), (breaks.Best.SumOfSquares, breaks.Best.Bic, breaks.SupF));
    }

    [Fact]
    public void ConstantSeries_HasNoBreak()
    {
        var breaks = StructuralBreaks.Of([.. Enumerable.Repeat(0.1, 20)])!;
        Assert.Empty(breaks.Best.Breaks);
        Assert.Equal(0, breaks.SupF);
    }

    [Fact]
    public void StepFarFromZero_IsFound()
    {
        var values = ChangeCases.Series(5, 30, 0).Select((v, i) => 1e9 + v + (i < 18 ? 0 : 6)).ToArray();
        Assert.Equal([18], StructuralBreaks.Of(values)!.Best.Breaks);
    }

    [Fact]
    public void TooFewValuesForTheTrim_AreNotJudged()
    {
        var values = ChangeCases.Series(1, 14, 0);
        Assert.Null(StructuralBreaks.Of([]));
        Assert.Null(StructuralBreaks.Of(values[..13]));
        Assert.Equal(2, StructuralBreaks.Of(values)!.MinimumSegment);
        Assert.Null(StructuralBreaks.Of(values[..3], 0.5));
        Assert.Equal([2], StructuralBreaks.Of(values[..4], 0.5)!.ByCount[1].Breaks);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuralBreaks.Of([1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuralBreaks.Of([1, 2], 0.51));
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuralBreaks.Of([1, double.NaN]));
    }
}
