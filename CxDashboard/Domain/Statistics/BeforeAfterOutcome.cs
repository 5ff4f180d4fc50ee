namespace CxDashboard.Domain.Statistics;

/// <summary>What a before/after comparison can say.</summary>
public enum BeforeAfterOutcome
{
    /// <summary>There is an estimate.</summary>
    Estimated,

    /// <summary>Too few known weeks since the change: wait.</summary>
    TooEarly,

    /// <summary>Too few known weeks before the change: waiting does not help.</summary>
    TooLittleBefore,

    /// <summary>The values follow their line without any noise, so nothing can be compared with it.</summary>
    NoNoise,

    /// <summary>Shares, or counts, of all or nothing before or since: a ratio has no finite best value. Compare the two by an interval each.</summary>
    Separated,

    /// <summary>The search for an estimate did not settle.</summary>
    NotConverged,
}
