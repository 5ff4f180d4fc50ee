namespace CxDashboard.Domain.Statistics;

/// <summary>On which scale the interval of a share S that still waits is symmetric; se is Greenwood's of S.</summary>
public enum KaplanMeierInterval
{
    /// <summary>S ± z·se, clipped to 0 to 1: too narrow with few waits, and near the ends.</summary>
    Plain,

    /// <summary>S·exp(±z·se/S), its upper end clipped to 1.</summary>
    Log,

    /// <summary>exp(−exp(ln(−ln S) ± z·se/(S·ln S))): never leaves 0 to 1. Source: Kalbfleisch and Prentice 1980.</summary>
    LogLog,
}
