namespace CxDashboard.Kit;

/// <summary>How a measure's newest values look against what is routine for it. None of them is good or bad.</summary>
public enum Signal
{
    /// <summary>Routine variation, or nothing to say.</summary>
    None,

    /// <summary>A value outside the limits: a diamond.</summary>
    Outside,

    /// <summary>A run longer than routine allows: a bracket.</summary>
    Run,

    /// <summary>A measure and its counter-metric move apart.</summary>
    Diverging,
}
