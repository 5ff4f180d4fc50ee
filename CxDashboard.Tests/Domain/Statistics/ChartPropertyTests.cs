using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

/// <summary>What holds of every chart, whatever the points.</summary>
public sealed class ChartPropertyTests
{
    private static readonly Gen<double?[]> Points =
        from points in Gen.Choose(8, 60)
        from values in Gen.Choose(0, 2000).Select(x => x / 100.0).ListOf(points)
        from gaps in Gen.Choose(0, 9).ListOf(points)
        where gaps.Count(g => g > 0) >= ProcessChart.LeastPoints
        select values.Zip(gaps, (x, gap) => gap == 0 ? null : (double?)x).ToArray();

    private static readonly Gen<(double[] Counts, double[] N)> Ratios =
        from points in Gen.Choose(8, 60)
        from n in Gen.Choose(5, 500).ListOf(points)
        from shares in Gen.Choose(0, 100).ListOf(points)
        where shares.Any(s => s > 0) && shares.Any(s => s < 100)
        select (n.Zip(shares, (all, share) => Math.Floor(all * share / 100.0)).ToArray(), n.Select(x => (double)x).ToArray());

    [Fact]
    public void ShiftOrScaleOfTheData_ShiftsOrScalesTheLimits() => For(Points, values =>
    {
        var (plain, moved) = (ProcessChart.Xmr(values), ProcessChart.Xmr([.. values.Select(v => (v * 3) - 50)]));
        return Near(plain.Centre * 3 - 50, moved.Centre) && All(plain.Lower, moved.Lower, x => (x * 3) - 50) && All(plain.UpperWarning, moved.UpperWarning, x => (x * 3) - 50)
            && plain.Outside.SequenceEqual(moved.Outside) && plain.Runs!.LongestRun == moved.Runs!.LongestRun && plain.NeighboursDepend == moved.NeighboursDepend;
    });

    [Fact]
    public void MirrorImage_SwapsTheLimits() => For(Points, values =>
    {
        var (plain, mirrored) = (ProcessChart.Xmr(values), ProcessChart.Xmr([.. values.Select(v => -v)]));
        return All(plain.Lower, mirrored.Upper, x => -x) && All(plain.Upper, mirrored.Lower, x => -x) && plain.Outside.SequenceEqual(mirrored.Outside);
    });

    [Fact]
    public void EveryChart_HasItsWarningsBetweenCentreAndLimits() => For(Ratios, ratio =>
    {
        double?[] points = [.. ratio.Counts.Select(c => (double?)c)];
        ProcessLimits[] charts =
        [
            ProcessChart.P(ratio.Counts, ratio.N), ProcessChart.PPrime(ratio.Counts, ratio.N), ProcessChart.U(ratio.Counts, ratio.N), ProcessChart.UPrime(ratio.Counts, ratio.N),
            ProcessChart.IPrime(ratio.Counts, ratio.N), ProcessChart.C(points), ProcessChart.G(points), ProcessChart.T(points), ProcessChart.MovingRange([.. points, 0.0]), ProcessChart.Xmr(points),
        ];
        return Array.TrueForAll(charts, c => !c.HasLimits || Enumerable.Range(0, c.Values.Count).All(i => c.Values[i] is null
            || (c.Lower[i] <= c.LowerWarning[i] + 1e-9 && c.LowerWarning[i] <= c.Centre + 1e-9 && c.Centre <= c.UpperWarning[i] + 1e-9 && c.UpperWarning[i] <= c.Upper[i] + 1e-9)));
    });

    [Fact]
    public void PrimeChart_IsThePlainOneTimesSigmaZ() => For(Ratios, ratio =>
    {
        var (p, prime) = (ProcessChart.U(ratio.Counts, ratio.N), ProcessChart.UPrime(ratio.Counts, ratio.N));
        return Enumerable.Range(0, p.Values.Count).All(i => Near(p.Centre + ((p.Upper[i] - p.Centre) * prime.SigmaZ), prime.Upper[i]));
    });

    [Fact]
    public void FrozenBaseline_DoesNotHearOfWhatComesLater() => For(Points, values =>
    {
        var (alone, followed) = (ProcessChart.Xmr(values), ProcessChart.Xmr([.. values, 1e6, -1e6, 7], ..values.Length));
        return alone.Centre == followed.Centre && alone.Upper.SequenceEqual(followed.Upper.Take(values.Length)) && followed.Outside[values.Length] && followed.Outside[values.Length + 1];
    });

