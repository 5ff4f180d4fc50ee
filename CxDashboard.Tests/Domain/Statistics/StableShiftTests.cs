using CxDashboard.Domain.Statistics;
using CxDashboard.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class StableShiftTests
{
    private static readonly StableShiftOptions Short = new() { LeastPoints = 10, ShiftLength = 5 };

    // A level that moves now and then, in eighths: sums and means are exact enough to compare.
    private static readonly Arbitrary<double?[]> Series = (
        from levels in Gen.Choose(-10, 10).ArrayOf(5)
        from lengths in Gen.Choose(1, 25).ArrayOf(5)
        from noise in Gen.Choose(-6, 6).ArrayOf(125)
        from gaps in Gen.Choose(0, 9).ArrayOf(125)
        select levels.Zip(lengths).SelectMany(l => Enumerable.Repeat(l.First, l.Second))
            .Select((level, i) => gaps[i] == 0 ? (double?)null : level + (noise[i] / 8.0)).ToArray()).ToArbitrary();

    [Fact]
    public void ReferenceSeriesAsIndividuals_MovesWhereItsAuthorsSay()
    {
        // The dates that the authors' own tests of the variants expect.
        var series = SharedData.Vector("rebase_ssa_example_series_1")["input"]!["count"].Values();
        StableShiftOptions cautious = new(), eager = cautious with { NoRegrets = false }, blind = eager with { OverhangingReversions = false };
        Assert.Equal([53], Starts(series[..96], cautious));
        Assert.Equal([53, 74], Starts(series[..96], eager));
        Assert.Equal([31, 52, 74], Starts(series[..96], blind));
        Assert.Equal([53, 74], Starts(series, cautious));
        Assert.Equal([53, 74], Starts(series, eager));
        Assert.Equal([31, 52, 74, 98], Starts(series, blind));

        static IEnumerable<int> Starts(double?[] values, StableShiftOptions options) =>
            StableShift.Propose(BaselineChart.Individuals, values, options: options).Proposals.Select(p => p.From + 1);
    }

    [Fact]
    public void LastingStep_IsProposedFromItsFirstPoint()
    {
        double?[] values = [.. Wave(30, 10), .. Wave(30, 20)];
        var result = StableShift.Propose(BaselineChart.Individuals, values);
        var proposal = Assert.Single(result.Proposals);
        Assert.Equal((30, 51, true, 30), (proposal.From, proposal.Until, proposal.Above, proposal.RunPoints));
        Assert.Equal(10 + (1 / 21.0), proposal.Old[59]!.Value.Centre, 1e-12);
        Assert.Equal(20 + (1 / 21.0), proposal.New[59]!.Value.Centre, 1e-12);
        Assert.Null(proposal.New[29]);
        Assert.Equal((10, 20), (Math.Round(result.Points[29].Limits!.Value.Centre), Math.Round(result.Points[30].Limits!.Value.Centre)));
        Assert.Equal(StableShiftEnd.TooFewLeft, result.End);
    }

    [Fact]
    public void TooFewPoints_AreAStatedOutcome()
    {
        foreach (var points in new[] { 0, 1, 20 })
        {
            var result = StableShift.Propose(BaselineChart.Individuals, Wave(points, 10));
            Assert.Equal(StableShiftEnd.TooShort, result.End);
            Assert.All(result.Points, p => Assert.Null(p.Limits));
            Assert.Empty(result.Candidates);
            if (points > 0) Assert.Equal("0100;0210", result.Points[0].Log);
        }

        Assert.Equal(StableShiftEnd.TooFewLeft, StableShift.Propose(BaselineChart.Individuals, Wave(21, 10)).End);
    }

    [Fact]
    public void ShiftWithTooFewPointsAfterIt_Waits()
    {
        var result = StableShift.Propose(BaselineChart.Individuals, [.. Wave(40, 10), .. Wave(20, 20)]);
        Assert.Equal(StableShiftEnd.TooFewAfterShift, result.End);
        Assert.Equal((40, 1), (result.Waiting, result.PointsMissing));
        Assert.Empty(result.Candidates);

        // The first baseline is hardly over: the same answer, though the algorithm stops one step earlier.
        var early = StableShift.Propose(BaselineChart.Individuals, [.. Wave(26, 10), null, .. Wave(9, 20)]);
        Assert.Equal((StableShiftEnd.TooFewLeft, 27, 12), (early.End, early.Waiting, early.PointsMissing));
        Assert.Null(StableShift.Propose(BaselineChart.Individuals, Wave(30, 10)).Waiting);
    }

    [Fact]
    public void SteadySeries_HasNoShift()
    {
        var result = StableShift.Propose(BaselineChart.Individuals, Wave(60, 10));
        Assert.Equal(StableShiftEnd.NoFurtherShift, result.End);
        Assert.Equal("0300;0401NA;0510", result.Points[21].Log);
    }

    [Fact]
    public void ShiftThatGoesBack_IsRefusedAndSaysWhy()
    {
        // Up for ten and the next that is above the old centre too, then back for good: a baseline of 21 would mix both.
        var result = StableShift.Propose(BaselineChart.Individuals, [.. Wave(21, 10), .. Wave(10, 20), .. Wave(40, 10)]);
        Assert.Empty(result.Proposals);
        Assert.Equal(4, result.Candidates.Count);
        Assert.All(result.Candidates, c => Assert.True(c.ShiftsBack));
        Assert.All(result.Candidates, c => Assert.True(c.Above));
    }

    [Fact]
    public void OpenLastRun_WaitsForThePointsThatTell()
    {
        // The baseline's last three points are back below; only more points tell whether they stay there.
        double?[] values = [.. Wave(21, 10), .. Wave(18, 20), 10, 10, 10];
        var candidate = Assert.Single(StableShift.Propose(BaselineChart.Individuals, values).Candidates);
        Assert.True(candidate.MayShiftBack);
        Assert.False(candidate.ShiftsBack);
        Assert.Single(StableShift.Propose(BaselineChart.Individuals, values, options: new() { NoRegrets = false }).Proposals);
        Assert.Single(StableShift.Propose(BaselineChart.Individuals, [.. values, 30]).Proposals);
    }

    [Fact]
    public void FarthestPoints_AreLeftOutOneByOne()
    {
        var values = Wave(30, 10);
        (values[3], values[8], values[9], values[15]) = (90, 60, 70, 50);
        var points = StableShift.Propose(BaselineChart.Counts, values, options: new() { MostExclusions = 3 }).Points;
        Assert.Equal([3, 8, 9], Enumerable.Range(0, 30).Where(i => points[i].Excluded));
        Assert.True(points[15].Outside);
        Assert.Equal(((10 * 11) + (7 * 9) + 50) / 18.0, points[0].Limits!.Value.Centre, 1e-12);
        Assert.DoesNotContain(StableShift.Propose(BaselineChart.Counts, values, options: new() { MostExclusions = 0 }).Points, p => p.Excluded);
    }

    [Fact]
    public void AllOrNothing_HasLimitsAtItsCentre()
    {
        double?[] n = [.. Enumerable.Repeat((double?)50, 50)];
        var result = StableShift.Propose(BaselineChart.Shares, [.. n.Select((x, i) => i == 25 ? x - 1 : x)], n);
        Assert.Equal(new PointLimits(1, 1, 1), result.Points[0].Limits);
        Assert.False(result.Points[0].Outside);
        Assert.True(result.Points[25].Outside);
        Assert.All(
            StableShift.Propose(BaselineChart.Counts, [.. n.Select(_ => (double?)0)]).Points, p => Assert.Equal(new PointLimits(0, 0, 0), p.Limits));
    }

    [Fact]
    public void HugeCounts_KeepTheirLimits()
    {
        double?[] n = [.. Enumerable.Range(0, 60).Select(i => (double?)(10_000_000 + (i * 1000)))];
        double?[] x = [.. n.Select((of, i) => Math.Round(of!.Value * ((i < 30 ? 0.25 : 0.26) + (i % 2 == 0 ? 0.001 : -0.001))))];
        var proposal = Assert.Single(StableShift.Propose(BaselineChart.Shares, x, n).Proposals);
        Assert.Equal(30, proposal.From);
        Assert.Equal(0.26, proposal.New[40]!.Value.Centre, 0.0005);
    }

    [Fact]
    public void Proposals_KeepTheirPromises() => Prop.ForAll(Series, values =>
    {
        double[] known = [.. values.OfType<double>()];
        int[] at = [.. Enumerable.Range(0, values.Length).Where(i => values[i] is not null)];
        var result = StableShift.Propose(BaselineChart.Individuals, values, options: Short);
        var last = 0;
        foreach (var p in result.Proposals)
        {
            var from = Array.IndexOf(at, p.From);
            if (from < last + Short.LeastPoints || Array.IndexOf(at, p.Until - 1) != from + Short.LeastPoints - 1) return false;
            last = from;

            // The run that is the reason, and no run of that length back among the new baseline's points.
            var (old, now) = (p.Old[p.From]!.Value.Centre, p.New[p.From]!.Value.Centre);
            var reason = known.Skip(from).Where(v => v != old).TakeWhile(v => v > old == p.Above).Count();
            if (reason != p.RunPoints || reason < Short.ShiftLength) return false;
            var sides = known.Skip(from).Select(v => Math.Abs(v - now) < 1e-9 ? 0 : v > now ? 1 : -1).ToList();
            var back = p.Above ? -1 : 1;
            var first = sides.TakeWhile(s => s == sides[0] || s == 0).Count();
            for (var i = first; i < Short.LeastPoints; i++)
            {
                var run = sides.Skip(i).TakeWhile(s => s != -back).Count(s => s == back);
                if (sides[i] == back && run >= Short.ShiftLength) return false;
            }
        }

        return true;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void Gaps_OnlyMoveTheIndexes() => Prop.ForAll(Series, values =>
    {
        int[] at = [.. Enumerable.Range(0, values.Length).Where(i => values[i] is not null)];
        var sparse = StableShift.Propose(BaselineChart.Individuals, values, options: Short);
        var dense = StableShift.Propose(BaselineChart.Individuals, [.. at.Select(i => values[i])], options: Short);
        return sparse.End == dense.End
            && sparse.Candidates.Select(c => (c.From, c.IsProposed)).SequenceEqual(dense.Candidates.Select(c => (at[c.From], c.IsProposed)))
            && at.Select(i => sparse.Points[i].Limits).SequenceEqual(dense.Points.Select(p => p.Limits))
            && Enumerable.Range(0, values.Length).Except(at).All(i => sparse.Points[i].Limits is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MirrorImageAndOtherUnits_MoveAtTheSamePoints() => Prop.ForAll(Series, values =>
    {
        var one = Of(values);
        return one.Select(c => (c.From, !c.Above)).SequenceEqual(Of([.. values.Select(v => -v)]).Select(c => (c.From, c.Above)))
            && one.Select(c => (c.From, c.Above)).SequenceEqual(Of([.. values.Select(v => v * 4)]).Select(c => (c.From, c.Above)));

        static IReadOnlyList<StableShiftProposal> Of(double?[] values) =>
            StableShift.Propose(BaselineChart.Individuals, values, options: Short).Candidates;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => StableShift.Propose(BaselineChart.Shares, [1]));
        Assert.Throws<ArgumentException>(() => StableShift.Propose(BaselineChart.Counts, [1], [2]));
        Assert.Throws<ArgumentException>(() => StableShift.Propose(BaselineChart.Shares, [1], [2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Shares, [3], [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Counts, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Individuals, [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose((BaselineChart)7, [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Counts, [1], options: new() { LeastPoints = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Counts, [1], options: new() { ShiftLength = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Counts, [1], options: new() { MostExclusions = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => StableShift.Propose(BaselineChart.Counts, [1], options: new() { RangeScreens = -1 }));
    }

    // Up and down around a level by turns, off it by one: no run, no trend.
    private static double?[] Wave(int length, double level) => [.. Enumerable.Range(0, length).Select(i => (double?)(level + (i % 2 == 0 ? 1 : -1)))];
}
