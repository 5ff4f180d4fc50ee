using CxDashboard.Features.Ingest.Guessing;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>What a part of a file is: a sheet of a workbook, a file of an archive, or the records of a JSON document.</summary>
public enum PartKind { Entry, Sheet, Records }

/// <summary>One part of a file that may be its table.</summary>
/// <param name="Key">As a map names it.</param>
/// <param name="Name">As a person reads it.</param>
/// <param name="Told">What is in it: "87 rows: id, created_at, subject …", or why it is no table.</param>
/// <param name="IsTable">Whether it can be read.</param>
public sealed record FilePart(string Key, string Name, string Told, bool IsTable = true);

/// <summary>Of which part of a file the rows are, where it has several.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Parts">In the file's order.</param>
/// <param name="Taken">The key of the one that is read.</param>
/// <param name="Guess">The key of the one that is read unless somebody says otherwise.</param>
/// <param name="Certainty">How sure the guess is.</param>
/// <param name="Evidence">Why it is the guess, as a sentence.</param>
public sealed record PartChoice(PartKind Kind, IReadOnlyList<FilePart> Parts, string Taken, string Guess, Certainty Certainty, string Evidence);