    [Fact]
    public void Phases_AreTheChartsOfTheirPoints() => For(Points, values =>
    {
        var middle = values.Length / 2;
        var phases = ChartPhases.Of(values.Length, [middle], (points, phase) => ProcessChart.Xmr(values[points], phase));
        var (first, second) = (ProcessChart.Xmr(values[..middle]), ProcessChart.Xmr(values[middle..]));
        return phases.Values.SequenceEqual(values) && phases.Upper.SequenceEqual([.. first.Upper, .. second.Upper]) && phases.Outside.SequenceEqual([.. first.Outside, .. second.Outside])
            && phases.Centre[0] == first.Centre && phases.Centre[^1] == second.Centre && phases.Phases[1].Start == middle;
    });

    [Fact]
    public void OldLimits_GoOnBesideTheNewOnes() => For(Ratios, ratio =>
    {
        var n = ratio.N.Length;
        int[] starts = [n / 3, 2 * n / 3];
        var phases = ChartPhases.Of(n, starts, (points, phase) => ProcessChart.PPrime(ratio.Counts[points], ratio.N[points], phase));

        // Each point by a chart of all points whose baseline is the phase before its own: of its own n, as P′ limits are.
        var (first, second) = (ProcessChart.PPrime(ratio.Counts, ratio.N, ..starts[0]), ProcessChart.PPrime(ratio.Counts, ratio.N, starts[0]..starts[1]));
        double?[] none = new double?[starts[0]];
        return phases.OldLower.SequenceEqual([.. none, .. first.Lower.Take(starts[0]..starts[1]), .. second.Lower.Skip(starts[1])])
            && phases.OldUpper.SequenceEqual([.. none, .. first.Upper.Take(starts[0]..starts[1]), .. second.Upper.Skip(starts[1])])
            && phases.OutsideOld.SequenceEqual([.. none.Select(_ => false), .. first.Outside.Take(starts[0]..starts[1]), .. second.Outside.Skip(starts[1])])
            && phases.OldCentre[^1] == second.Centre && phases.OldCentre[0] is null && phases.Phases[^1].Continued is null;
    });

    [Fact]
    public void PrimeChart_IsThatOfTheStableShifts() => For(Ratios, ratio =>
    {
        // Two implementations of P′: that of a whole chart, and that of a baseline to be proposed.
        var chart = ProcessChart.PPrime(ratio.Counts, ratio.N, ..8);
        var baseline = BaselineLimits.Shares(ratio.Counts[..8], ratio.N[..8]);
        return !chart.HasLimits || Enumerable.Range(0, ratio.N.Length).All(i => BaselineLimits.Share(baseline, ratio.N[i]) is var limits
            && Near(limits.Centre, chart.Centre) && Near(limits.Lower, chart.Lower[i]) && Near(limits.Upper, chart.Upper[i]));
    });

    [Fact]
    public void Distance_IsWhereThePointLiesBetweenCentreAndLimit() => For(Points, values =>
    {
        double?[] more = [.. values, 1e4];
        ProcessLimits[] charts = [ProcessChart.Xmr(more, ..values.Length), ProcessChart.C(more), ProcessChart.T(more)];
        return Array.TrueForAll(charts, c => !c.HasLimits || Enumerable.Range(0, more.Length).All(i => more[i] is null ? c.Distance[i] is null
            : c.Distance[i] is not { } d || (c.Outside[i] == Math.Abs(d) > 3 || Math.Abs(Math.Abs(d) - 3) < 1e-9 || c.Lower[i] == 0)));
    });

    [Fact]
    public void PhasesOutOfOrder_AreRefused()
    {
        foreach (var starts in new int[][] { [0], [5, 5], [6, 5], [20], [-1] }) Assert.Throws<ArgumentException>(() => ChartPhases.Of(20, starts, (points, phase) => ProcessChart.Xmr((new double?[20])[points], phase)));
        Assert.Throws<ArgumentException>(() => ChartPhases.Of(20, [10], (points, _) => ProcessChart.Xmr(new double?[20], points)));
    }

    private static void For<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure);

    private static bool All(IReadOnlyList<double?> a, IReadOnlyList<double?> b, Func<double?, double?> moved) => a.Zip(b).All(pair => Near(moved(pair.First), pair.Second));

    private static bool Near(double? a, double? b) => a is { } x && b is { } y ? Math.Abs(x - y) <= 1e-9 * Math.Max(1, Math.Abs(x)) : a is null && b is null;
}
