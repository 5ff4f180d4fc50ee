namespace CxDashboard.Domain.Statistics;

/// <summary>Whether a chart's newest point has a chance of its own, or why not.</summary>
public enum NewestPointOutcome
{
    /// <summary>It has.</summary>
    Judged,

    /// <summary>Fewer known points in the baseline than limits need.</summary>
    TooFewPoints,

    /// <summary>The baseline does not vary, or the chart (G, moving ranges) has no sigma.</summary>
    NoSigma,

    /// <summary>A share of so few that its distribution is not symmetric.</summary>
    FewExpected,
}
