using CxDashboard.Domain.Time;

namespace CxDashboard.Domain.Metrics;

/// <summary>What a person does with a phase.</summary>
public enum PhaseKind
{
    /// <summary>Begins it; of one that is there the reason is another from now on.</summary>
    Begun = 1,

    /// <summary>Takes it back: limits are as if it had never been.</summary>
    TakenBack = 2,
}

/// <summary>One entry of the log of phases. Nothing of it is ever changed, so that one sees who began what, and who took it back.</summary>
/// <param name="At">When it was written, by the program's clock.</param>
/// <param name="Kind">What was done.</param>
/// <param name="Metric">The metric's id.</param>
/// <param name="Slices">Of which records, as <see cref="PhaseBook.KeyOf"/> writes it; blank for all.</param>
/// <param name="Starts">The phase's first local day.</param>
/// <param name="SetBy">Who did it; blank where one is taken back by nobody who says so.</param>
/// <param name="Why">The reason; blank where one is taken back without.</param>
public sealed record PhaseEntry(Instant At, PhaseKind Kind, string Metric, string Slices, DateOnly Starts, string SetBy, string Why);
