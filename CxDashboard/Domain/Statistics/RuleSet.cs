namespace CxDashboard.Domain.Statistics;

/// <summary>Sets of rules that say which points of a process behaviour chart are signals.</summary>
public enum RuleSet
{
    /// <summary>Outside the limits, and Anhøj's runs rules: few false signals on charts of any length.</summary>
    Anhoej,

    /// <summary>The rules of the NHS "Making Data Count" charts: sensitive.</summary>
    Nhs,

    /// <summary>Western Electric's four zone rules.</summary>
    WesternElectric,

    /// <summary>Nelson's eight rules.</summary>
    Nelson,
}
