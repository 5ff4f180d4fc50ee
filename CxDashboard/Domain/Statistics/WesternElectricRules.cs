namespace CxDashboard.Domain.Statistics;

/// <summary>
/// Western Electric's zone rules. A sigma is a third of the way from the centre to the limit of that side; beyond means
/// strictly. Source: Western Electric, Statistical Quality Control Handbook, 1956.
/// </summary>
public static class WesternElectricRules
{
    /// <summary>
    /// 1: outside a limit. 2: two of three beyond two sigmas on one side. 3: four of five beyond one sigma on one side. 4: eight
    /// in a row on one side. Marked is each point at which a rule is complete. Lists, gaps, phases and refusals as in
    /// <see cref="NelsonRules"/>.
    /// </summary>
    /// <returns>In order of points, then of rules.</returns>
    public static IReadOnlyList<RuleSignal> Of(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper, int sameSide = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sameSide, 2);
        return [.. RulePoint.Phases(values, centre, lower, upper).SelectMany(Phase).OrderBy(s => s.Point).ThenBy(s => s.Rule)];

        IEnumerable<RuleSignal> Phase(List<RulePoint> points) =>
        [
            .. RunRules.Signals(points, RunRules.Outside(points), SpecialCauseRule.OutsideLimits),
            .. RunRules.Signals(points, RunRules.Among(points, 2, 3, 2), SpecialCauseRule.TwoOfThree),
            .. RunRules.Signals(points, RunRules.Among(points, 4, 5, 1), SpecialCauseRule.FourOfFive),
            .. RunRules.Signals(points, RunRules.SameSide(points, sameSide), SpecialCauseRule.SameSide),
        ];
    }
}
