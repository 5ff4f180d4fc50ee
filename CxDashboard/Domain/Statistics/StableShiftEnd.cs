namespace CxDashboard.Domain.Statistics;

/// <summary>Why the Stable Shift Algorithm stopped.</summary>
public enum StableShiftEnd
{
    /// <summary>Too few known points for a first baseline: there are no limits.</summary>
    TooShort,

    /// <summary>Too few points are left after the last baseline, or the last refusal, for another one; a shift among them waits.</summary>
    TooFewLeft,

    /// <summary>There is another shift, but too few points yet to tell whether it stays.</summary>
    TooFewAfterShift,

    /// <summary>No further shift.</summary>
    NoFurtherShift,
}
