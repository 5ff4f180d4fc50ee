using CxDashboard.Kit;

namespace CxDashboard.Features.Metric;

/// <summary>A change of the work that is looked at, and what it went with: finished.</summary>
public sealed record ChangeModel
{
    /// <summary>What is written in the form, as it stands in the address.</summary>
    public required string Since { get; init; }
    public required string Control { get; init; }
    public required string Expect { get; init; }

    /// <summary>The first and the last day on which a change could have begun: "2026-01-05".</summary>
    public required string First { get; init; }
    public required string Last { get; init; }

    /// <summary>Whose work may serve as a control; blank value for none. Empty where nothing is sliced.</summary>
    public required IReadOnlyList<Option> Controls { get; init; }

    /// <summary>In what an expectation is written: "points", "minutes".</summary>
    public required string Unit { get; init; }

    /// <summary>What came of it, a sentence each, the finding first; empty where no change is looked at.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>Why nothing came of it, as one sentence; null where something did.</summary>
    public string? Fault { get; init; }
}
