namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>How several rows may be the events of one record.</summary>
/// <param name="Group">The place of the column that rows of one record share.</param>
/// <param name="Times">The columns that may tell when an event happened, the likeliest first, with their formats.</param>
/// <param name="States">The columns that may tell the state after an event, with what each state means, the likeliest first.</param>
/// <param name="Evidence">Why, as sentences.</param>
public sealed record EventGuess(int Group, IReadOnlyList<(int Place, IReadOnlyList<string> Formats)> Times, IReadOnlyList<(int Place, IReadOnlyDictionary<string, string> Means)> States, string Evidence);

/// <summary>What a file seems to be, column by column.</summary>
/// <param name="Rows">Rows after the header.</param>
/// <param name="Columns">In the file's order.</param>
/// <param name="Missing">Texts that usually mean "unknown", how often each stands there, and whether they are taken so unless somebody says otherwise.</param>
/// <param name="Events">Where several rows seem to make one record.</param>
/// <param name="HasCommaDecimals">Whether numbers are written with a decimal comma.</param>
public sealed record FileGuess(long Rows, IReadOnlyList<ColumnGuess> Columns, IReadOnlyList<(string Text, long Count, bool Taken)> Missing, EventGuess? Events, bool HasCommaDecimals)
{
    /// <summary>Changes whenever the header changes in name or order: a saved map is found again by it.</summary>
    public string Shape => ShapeOf(Columns.Select(c => c.Name));

    /// <inheritdoc cref="Shape"/>
    public static string ShapeOf(IEnumerable<string> header) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001F', header))))[..16];
}
