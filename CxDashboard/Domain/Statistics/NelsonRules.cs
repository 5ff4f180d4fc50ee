namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Nelson's eight rules. A sigma is a third of the way from the centre to the limit of that side; beyond means strictly.
/// Source: Nelson 1984, Journal of Quality Technology 16(4).
/// </summary>
public static class NelsonRules
{
    /// <summary>
    /// 1: outside a limit. 2: nine in a row on one side. 3: six in a row that rise or fall. 4: fourteen in a row that rise and
    /// fall by turns. 5: two of three beyond two sigmas on one side. 6: four of five beyond one sigma on one side. 7: fifteen in
    /// a row within one sigma. 8: eight in a row beyond one sigma, on either side. Marked is each point at which a rule is
    /// complete. All lists are as long as the values and in their unit. A point without value or centre is a gap: nothing is
    /// said of it, and its neighbours count as neighbours. A point on the centre breaks a run, equal neighbours break a trend.
    /// Where the centre changes, rules start afresh. A missing limit leaves out the rules of that side. Lists of different
    /// lengths throw <see cref="ArgumentException"/>, lengths of less than two points <see cref="ArgumentOutOfRangeException"/>.
    /// </summary>
    /// <returns>In order of points, then of rules.</returns>
    public static IReadOnlyList<RuleSignal> Of(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper,
        int sameSide = 9, int trend = 6, int alternating = 14)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sameSide, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(trend, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(alternating, 2);
        return [.. RulePoint.Phases(values, centre, lower, upper).SelectMany(Phase).OrderBy(s => s.Point).ThenBy(s => s.Rule)];

        IEnumerable<RuleSignal> Phase(List<RulePoint> points) =>
        [
            .. RunRules.Signals(points, RunRules.Outside(points), SpecialCauseRule.OutsideLimits),
            .. RunRules.Signals(points, RunRules.SameSide(points, sameSide), SpecialCauseRule.SameSide),
            .. RunRules.Signals(points, RunRules.Trend(points, trend), SpecialCauseRule.Trend),
            .. RunRules.Signals(points, RunRules.Alternating(points, alternating), SpecialCauseRule.Alternating, hasSide: false),
            .. RunRules.Signals(points, RunRules.Among(points, 2, 3, 2), SpecialCauseRule.TwoOfThree),
            .. RunRules.Signals(points, RunRules.Among(points, 4, 5, 1), SpecialCauseRule.FourOfFive),
            .. RunRules.Signals(points, RunRules.NearCentre(points, 15), SpecialCauseRule.NearCentre, hasSide: false),
            .. RunRules.Signals(points, RunRules.AwayFromCentre(points, 8), SpecialCauseRule.AwayFromCentre, hasSide: false),
        ];
    }
}
