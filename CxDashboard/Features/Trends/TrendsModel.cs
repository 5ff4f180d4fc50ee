using CxDashboard.Charts;
using CxDashboard.Kit;
using CxDashboard.Readings;

namespace CxDashboard.Features.Trends;

/// <summary>One measure of the page: its newest final number with all that must travel with it, its picture and one sentence.</summary>
public sealed record TrendTile
{
    /// <summary>The metric's id.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What the figure says, in a sentence or two.</summary>
    public required string Wording { get; init; }

    /// <summary>The newest final value; null where there is none to show.</summary>
    public string? Value { get; init; }

    /// <summary>"n 593", or why there is no value.</summary>
    public string? N { get; init; }
    public string? Interval { get; init; }

    /// <summary>What stands in for a number too weak to carry.</summary>
    public string? Instead { get; init; }
    public required string Says { get; init; }
    public Signal Signal { get; init; }

    /// <summary>The small chart; null where not one bucket could be drawn.</summary>
    public ChartSpec? Chart { get; init; }

    /// <summary>The same chart for a narrow screen, where numbers beside it would be too small to read.</summary>
    public ChartSpec? Spark { get; init; }
}

/// <summary>A family of measures.</summary>
/// <param name="Untold">Names the measures of which no record tells anything, in a sentence; null where there are none.</param>
public sealed record TrendFamily(string Name, string? Note, IReadOnlyList<TrendTile> Tiles, string? Untold);

/// <summary>Something worth a look, in words. <paramref name="After"/> follows the measure's linked name.</summary>
/// <param name="Id">The metric's id, to which the sentence leads.</param>
/// <param name="Strong">A sentence that must not be missed; null for most.</param>
/// <param name="Why">Why it counts as a signal, and what its counter-metric does.</param>
/// <param name="Also">Other measures of which the same is true, so that one thing is told once.</param>
public sealed record TrendSignal(string Id, string Name, Signal Signal, string After, string? Strong, string Why, IReadOnlyList<(string Id, string Name)> Also, ChartSpec Spark)
{
    /// <summary>Which pattern of a process is told; null for a measure that stands out by itself.</summary>
    public string? Pattern { get; init; }

    /// <summary>Why it is said, step by step; empty where no pattern is told.</summary>
    public IReadOnlyList<EvidenceLine> Evidence { get; init; } = [];
}

/// <summary>One rung of the ladder: shares of the same bar, 0 to 1.</summary>
public sealed record LadderBar(string Name, string Meaning, double? Share, string Value, double Maturing, double Lost, double Refuted, string Strong, string Words);

/// <summary>Claimed, held, confirmed of the last final weeks.</summary>
public sealed record Ladder(string Meta, IReadOnlyList<LadderBar> Bars, string? Note);

/// <summary>The page Trends, finished.</summary>
public sealed record TrendsModel
{
    public required ViewAddress Address { get; init; }

    /// <summary>"weekly, by the day an issue opened".</summary>
    public required string Subtitle { get; init; }

    /// <summary>The opening sentence: what is worth a look, then the rest.</summary>
    public required string Strong { get; init; }
    public required string Rest { get; init; }

    /// <summary>What the address asked for and could not be had.</summary>
    public required IReadOnlyList<string> Notices { get; init; }
    public required IReadOnlyList<Choice> Choices { get; init; }
    public required IReadOnlyList<TrendSignal> Signals { get; init; }

    /// <summary>How many false alarms to expect of so many charts; null where none has limits.</summary>
    public required string? Budget { get; init; }

    /// <summary>Null where no week is final yet, or nobody's claims are known.</summary>
    public required Ladder? Ladder { get; init; }
    public required IReadOnlyList<TrendFamily> Families { get; init; }

    /// <summary>Measures that are not on the page and can be saved all the same: id and name.</summary>
    public required IReadOnlyList<(string Id, string Name)> More { get; init; }

    /// <summary>Whether there is no record at all, as far as is measured.</summary>
    public required bool IsEmpty { get; init; }

    /// <summary>Whether the first measuring still runs, so that nobody can say what there is.</summary>
    public bool IsMeasuring { get; init; }

    /// <summary>Whether records exist, but none where the address looks.</summary>
    public required bool IsNothingHere { get; init; }

    /// <summary>"week".</summary>
    public required string Step { get; init; }
}
