namespace CxDashboard.Domain.Statistics;

/// <summary>What makes a point, or a stretch of points, more than routine variation. How many points it takes depends on the set of rules.</summary>
public enum SpecialCauseRule
{
    /// <summary>One point beyond a limit.</summary>
    OutsideLimits,

    /// <summary>So many points in a row on one side of the centre.</summary>
    SameSide,

    /// <summary>So many points in a row that only rise, or only fall.</summary>
    Trend,

    /// <summary>So many points in a row that rise and fall by turns.</summary>
    Alternating,

    /// <summary>Two of three points in the outer third, on one side.</summary>
    TwoOfThree,

    /// <summary>Four of five points more than a third of the way to the limit, on one side.</summary>
    FourOfFive,

    /// <summary>Fifteen points in a row within a third of the way to the limits: less variation than the limits promise.</summary>
    NearCentre,

    /// <summary>Eight points in a row more than a third of the way to a limit, on either side.</summary>
    AwayFromCentre,

    /// <summary>A run longer than chance allows among so many points (Anhøj).</summary>
    LongRun,

    /// <summary>Fewer crossings of the centre than chance allows (Anhøj); of the whole phase, not of a point.</summary>
    FewCrossings,
}
