namespace CxDashboard.Domain.Statistics;

/// <summary>A point that signals by a rule.</summary>
/// <param name="Point">Its index among the values.</param>
/// <param name="Above">Above the centre, or rising; false: below, or falling; null for rules that have no side.</param>
public readonly record struct RuleSignal(int Point, SpecialCauseRule Rule, bool? Above)
{
    /// <summary>The rule in words.</summary>
    public string Name => Rule switch
    {
        SpecialCauseRule.OutsideLimits => Above == true ? "Above the upper limit" : "Below the lower limit",
        SpecialCauseRule.SameSide => Above == true ? "Run above the centre" : "Run below the centre",
        SpecialCauseRule.Trend => Above == true ? "Rising trend" : "Falling trend",
        SpecialCauseRule.Alternating => "Up and down by turns",
        SpecialCauseRule.TwoOfThree => Above == true ? "Two of three near the upper limit" : "Two of three near the lower limit",
        SpecialCauseRule.FourOfFive => Above == true ? "Four of five well above the centre" : "Four of five well below the centre",
        SpecialCauseRule.NearCentre => "Unusually close to the centre",
        SpecialCauseRule.AwayFromCentre => "None near the centre",
        SpecialCauseRule.LongRun => Above == true ? "Unusually long run above the centre" : "Unusually long run below the centre",
        _ => "Unusually few crossings of the centre",
    };
}
