using CxDashboard.Domain.Time;
using CxDashboard.Measuring.Behind;

namespace CxDashboard.Features.Metric;

/// <summary>How one rung of the ladder stands for an issue.</summary>
public enum RungMark
{
    /// <summary>Not reached, or nobody said.</summary>
    Open,
    Reached,

    /// <summary>It was reached no more: it did not hold, or the customer said no.</summary>
    Struck,

    /// <summary>Too early to say.</summary>
    Maturing,
}

/// <summary>One filter above the rows.</summary>
/// <param name="Only">What it shows; null for all rows.</param>
/// <param name="Label">"Did not hold".</param>
/// <param name="Rows">"1,178".</param>
public sealed record BehindChip(Outcome? Only, string Label, string Rows, bool IsChosen);

/// <summary>One issue or interaction, ready to be read.</summary>
/// <param name="Id">The id of the record in the store; of an issue that of its first one.</param>
/// <param name="Opened">"Mon 5 Jan, 09:14" in the zone of the question, with the year where it is not that of the moment it is seen from.</param>
/// <param name="Customer">As the source names them; null where nobody knows.</param>
/// <param name="Who">The customer, or that nobody knows them.</param>
/// <param name="About">"Delivery · Phone"; blank where neither is known.</param>
/// <param name="Said">The customer's first words as they came; null where none are kept. Text, never markup.</param>
/// <param name="Value">What it adds to the figure, in words; null where the figure adds nothing up.</param>
/// <param name="Then">What happened then, in one sentence without a full stop.</param>
/// <param name="Stands">"claimed, did not hold".</param>
/// <param name="Rungs">Claimed, held, confirmed; empty of what is no issue.</param>
public sealed record BehindLine(
    int Id, string Opened, string? Customer, string Who, string About, string? Said, string? Value, string Then, string Stands, IReadOnlyList<RungMark> Rungs);

/// <summary>What stands behind one figure, finished for a page.</summary>
public sealed record BehindModel
{
    /// <summary>"Behind the point: week of 5 January 2026".</summary>
    public required string Title { get; init; }

    /// <summary>The head of the column of what each row adds: "Lasted"; null where there is no such column.</summary>
    public required string? ValueHead { get; init; }

    /// <summary>The groups in their order, then all; only all where there is one group.</summary>
    public required IReadOnlyList<BehindChip> Chips { get; init; }
    public required IReadOnlyList<BehindLine> Lines { get; init; }

    /// <summary>How many are shown of how many, and by which rule.</summary>
    public required string Note { get; init; }

    /// <summary>Whether the rows were drawn at random.</summary>
    public required bool IsAtRandom { get; init; }

    /// <summary>After which the next page, or the next ones at random, begin; null where there are no more.</summary>
    public required BehindKey? Next { get; init; }

    /// <summary>Whether the rows are of the sample year.</summary>
    public required bool IsSample { get; init; }
    public required Instant AsOf { get; init; }
}
