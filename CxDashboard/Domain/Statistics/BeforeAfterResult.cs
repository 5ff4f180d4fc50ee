namespace CxDashboard.Domain.Statistics;

/// <summary>What changed with a change.</summary>
public sealed record BeforeAfterResult
{
    /// <summary>Whether there is an estimate, or why not.</summary>
    public required BeforeAfterOutcome Outcome { get; init; }

    /// <summary>Known weeks before the change; with a control series, known in both.</summary>
    public required int WeeksBefore { get; init; }

    /// <summary>Known weeks from the change on.</summary>
    public required int WeeksAfter { get; init; }

    /// <summary>Too early: so many more known weeks are needed; else zero.</summary>
    public required int MoreWeeks { get; init; }

    /// <summary>The fit was on the difference from a control series.</summary>
    public required bool IsControlled { get; init; }

    /// <summary>The level's change; null unless there is an estimate.</summary>
    public LevelChange? Level { get; init; }

    /// <summary>
    /// How much steeper a week the line became, from a fit of its own beside the level's change: exploratory. Null unless there is an estimate, with a
    /// trend, from at least <see cref="BeforeAfter.LeastWeeksForSlope"/> known weeks since the change.
    /// </summary>
    public RegressionCoefficient? Slope { get; init; }
}
