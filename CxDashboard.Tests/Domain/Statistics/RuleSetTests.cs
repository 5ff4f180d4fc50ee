using CxDashboard.Domain.Statistics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace CxDashboard.Tests.Domain.Statistics;

public sealed class RuleSetTests
{
    private static readonly RuleSet[] Sets = Enum.GetValues<RuleSet>();

    // Quarters of a sigma around zero, with limits at three: every border is met, and exactly.
    private static readonly Arbitrary<double?[]> Series = (
        from pattern in Gen.Choose(0, 4)
        from reach in Gen.Elements(3, 6, 10, 14)
        from length in Gen.Choose(0, 45)
        from steps in Gen.Choose(-reach, reach).ArrayOf(length)
        from gaps in Gen.Choose(0, 9).ArrayOf(length)
        let values = pattern switch
        {
            0 => steps.Select(Math.Abs),
            1 => steps.Select((s, i) => i % 2 == 0 ? Math.Abs(s) : -Math.Abs(s)),
            2 => steps.Chunk(9).SelectMany((c, i) => i % 2 == 0 ? c.Order() : c.OrderDescending()),
            _ => steps,
        }
        select values.Select((s, i) => gaps[i] == 0 ? (double?)null : s / 4.0).ToArray()).ToArbitrary();

