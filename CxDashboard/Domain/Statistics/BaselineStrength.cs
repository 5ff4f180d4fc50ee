namespace CxDashboard.Domain.Statistics;

/// <summary>How far limits can be relied on, by the number of known points of their baseline.</summary>
public enum BaselineStrength
{
    /// <summary>Fewer than 8: no limits, show the values only.</summary>
    None,

    /// <summary>8 to 11: trial limits, which still move.</summary>
    Trial,

    /// <summary>12 to 19: usable.</summary>
    Usable,

    /// <summary>20 or more: enough to freeze.</summary>
    Firm,
}
