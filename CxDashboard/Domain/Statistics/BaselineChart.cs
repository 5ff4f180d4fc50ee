namespace CxDashboard.Domain.Statistics;

/// <summary>The kinds of charts for which a new baseline can be proposed.</summary>
public enum BaselineChart
{
    /// <summary>XmR: x̄ ± 3·mR/1.128.</summary>
    Individuals,

    /// <summary>C: c̄ ± 3√c̄.</summary>
    Counts,

    /// <summary>P′: p̄ ± 3·σ_z·√(p̄(1−p̄)/n).</summary>
    Shares,
}
