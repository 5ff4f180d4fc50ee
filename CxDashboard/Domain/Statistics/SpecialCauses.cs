namespace CxDashboard.Domain.Statistics;

/// <summary>What a set of rules says of a chart.</summary>
public sealed record SpecialCauses
{
    /// <summary>The points that signal, with the rule of each, in order; a point may signal by several rules.</summary>
    public required IReadOnlyList<RuleSignal> Signals { get; init; }

    /// <summary>Phases (first index, index after the last) that cross their centre less often than chance allows; Anhøj's rules only.</summary>
    public required IReadOnlyList<Range> FewCrossings { get; init; }

    /// <summary>Phases of which only points outside the limits were looked for, and why.</summary>
    public IReadOnlyList<WithheldRuns> Withheld { get; init; } = [];

    public bool Any => Signals.Count > 0 || FewCrossings.Count > 0;

    /// <summary>
    /// The signals of a chart by a set of rules. Where neighbouring points of its baseline depend on each other (r₁ above 2/√n), and of moving
    /// ranges, all rules but "outside the limits" are withheld: with r₁ of 0.4 the NHS set fires on 58 % of charts of 24 points of noise.
    /// Without limits there is no signal. An unknown set throws <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <param name="rules">The set.</param>
    /// <param name="chart">The chart, of one phase.</param>
    /// <param name="evenIfNeighboursDepend">Ask the runs rules all the same.</param>
    public static SpecialCauses Of(RuleSet rules, ProcessLimits chart, bool evenIfNeighboursDepend = false)
    {
        var all = rules == RuleSet.Anhoej && chart is { Centre: { } middle, Runs: { } runs } ? OfRuns(chart, middle, runs) : OfLists();
        if (evenIfNeighboursDepend || !chart.HasLimits || (chart.Runs is not null && !chart.NeighboursDepend)) return all;
        return new()
        {
            Signals = [.. all.Signals.Where(s => s.Rule == SpecialCauseRule.OutsideLimits)],
            FewCrossings = [],
            Withheld = [new WithheldRuns(0..chart.Values.Count, chart.LagOne, chart.BaselinePoints)],
        };

        SpecialCauses OfLists()
        {
            var centre = new double?[chart.Values.Count];
            Array.Fill(centre, chart.Centre);
            return Of(rules, chart.Values, centre, chart.Lower, chart.Upper);
        }
    }

    /// <summary>The same of each phase of a chart, by what holds of its own baseline.</summary>
    public static SpecialCauses Of(RuleSet rules, ChartPhases chart, bool evenIfNeighboursDepend = false)
    {
        var phases = chart.Phases.Select(p => (p.Start, Causes: Of(rules, p.Limits, evenIfNeighboursDepend))).ToArray();
        return new()
        {
            Signals = [.. phases.SelectMany(p => p.Causes.Signals.Select(s => s with { Point = s.Point + p.Start }))],
            FewCrossings = [.. phases.SelectMany(p => p.Causes.FewCrossings.Select(range => From(p.Start, range)))],
            Withheld = [.. phases.SelectMany(p => p.Causes.Withheld.Select(w => w with { Phase = From(p.Start, w.Phase) }))],
        };

        static Range From(int start, Range range) => (start + range.Start.Value)..(start + range.End.Value);
    }

    /// <summary>
    /// The signals of a set of rules as they are; the default is outside the limits and Anhøj's runs rules. All lists are as long as the
    /// values and in their unit. A point without value or centre is a gap: nothing is said of it, and its neighbours count as
    /// neighbours. Where the centre changes a new phase begins and rules start afresh. Runs rules suppose that neighbouring
    /// points do not depend on each other, which lists alone cannot tell: nothing is withheld. Lists of different lengths throw <see cref="ArgumentException"/>, an unknown set
    /// <see cref="ArgumentOutOfRangeException"/>. Sources: those of <see cref="RunsTest"/>, <see cref="NhsRules"/>,
    /// <see cref="WesternElectricRules"/> and <see cref="NelsonRules"/>.
    /// </summary>
    public static SpecialCauses Of(
        RuleSet rules, IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper) => rules switch
        {
            RuleSet.Anhoej => OfRuns(values, centre, lower, upper),
            RuleSet.Nhs => new() { Signals = NhsRules.Of(values, centre, lower, upper), FewCrossings = [] },
            RuleSet.WesternElectric => new() { Signals = WesternElectricRules.Of(values, centre, lower, upper), FewCrossings = [] },
            RuleSet.Nelson => new() { Signals = NelsonRules.Of(values, centre, lower, upper), FewCrossings = [] },
            _ => throw new ArgumentOutOfRangeException(nameof(rules), rules, "There is no such set of rules."),
        };

    // What the chart found already, and nothing is computed again: of a thousand charts that was most of the time.
    private static SpecialCauses OfRuns(ProcessLimits chart, double centre, RunsTest runs)
    {
        var signals = new List<RuleSignal>();
        var (first, end, run) = (-1, 0, 0);
        for (var i = 0; i < chart.Values.Count; i++)
        {
            if (chart.Values[i] is not { } value) continue;
            (first, end) = (first < 0 ? i : first, i + 1);
            if (chart.Outside[i]) signals.Add(new RuleSignal(i, SpecialCauseRule.OutsideLimits, value > centre));
            while (run < runs.LongRuns.Count && runs.LongRuns[run].End <= i) run++;
            if (run < runs.LongRuns.Count && runs.LongRuns[run].Start <= i && !Near.Equal(value, centre))
                signals.Add(new RuleSignal(i, SpecialCauseRule.LongRun, runs.LongRuns[run].Above));
        }

        return new() { Signals = signals, FewCrossings = runs.Crossings < runs.FewestAllowed ? [first..end] : [] };
    }

    private static SpecialCauses OfRuns(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper)
    {
        var signals = new List<RuleSignal>();
        var fewCrossings = new List<Range>();
        foreach (var points in RulePoint.Phases(values, centre, lower, upper))
        {
            var known = new double?[points.Count];
            for (var i = 0; i < known.Length; i++) known[i] = points[i].Value;
            var test = RunsTest.Of(known, points[0].Centre);
            signals.AddRange(RunRules.Signals(points, RunRules.Outside(points), SpecialCauseRule.OutsideLimits));
            foreach (var run in test.LongRuns)
                signals.AddRange(points[run.Start..run.End].Where(p => p.Side != 0).Select(p => new RuleSignal(p.Index, SpecialCauseRule.LongRun, run.Above)));
            if (test.Crossings < test.FewestAllowed) fewCrossings.Add(points[0].Index..(points[^1].Index + 1));
        }

        return new() { Signals = [.. signals.OrderBy(s => s.Point).ThenBy(s => s.Rule)], FewCrossings = fewCrossings };
    }
}
