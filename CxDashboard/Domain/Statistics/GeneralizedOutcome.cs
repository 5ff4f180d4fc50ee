namespace CxDashboard.Domain.Statistics;

/// <summary>What came of a generalized linear fit.</summary>
public enum GeneralizedOutcome
{
    /// <summary>It converged.</summary>
    Fitted,

    /// <summary>Fewer known rows than columns.</summary>
    TooFewRows,

    /// <summary>A column is a combination of the others.</summary>
    Collinear,

    /// <summary>Some columns tell the outcome of some rows with certainty: their coefficients have no finite best value.</summary>
    Separated,

    /// <summary>The search did not settle.</summary>
    NotConverged,
}
