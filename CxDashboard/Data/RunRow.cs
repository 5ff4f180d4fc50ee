using CxDashboard.Domain.Time;

namespace CxDashboard.Data;

/// <summary>One run of a job.</summary>
public sealed class RunRow
{
    public long Id { get; init; }
    public required string Job { get; init; }
    public Instant StartedAt { get; init; }

    /// <summary>Null while it runs, or when it was cut off.</summary>
    public Instant? EndedAt { get; init; }
    public long Records { get; init; }
    public string? Outcome { get; init; }
    public string? Fault { get; init; }
}

/// <summary>How far a job has followed the journal.</summary>
public sealed class WatermarkRow
{
    public required string Job { get; init; }
    public long Sequence { get; init; }
    public Instant At { get; init; }
}

/// <summary>One named setting of the workspace, as text.</summary>
public sealed class SettingRow
{
    public required string Name { get; init; }
    public required string Value { get; init; }
}
