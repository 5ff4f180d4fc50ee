namespace CxDashboard.Domain.Statistics;

/// <summary>What can be said of what goes with a yes.</summary>
public enum LogisticDriversOutcome
{
    /// <summary>There are estimates.</summary>
    Fitted,

    /// <summary>The rarer answer came too seldom for so many predictors.</summary>
    TooFewEvents,

    /// <summary>A predictor never varied, or is a combination of the others.</summary>
    Collinear,

    /// <summary>Some predictors tell some answers with certainty.</summary>
    Separated,

    /// <summary>The search did not settle.</summary>
    NotConverged,
}
