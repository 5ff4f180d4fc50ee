using System.Globalization;
using CxDashboard.Data;

namespace CxDashboard.Features.Ingest;

/// <summary>What is said of imports, the same wherever it is said.</summary>
internal static class ImportWords
{
    private const string BothWays = "Import the file again to go on, or take it back with `undo";

    /// <summary>An import that did not come to its end, and what can be done with it.</summary>
    public static string CutOff(ImportRow import) =>
        string.Create(CultureInfo.InvariantCulture, $"Import {import.Id} ({import.FileName}) was cut off after {import.Position:N0} rows. {BothWays} {import.Id}`.");

    /// <inheritdoc cref="CutOff(ImportRow)"/>
    public static string CutOff(ImportTicket ticket) => ticket.ImportId is { } id
        ? string.Create(CultureInfo.InvariantCulture, $"Import {id} ({Path.GetFileName(ticket.Request.File)}) was cut off; what it stored is kept. {BothWays} {id}`.")
        : $"The import of {Path.GetFileName(ticket.Request.File)} was stopped before anything was stored; import the file again.";

    /// <summary>The sources that an import named, or was asked to be.</summary>
    public static string? Sources(ImportRow import) =>
        import.Source ?? (ImportState.Parse(import.State).Sources.Keys.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names ? string.Join(", ", names) : null);

    /// <summary>What taking an import back came to.</summary>
    public static string Undone(ImportUndone undone)
    {
        var said = string.Create(CultureInfo.InvariantCulture,
            $"Import {undone.ImportId} ({undone.FileName}) is taken back: {Records(undone.Deleted, "is", "are")} gone again, {Records(undone.Restored, "is", "are")} as before.");
        if (undone.Stayed > 0) said += $" {Records(undone.Stayed, "was", "were")} changed or removed since by something else and {(undone.Stayed == 1 ? "stays" : "stay")} so.";
        if (undone.SaidAgain.Count > 0)
            said += $" Later imports ({string.Join(", ", undone.SaidAgain)}) found records unchanged; where these came with this import they went back too, so import those files again if they should stay.";
        return said;
    }

    private static string Records(long count, string one, string many) =>
        count == 1 ? $"1 record {one}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} records {many}");
}
