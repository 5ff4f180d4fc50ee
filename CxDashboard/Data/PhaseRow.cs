using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>One entry of the log of phases, as it is stored; <see cref="PhaseEntry"/> says what its parts are.</summary>
public sealed class PhaseRow
{
    /// <summary>Ascends, and is never given again.</summary>
    public long Sequence { get; init; }
    public Instant At { get; init; }
    public PhaseKind Kind { get; init; }
    public required string Metric { get; init; }
    public required string Slices { get; init; }
    public DateOnly Starts { get; init; }
    public required string SetBy { get; init; }
    public required string Why { get; init; }
}

/// <summary>A phase to begin, or to take back.</summary>
/// <param name="Slices">As <see cref="PhaseBook.KeyOf"/> writes it.</param>
/// <param name="SetBy">Who says so, without which none is begun.</param>
/// <param name="Why">The reason, without which none is begun.</param>
public sealed record PhaseChange(PhaseKind Kind, string Metric, string Slices, DateOnly Starts, string SetBy, string Why);
