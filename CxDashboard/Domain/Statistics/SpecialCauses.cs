namespace CxDashboard.Domain.Statistics;

/// <summary>What a set of rules says of a chart.</summary>
public sealed record SpecialCauses
{
    /// <summary>The points that signal, with the rule of each, in order; a point may signal by several rules.</summary>
    public required IReadOnlyList<RuleSignal> Signals { get; init; }

    /// <summary>Phases (first index, index after the last) that cross their centre less often than chance allows; Anhøj's rules only.</summary>
    public required IReadOnlyList<Range> FewCrossings { get; init; }

    public bool Any => Signals.Count > 0 || FewCrossings.Count > 0;

    /// <summary>
    /// The signals of a set of rules; the default is outside the limits and Anhøj's runs rules. All lists are as long as the
    /// values and in their unit. A point without value or centre is a gap: nothing is said of it, and its neighbours count as
    /// neighbours. Where the centre changes a new phase begins and rules start afresh. Runs rules suppose that neighbouring
    /// points do not depend on each other. Lists of different lengths throw <see cref="ArgumentException"/>, an unknown set
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

    private static SpecialCauses OfRuns(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper)
    {
        var signals = new List<RuleSignal>();
        var fewCrossings = new List<Range>();
        foreach (var points in RulePoint.Phases(values, centre, lower, upper))
        {
            var test = RunsTest.Of([.. points.Select(p => (double?)p.Value)], points[0].Centre);
            signals.AddRange(RunRules.Signals(points, RunRules.Outside(points), SpecialCauseRule.OutsideLimits));
            foreach (var run in test.LongRuns)
                signals.AddRange(points[run.Start..run.End].Where(p => p.Side != 0).Select(p => new RuleSignal(p.Index, SpecialCauseRule.LongRun, run.Above)));
            if (test.Crossings < test.FewestAllowed) fewCrossings.Add(points[0].Index..(points[^1].Index + 1));
        }

        return new() { Signals = [.. signals.OrderBy(s => s.Point).ThenBy(s => s.Rule)], FewCrossings = fewCrossings };
    }
}
