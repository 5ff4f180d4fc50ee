namespace CxDashboard.Domain.Statistics;

/// <summary>What changed of a share, or of a rate of counts, with a change.</summary>
public sealed record RateChangeResult
{
    /// <summary>Whether there is an estimate, or why not.</summary>
    public required BeforeAfterOutcome Outcome { get; init; }

    /// <summary>Known weeks before the change.</summary>
    public required int WeeksBefore { get; init; }

    /// <summary>Known weeks from the change on.</summary>
    public required int WeeksAfter { get; init; }

    /// <summary>Too early: so many more known weeks are needed; else zero.</summary>
    public required int MoreWeeks { get; init; }

    /// <summary>Null unless there is an estimate.</summary>
    public RateChange? Change { get; init; }
}
