using CxDashboard.Data;
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