    [Fact]
    public void NelsonsRules_AreWhatTheirWordsSay()
    {
        var seen = new HashSet<SpecialCauseRule>();
        Prop.ForAll(Series, values =>
        {
            var actual = Of(RuleSet.Nelson, values).Signals;
            seen.UnionWith(actual.Select(s => s.Rule));
            return actual.SequenceEqual(Naive(values, [
                (SpecialCauseRule.OutsideLimits, w => Ends(w, 1) is [var x] ? Beyond(x, 3) : 0),
                (SpecialCauseRule.SameSide, w => OneSign(Ends(w, 9), Math.Sign)),
                (SpecialCauseRule.Trend, w => OneSign(Steps(Ends(w, 6)), Math.Sign)),
                (SpecialCauseRule.Alternating, w => Turns(Steps(Ends(w, 14))) ? 1 : 0),
                (SpecialCauseRule.TwoOfThree, w => Among(w, 3, 2, 2)),
                (SpecialCauseRule.FourOfFive, w => Among(w, 5, 4, 1)),
                (SpecialCauseRule.NearCentre, w => Ends(w, 15) is { Length: > 0 } last && last.All(x => Math.Abs(x) < 1) ? 1 : 0),
                (SpecialCauseRule.AwayFromCentre, w => Ends(w, 8) is { Length: > 0 } last && last.All(x => Math.Abs(x) > 1) ? 1 : 0),
            ]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));
        Assert.Equal(8, seen.Count);
    }

    [Fact]
    public void WesternElectricsRules_AreWhatTheirWordsSay()
    {
        var seen = new HashSet<SpecialCauseRule>();
        Prop.ForAll(Series, values =>
        {
            var actual = Of(RuleSet.WesternElectric, values).Signals;
            seen.UnionWith(actual.Select(s => s.Rule));
            return actual.SequenceEqual(Naive(values, [
                (SpecialCauseRule.OutsideLimits, w => Ends(w, 1) is [var x] ? Beyond(x, 3) : 0),
                (SpecialCauseRule.TwoOfThree, w => Among(w, 3, 2, 2)),
                (SpecialCauseRule.FourOfFive, w => Among(w, 5, 4, 1)),
                (SpecialCauseRule.SameSide, w => OneSign(Ends(w, 8), Math.Sign)),
            ]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));
        Assert.Equal(4, seen.Count);
    }

    [Fact]
    public void NhsRules_MarkEveryPointOfAPatternOnce()
    {
        var seen = new HashSet<SpecialCauseRule>();
        Prop.ForAll(Series, values =>
        {
            var known = Known(values);
            var actual = Of(RuleSet.Nhs, values).Signals.ToDictionary(s => s.Point, s => s.Rule);
            seen.UnionWith(actual.Values);
            return known.Select((k, i) => (k.Index, Rule: Expected(known, i))).All(e => actual.TryGetValue(e.Index, out var rule) ? rule == e.Rule : e.Rule is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(250));
        Assert.Equal(4, seen.Count);

        static SpecialCauseRule? Expected((int Index, double Value)[] known, int i)
        {
            if (Math.Abs(known[i].Value) > 3) return SpecialCauseRule.OutsideLimits;
            if (Windows(7).Any(w => OneSign(Steps(w), Math.Sign) != 0)) return SpecialCauseRule.Trend;
            if (IsOuter(known[i].Value) && Windows(3).Any(w => OneSign(w, Math.Sign) != 0 && w.Count(IsOuter) >= 2)) return SpecialCauseRule.TwoOfThree;
            return Windows(7).Any(w => OneSign(w, Math.Sign) != 0) ? SpecialCauseRule.SameSide : null;

            IEnumerable<double[]> Windows(int length) => Enumerable.Range(i - length + 1, length)
                .Where(start => start >= 0 && start + length <= known.Length)
                .Select(start => known[start..(start + length)].Select(k => k.Value).ToArray());
        }

        static bool IsOuter(double value) => Math.Abs(value) is > 2 and <= 3;
    }

    [Fact]
    public void OtherUnits_ChangeNothing() =>
        Prop.ForAll(Series, Gen.Choose(-3, 3).ToArbitrary(), Gen.Choose(-50, 50).ToArbitrary(), (values, power, shift) =>
        {
            var unit = Math.Pow(2, power);
            return Array.TrueForAll(Sets, set => Same(Of(set, values), Of(set, [.. values.Select(v => (v * unit) + shift)], shift, 3 * unit)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void MirrorImage_SwapsTheSides() =>
        Prop.ForAll(Series, values => Array.TrueForAll(Sets, set =>
        {
            var (one, other) = (Of(set, values), Of(set, [.. values.Select(v => -v)]));
            return one.FewCrossings.SequenceEqual(other.FewCrossings)
                && one.Signals.Select(s => s with { Above = !s.Above }).SequenceEqual(other.Signals);
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Backwards_WholePatternsAreTheSame() =>
        Prop.ForAll(Series, values => Array.TrueForAll([RuleSet.Nhs, RuleSet.Anhoej], set =>
        {
            double?[] backwards = [.. values.Reverse()];
            var (one, other) = (Of(set, values), Of(set, backwards));
            return one.FewCrossings.Count == other.FewCrossings.Count
                && one.Signals.Select(s => (s.Point, s.Rule)).Order().SequenceEqual(other.Signals.Select(s => (values.Length - 1 - s.Point, s.Rule)).Order());
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void Gaps_CountForNothing() =>
        Prop.ForAll(Series, values => Array.TrueForAll(Sets, set =>
        {
            var known = Known(values);
            var dense = Of(set, [.. known.Select(k => (double?)k.Value)]);
            return Of(set, values).Signals.SequenceEqual(dense.Signals.Select(s => s with { Point = known[s.Point].Index }));
        })).QuickCheckThrowOnFailure();

    [Fact]
    public void PointsOnTheLimit_AreNotOutside()
    {
        foreach (var set in Sets) Assert.Empty(Of(set, [0, 3, 0, -3, 0]).Signals);

        // 0.1 + 0.2 is above 0.3 by rounding alone.
        Assert.Empty(SpecialCauses.Of(RuleSet.Nelson, [0.1 + 0.2], [0.0], [-0.3], [0.3]).Signals);
    }

    [Fact]
    public void NewCentre_StartsAfresh()
    {
        double?[] values = [.. Enumerable.Repeat((double?)1, 12)];
        double?[] centre = [.. Enumerable.Range(0, 12).Select(i => (double?)(i < 6 ? 0 : 0.5))];
        foreach (var set in Sets)
        {
            var chart = SpecialCauses.Of(set, values, centre, [.. centre.Select(c => c - 9)], [.. centre.Select(c => c + 9)]);
            Assert.DoesNotContain(chart.Signals, s => s.Rule is SpecialCauseRule.SameSide or SpecialCauseRule.LongRun);
        }

        Assert.Contains(Of(RuleSet.Nhs, values).Signals, s => s.Rule == SpecialCauseRule.SameSide);
        Assert.Contains(Of(RuleSet.Anhoej, values).Signals, s => s.Rule == SpecialCauseRule.LongRun);
    }

    [Fact]
    public void MissingLimit_LeavesItsSideAlone()
    {
        double?[] values = [5, -5, 2.5, 2.5, -2.5, -2.5];
        double?[] none = new double?[6], three = [3, 3, 3, 3, 3, 3], zero = new double?[6];
        Array.Fill(zero, 0);
        var signals = SpecialCauses.Of(RuleSet.Nelson, values, zero, none, three).Signals;
        Assert.Equal([0, 2, 3], signals.Select(s => s.Point));
        Assert.All(signals, s => Assert.True(s.Above));
    }

    [Fact]
    public void RunOfAnhoej_MarksThePointsOffTheCentre()
    {
        double?[] values = [1, -1, 1, -1, 1, 1, 1, 0, 1, null, 1, 1, 1, 1, 1, 0, -1, 1, -1];
        var chart = Of(RuleSet.Anhoej, values);
        Assert.Equal([4, 5, 6, 8, 10, 11, 12, 13, 14], chart.Signals.Select(s => s.Point));
        Assert.All(chart.Signals, s => Assert.Equal("Unusually long run above the centre", s.Name));
        Assert.Empty(chart.FewCrossings);
    }

    [Fact]
    public void FewCrossings_AreOfTheWholePhase()
    {
        double?[] values = [null, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, null];
        var chart = Of(RuleSet.Anhoej, values);
        Assert.Equal([1..13], chart.FewCrossings);
        Assert.Empty(chart.Signals);
        Assert.True(chart.Any);
    }

    [Fact]
    public void PeakOfTwoTrends_BelongsToTheLater()
    {
        double?[] values = [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 1, 0.5, 0, -0.5, -1, -1.5];
        var labels = Of(RuleSet.Nhs, values).Signals.Select(s => NhsRules.Label(s)).ToList();
        Assert.Equal(13, labels.Count);
        Assert.Equal("7 Point Trend (Increasing)", labels[5]);
        Assert.Equal("7 Point Trend (Decreasing)", labels[6]);
    }

    [Fact]
    public void OutsidePoint_IsNotOneOfTwoNearTheLimit()
    {
        Assert.Equal([(1, SpecialCauseRule.OutsideLimits)], Of(RuleSet.Nhs, [1, 3.5, 2.5, 1]).Signals.Select(s => (s.Point, s.Rule)));
        Assert.Equal([1, 3], Of(RuleSet.Nhs, [1, 2.5, 1, 2.5, 1]).Signals.Select(s => s.Point));
    }

    [Fact]
    public void EveryRule_HasAName()
    {
        var names = Enum.GetValues<SpecialCauseRule>()
            .SelectMany(r => new[] { new RuleSignal(0, r, true).Name, new RuleSignal(0, r, false).Name }).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(16, names.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => NhsRules.Label(new RuleSignal(0, SpecialCauseRule.Alternating, null)));
    }

    [Fact]
    public void NeighboursThatDepend_WithholdTheRunsRules()
    {
        // Slow waves: r₁ is near one, and every run is long.
        double?[] waves = [.. Enumerable.Range(0, 40).Select(i => (double?)Math.Sin(i / 4.0)), 30];
        var chart = ProcessChart.Xmr(waves, ..40);
        Assert.True(chart.NeighboursDepend);
        foreach (var set in Sets)
        {
            var raw = SpecialCauses.Of(set, chart, evenIfNeighboursDepend: true);
            Assert.Contains(raw.Signals, s => s.Rule != SpecialCauseRule.OutsideLimits);
            Assert.Empty(raw.Withheld);
            var causes = SpecialCauses.Of(set, chart);
            Assert.Equal(raw.Signals.Where(s => s.Rule == SpecialCauseRule.OutsideLimits), causes.Signals);
            Assert.Contains(40, causes.Signals.Select(s => s.Point));
            Assert.Empty(causes.FewCrossings);
            var withheld = Assert.Single(causes.Withheld);
            Assert.Equal((0..41, Autocorrelation.LagOne([.. waves.Take(40).Select(w => w!.Value)]), 40), (withheld.Phase, withheld.LagOne!.Value, withheld.Points));
            Assert.StartsWith("Neighbouring points depend on each other (r₁ 0.9", withheld.Why, StringComparison.Ordinal);
            Assert.Contains("chance explains 0.32", withheld.Why, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NeighboursThatDoNot_WithholdNothing() => Prop.ForAll(Series, values =>
    {
        var chart = ProcessChart.Xmr(values);
        return !chart.HasLimits || chart.NeighboursDepend || Array.TrueForAll(Sets, set => SpecialCauses.Of(set, chart) is { Withheld: [] } causes
            && Same(causes, SpecialCauses.Of(set, values, [.. values.Select(_ => chart.Centre)], chart.Lower, chart.Upper)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void MovingRanges_WithholdTheRunsRules()
    {
        var chart = ProcessChart.MovingRange([.. Enumerable.Range(0, 30).Select(i => (double?)(i * i))]);
        var causes = SpecialCauses.Of(RuleSet.Nelson, chart);
        Assert.All(causes.Signals, s => Assert.Equal(SpecialCauseRule.OutsideLimits, s.Rule));
        Assert.Null(Assert.Single(causes.Withheld).LagOne);
        Assert.Equal("Neighbouring points share a value: noise makes runs too.", causes.Withheld[0].Why);
        Assert.Empty(SpecialCauses.Of(RuleSet.Nelson, ProcessChart.Xmr([1, 2])).Withheld);
    }

    [Fact]
    public void Phases_AreJudgedByTheirOwnBaselines()
    {
        var random = new Random(3);
        double?[] values = [.. Enumerable.Range(0, 30).Select(i => (double?)Math.Sin(i / 4.0)), .. Enumerable.Range(0, 30).Select(_ => (double?)(5 + random.NextDouble())), null, 20];
        var phases = ChartPhases.Of(62, [30], (points, phase) => ProcessChart.Xmr(values[points], ..Math.Min(30, phase.End.Value)));
        var causes = SpecialCauses.Of(RuleSet.Anhoej, phases);
        Assert.Equal(0..30, Assert.Single(causes.Withheld).Phase);
        Assert.Equal(61, causes.Signals[^1].Point);
        Assert.Equal([], SpecialCauses.Of(RuleSet.Anhoej, phases, evenIfNeighboursDepend: true).Withheld);
        Assert.Contains(SpecialCauses.Of(RuleSet.Anhoej, phases, evenIfNeighboursDepend: true).FewCrossings, r => r.Start.Value == 0);
    }

    [Fact]
    public void BadArguments_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SpecialCauses.Of(RuleSet.Nelson, [1, 2], [1], [0, 0], [3, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialCauses.Of((RuleSet)9, [], [], [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(RuleSet.Nhs, [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialCauses.Of(RuleSet.Nhs, [1], [1], [double.NaN], [3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => SpecialCauses.Of(RuleSet.Nhs, [1], [1], [0], [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => NelsonRules.Of([], [], [], [], trend: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WesternElectricRules.Of([], [], [], [], sameSide: 1));
    }

    private static SpecialCauses Of(RuleSet set, double?[] values, double centre = 0, double reach = 3)
    {
        return SpecialCauses.Of(set, values, All(centre), All(centre - reach), All(centre + reach));

        double?[] All(double value) => [.. values.Select(_ => (double?)value)];
    }

    private static bool Same(SpecialCauses a, SpecialCauses b) => a.Signals.SequenceEqual(b.Signals) && a.FewCrossings.SequenceEqual(b.FewCrossings);

    private static (int Index, double Value)[] Known(double?[] values) =>
        [.. values.Select((v, i) => (Index: i, Value: v)).Where(p => p.Value is not null).Select(p => (p.Index, p.Value!.Value))];

    // Every rule asked at every point, of all known values up to it.
    private static IEnumerable<RuleSignal> Naive(double?[] values, (SpecialCauseRule Rule, Func<double[], int> Of)[] rules)
    {
        var known = Known(values);
        for (var i = 0; i < known.Length; i++)
        {
            double[] sofar = [.. known.Take(i + 1).Select(k => k.Value)];
            foreach (var (rule, of) in rules.OrderBy(r => r.Rule))
            {
                var hasSide = rule is not (SpecialCauseRule.Alternating or SpecialCauseRule.NearCentre or SpecialCauseRule.AwayFromCentre);
                if (of(sofar) is not 0 and var side) yield return new RuleSignal(known[i].Index, rule, hasSide ? side > 0 : null);
            }
        }
    }

    private static double[] Ends(double[] values, int length) => values.Length < length ? [] : values[^length..];

    private static double[] Steps(double[] values) => values.Length == 0 ? [] : [.. values.Zip(values.Skip(1), (a, b) => b - a)];

    private static int Beyond(double value, double border) => value > border ? 1 : value < -border ? -1 : 0;

    private static int OneSign(double[] values, Func<double, int> sign) =>
        values.Length > 0 && values.Select(sign).Distinct().ToArray() is [var only] ? only : 0;

    private static bool Turns(double[] steps) => steps.Length > 0 && steps.Zip(steps.Skip(1)).All(p => p.First * p.Second < 0);

    private static int Among(double[] values, int of, int enough, double border)
    {
        var side = Beyond(values[^1], border);
        return values.TakeLast(of).Count(v => Beyond(v, border) == side) >= enough ? side : 0;
    }
}
