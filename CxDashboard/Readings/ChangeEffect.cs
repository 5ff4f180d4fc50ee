using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Statistics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Readings;

/// <summary>An estimate with its 95 % interval, in the metric's unit. At a few dozen weeks such an interval covers about 9 times in 10.</summary>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>Which way it goes beyond doubt; null where the interval holds zero.</summary>
    public bool? Up => Low > 0 ? true : High < 0 ? false : null;
}

/// <summary>What a change went with, and how sure that is.</summary>
internal sealed record ChangeEffect
{
    public required EffectQuestion Question { get; init; }
    public required MetricDefinition Metric { get; init; }
    public required Instant AsOf { get; init; }

    /// <summary>Whether there is an estimate, or why not.</summary>
    public required BeforeAfterOutcome Outcome { get; init; }

    /// <summary>Final weeks before the change.</summary>
    public required int WeeksBefore { get; init; }

    /// <summary>Final weeks with the change. A week in whose middle it began belongs to neither.</summary>
    public required int WeeksAfter { get; init; }

    /// <summary>Too early: so many more final weeks are needed; else zero.</summary>
    public required int MoreWeeks { get; init; }

    /// <summary>How the estimate was made: "reml", "reml against control" or "quasi-binomial".</summary>
    public required string Method { get; init; }

    /// <summary>The change of the level; null where there is no estimate.</summary>
    public Estimate? Level { get; init; }

    /// <summary>How much neighbouring weeks go together, −1 to 1; null where that was not estimated.</summary>
    public double? Rho { get; init; }

    /// <summary>The same with each week weighted to the mix of kinds before the change, by the field of the kinds: what is left is not the mix.</summary>
    public IReadOnlyList<(string Field, Estimate Level)> AtTheSameMix { get; init; } = [];

    /// <summary>The smallest change that shows in 8 of 10 such comparisons with so many weeks; null where nothing is known of the noise.</summary>
    public double? Detectable { get; init; }

    /// <summary>The chance that a change as expected shows with the weeks there are; null without an expectation.</summary>
    public double? Chance { get; init; }

    /// <summary>How many final weeks with the change it takes to show in 8 of 10 comparisons; null without an expectation, and where ten years would not do.</summary>
    public int? WeeksNeeded { get; init; }

    /// <summary>What the same change went with in the counter-metric; null where there is none.</summary>
    public ChangeEffect? Counter { get; init; }
    public string? Currency { get; init; }
}
