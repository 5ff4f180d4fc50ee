namespace CxDashboard.Features.Ingest.Reading;

/// <summary>How a table of text is written, as its first lines tell.</summary>
/// <param name="Delimiter">What stands between the fields; a comma where nothing does.</param>
/// <param name="HeaderLine">The line on which the header seems to stand, from 1: below titles and blank lines.</param>
/// <param name="RowsThatAgree">How many rows, from the header on, have the usual number of fields.</param>
/// <param name="RowsLookedAt">How many rows there are, titles included and blank ones not.</param>
internal sealed record Dialect(char Delimiter, int HeaderLine, int RowsThatAgree, int RowsLookedAt);
