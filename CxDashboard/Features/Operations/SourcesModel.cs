using CxDashboard.Data;

namespace CxDashboard.Features.Operations;

/// <summary>One import as it is told: a row of the table, and why rows were set aside.</summary>
public sealed record ImportTold(ImportRow Import, DateTimeOffset Started, DateTimeOffset? Finished, IReadOnlyList<(string Reason, long Count)> Reasons);

/// <summary>One run of a job.</summary>
public sealed record RunTold(RunRow Run, DateTimeOffset Started, DateTimeOffset? Ended);

/// <summary>Where the data comes from and what the jobs did with it, finished.</summary>
public sealed record SourcesModel
{
    /// <summary>The present moment in the workspace's zone, from which times are told.</summary>
    public required DateTimeOffset Now { get; init; }
    public required bool IsSample { get; init; }
    public required int Records { get; init; }
    public required IReadOnlyList<(string Name, bool IsLive, DateTimeOffset KnownUntil)> Sources { get; init; }

    /// <summary>The newest imports, newest first.</summary>
    public required IReadOnlyList<ImportTold> Imports { get; init; }

    /// <summary>The newest runs of each job, newest first.</summary>
    public required IReadOnlyList<RunTold> Runs { get; init; }
}
