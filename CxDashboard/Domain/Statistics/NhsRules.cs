namespace CxDashboard.Domain.Statistics;

/// <summary>
/// The rules of NHS England's "Making Data Count" charts: sensitive, at the price of false signals (about two charts in five
/// of 52 points of pure noise). Source: NHSRplotthedots 0.2.2.
/// </summary>
public static class NhsRules
{
    private const int Length = 7;

    /// <summary>
    /// At most one signal a point, the first that holds of: outside a limit; one of seven or more in a row that rise or fall;
    /// in the outer third of the way to a limit but not outside, as two of three neighbours are, all three on one side of the
    /// centre; one of seven or more in a row on one side. Unlike Nelson's rules these mark all points of a pattern; of two of
    /// three only the outer ones. A point on the centre breaks runs, equal neighbours break trends. Lists, gaps, phases and
    /// refusals as in <see cref="NelsonRules"/>.
    /// </summary>
    /// <returns>In order of points.</returns>
    public static IReadOnlyList<RuleSignal> Of(
        IReadOnlyList<double?> values, IReadOnlyList<double?> centre, IReadOnlyList<double?> lower, IReadOnlyList<double?> upper) =>
        [.. RulePoint.Phases(values, centre, lower, upper).SelectMany(Phase)];

    /// <summary>A signal as these charts label it: "7 Points Above CL"; null is "Common Cause".</summary>
    public static string Label(RuleSignal? signal)
    {
        if (signal is not { } s) return "Common Cause";
        var side = s.Above == true ? "Above" : "Below";
        return s.Rule switch
        {
            SpecialCauseRule.OutsideLimits => s.Above == true ? "Above UCL" : "Below LCL",
            SpecialCauseRule.Trend => s.Above == true ? "7 Point Trend (Increasing)" : "7 Point Trend (Decreasing)",
            SpecialCauseRule.TwoOfThree => $"2 in 3 {side} CL",
            SpecialCauseRule.SameSide => $"7 Points {side} CL",
            _ => throw new ArgumentOutOfRangeException(nameof(signal), s.Rule, "This rule is not one of these charts'."),
        };
    }

    private static IEnumerable<RuleSignal> Phase(List<RulePoint> points)
    {
        var outside = RunRules.Outside(points);
        var trend = RunRules.Whole(RunRules.Trend(points, Length), Length);
        var outer = OuterTwoOfThree(points, outside);
        var side = RunRules.Whole(RunRules.SameSide(points, Length), Length);
        for (var i = 0; i < points.Count; i++)
        {
            if (outside[i] != 0) yield return new RuleSignal(points[i].Index, SpecialCauseRule.OutsideLimits, outside[i] > 0);
            else if (trend[i] != 0) yield return new RuleSignal(points[i].Index, SpecialCauseRule.Trend, trend[i] > 0);
            else if (outer[i] != 0) yield return new RuleSignal(points[i].Index, SpecialCauseRule.TwoOfThree, outer[i] > 0);
            else if (side[i] != 0) yield return new RuleSignal(points[i].Index, SpecialCauseRule.SameSide, side[i] > 0);
        }
    }

    private static int[] OuterTwoOfThree(List<RulePoint> points, int[] outside)
    {
        int[] outer = [.. points.Select((p, i) => outside[i] == 0 ? p.Beyond(2) : 0)];
        var found = new int[points.Count];
        for (var i = 2; i < found.Length; i++)
        {
            var side = points[i].Side;
            if (side == 0 || points[i - 1].Side != side || points[i - 2].Side != side) continue;
            if (outer[i - 2] + outer[i - 1] + outer[i] is > -2 and < 2) continue;
            for (var j = i - 2; j <= i; j++) found[j] = outer[j] == 0 ? found[j] : side;
        }

        return found;
    }
}
