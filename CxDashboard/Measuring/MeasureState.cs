using CxDashboard.Domain.Metrics;
using CxDashboard.Domain.Time;

namespace CxDashboard.Measuring;

/// <summary>Until when one source is known.</summary>
/// <param name="Live">Known until the clock.</param>
/// <param name="KnownUntil">What had happened by then is known.</param>
/// <param name="ContactsKnownUntil">Openings are known until then.</param>
public sealed record SourceState(string Name, bool Live, Instant KnownUntil, Instant ContactsKnownUntil);

/// <summary>What the engine knows at the moment: the frame in which every figure of a page stands.</summary>
public sealed record MeasureState
{
    /// <summary>Grows whenever a figure may have changed.</summary>
    public required long Version { get; init; }

    /// <summary>The clock at the last settling; questions without an instant are answered as of it.</summary>
    public required Instant Now { get; init; }

    /// <summary>The journal's sequence number that is folded in.</summary>
    public required long Sequence { get; init; }
    public required int Interactions { get; init; }
    public required bool IsSample { get; init; }

    /// <summary>The latest opening that is known, null where there is nothing.</summary>
    public required Instant? NewestOpening { get; init; }

    /// <summary>The latest instant until which any source is known: "data good as of".</summary>
    public required Instant? KnownUntil { get; init; }

    /// <summary>First and last local day of the known span, in the workspace's zone.</summary>
    public required DateOnly? FirstDay { get; init; }
    public required DateOnly? LastDay { get; init; }
    public required IReadOnlyList<SourceState> Sources { get; init; }

    /// <summary>The phases that people began.</summary>
    public PhaseBook Phases { get; init; } = PhaseBook.None;

    /// <summary>The workspace's zone.</summary>
    public required TimeZoneInfo Zone { get; init; }
}
