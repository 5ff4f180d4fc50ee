using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring.Behind;

/// <summary>What the rows behind a figure are.</summary>
public enum RowsAre
{
    /// <summary>Issues, each at its first interaction.</summary>
    Issues,

    /// <summary>Interactions.</summary>
    Interactions,

    /// <summary>Customers, each at their last unhappy moment.</summary>
    Customers,
}

/// <summary>One issue or interaction behind a figure.</summary>
/// <param name="Id">The id of the interaction in the store; of an issue that of its first one.</param>
/// <param name="Counts">Whether it is one of those that the metric counts.</param>
/// <param name="Value">What it adds in the metric's unit (seconds, contacts, money, stars, points); null where it has none, or nobody knows.</param>
/// <param name="Story">What became of its issue; null of one that is in none, because we began it.</param>
public sealed record BehindRow(int Id, Instant Opened, Outcome Outcome, bool Counts, double? Value, IssueStory? Story);

/// <summary>All rows of one outcome, shown or not.</summary>
public sealed record BehindGroup(Outcome Outcome, bool Counts, long Rows);

/// <summary>Which issues or interactions make a figure: all of them as numbers, and a page of them.</summary>
public sealed record BehindAnswer
{
    /// <summary>The store whose ids they are: another one may be shown a moment later.</summary>
    public required ReadStore Store { get; init; }

    /// <summary>The definition by which they were judged.</summary>
    public required MetricDefinition Metric { get; init; }
    public required RowsAre RowsAre { get; init; }

    /// <summary>The clock, or the instant that was asked for.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>The zone in which its days begin.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Outcomes that some row has, in their order.</summary>
    public required IReadOnlyList<BehindGroup> Groups { get; init; }

    /// <summary>The page, in the order in which the rows opened.</summary>
    public required IReadOnlyList<BehindRow> Rows { get; init; }

    /// <summary>The key after which the next page begins; null where there is none.</summary>
    public required BehindKey? Next { get; init; }

    /// <summary>
    /// How many rows there are: the figure's n. Of a sum that is divided by some only, as the cost for each issue that held, n is
    /// <see cref="Counted"/>, and what the others add is listed too.
    /// </summary>
    public long Listed => Groups.Sum(g => g.Rows);

    /// <summary>How many of them count: the figure's count, or its value where it is a number of things.</summary>
    public long Counted => Groups.Where(g => g.Counts).Sum(g => g.Rows);
}
