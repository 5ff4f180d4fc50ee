using CxDashboard.Data;
<<<<<<< HEAD
using CxDashboard.Measuring;

namespace CxDashboard.Features.Operations;

/// <summary>Where the data comes from and how the work on it goes: what the page Sources shows.</summary>
/// <param name="Now">The present moment in the workspace's zone, from which times are told.</param>
/// <param name="Imports">Newest first.</param>
/// <param name="Runs">Of each job, newest first.</param>
public sealed record SourcesModel(
    DateTimeOffset Now, MeasureState State, IReadOnlyList<SourceLine> Sources, IReadOnlyList<ImportLine> Imports, IReadOnlyList<RunRow> Runs);

/// <summary>One source with its number of interactions.</summary>
public sealed record SourceLine(SourceState Source, int Interactions);

/// <summary>One import with the reasons for which rows were set aside, most frequent first.</summary>
public sealed record ImportLine(ImportRow Import, IReadOnlyList<RejectedReason> Reasons);

/// <summary>Rows that were set aside for one reason, and the line of the first.</summary>
public sealed record RejectedReason(string Reason, long Count, long FirstLine);
=======

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
>>>>>>> pages
