namespace CxDashboard.Domain.Statistics;

/// <summary>How season and trend make a value.</summary>
public enum SeasonKind
{
    /// <summary>Value = trend + season + remainder.</summary>
    Additive,

    /// <summary>Value = trend · season · remainder.</summary>
    Multiplicative,
}
