namespace CxDashboard.Measuring.Behind;

/// <summary>What one issue or interaction comes to in one metric. Which of them count, the metric says: see <see cref="BehindGroup.Counts"/>.</summary>
public enum Outcome
{
    /// <summary>It counts, and no other word of these says it better.</summary>
    Counts,

    /// <summary>It is one of n, and no more.</summary>
    DoesNotCount,

    /// <summary>Claimed, quiet for the whole window, and all of the window is known.</summary>
    Held,

    /// <summary>Claimed, and opened again or asked about again within the window.</summary>
    DidNotHold,

    /// <summary>Too early to say.</summary>
    Maturing,

    /// <summary>Nobody claimed it.</summary>
    NeverClaimed,

    /// <summary>The customer said that it was resolved.</summary>
    SaidYes,

    /// <summary>The customer said that it was not resolved.</summary>
    SaidNo,

    /// <summary>Claimed, and the customer said neither.</summary>
    Silent,

    /// <summary>9 or 10 of ten.</summary>
    WouldRecommend,

    /// <summary>7 or 8 of ten.</summary>
    Undecided,

    /// <summary>0 to 6 of ten.</summary>
    WouldNotRecommend,

    /// <summary>Not over at T: its value is how long it has lasted so far.</summary>
    Waiting,

    /// <summary>What the metric asks of it nobody knows: its cost, or whose it is.</summary>
    Unknown,
}
