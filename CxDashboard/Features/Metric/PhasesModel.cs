using CxDashboard.Kit;

namespace CxDashboard.Features.Metric;

/// <summary>A phase that a person began.</summary>
/// <param name="Starts">Its first local day.</param>
/// <param name="Since">"Since the week of 6 October 2025".</param>
/// <param name="SetBy">Who began it.</param>
/// <param name="Why">What changed.</param>
/// <param name="Note">Where it does not show in the chart, why not; null where it does.</param>
public sealed record PhaseLine(DateOnly Starts, string Since, string SetBy, string Why, string? Note);

/// <summary>The phases of a metric and a slice, finished.</summary>
public sealed record PhasesModel
{
    public required string Metric { get; init; }

    /// <summary>The slice, as the store keeps it; blank for all.</summary>
    public required string Slices { get; init; }

    /// <summary>What the limits are made from, as a sentence.</summary>
    public required string Says { get; init; }
    public required IReadOnlyList<PhaseLine> Lines { get; init; }

    /// <summary>Where the measure seems to have moved to another level, as a sentence; null where it does not.</summary>
    public string? Proposal { get; init; }

    /// <summary>The first day of <see cref="Proposal"/>, as one of <see cref="Starts"/>.</summary>
    public string? ProposedStart { get; init; }

    /// <summary>Where one may begin, the newest first.</summary>
    public required IReadOnlyList<Option> Starts { get; init; }

    /// <summary>"week".</summary>
    public required string Step { get; init; }
}
