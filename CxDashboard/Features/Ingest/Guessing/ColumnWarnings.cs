using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Guessing;

/// <summary>What a spreadsheet did to a column before it came here, as sentences.</summary>
internal static class ColumnWarnings
{
    public static IEnumerable<string> Of(FileProfile file, FileGuess guess)
    {
        foreach (var column in file.Columns)
        {
            var isId = guess.Columns[column.Place].Option(null).Field == RecordField.ExternalId;
            if (column.Rounded > 0 && (isId || FieldWords.Match(column.Name, RecordField.ExternalId) > 0.9 || FieldWords.Match(column.Name, RecordField.Customer) > 0.9))
            {
                yield return $"{Figures.Of(column.Rounded, "number", "numbers")} in “{column.Name}” {(column.Rounded == 1 ? "was" : "were")} rounded by a spreadsheet, such as {Rounded(column)}: different ones may have become one. Export the file again with this column as text.";
            }

            if (isId && column.Known - column.Numbers is > 0 and var odd && odd <= 0.01 * column.Known && column.Shapes.FirstOrDefault(s => !s.Key.Any(char.IsAsciiDigit)) is { } word)
            {
                yield return $"{Figures.Of(odd, "value", "values", capital: true)} of {Figures.Count(column.Known)} in “{column.Name}” {(odd == 1 ? "is" : "are")} no number: {word.Example}. Kept as {(odd == 1 ? "it is" : "they are")}.";
            }

            if (CutZeros(column) is { } cut) yield return cut;
        }
    }

    // 4.8E+15, or 4800000000000000.
    private static string Rounded(ColumnProfile column) =>
        column.Shapes.FirstOrDefault(s => s.Key.Contains('E', StringComparison.Ordinal))?.Example ?? column.Examples.FirstOrDefault(e => e.EndsWith("00", StringComparison.Ordinal)) ?? column.Examples[0];

    // Codes of one length, but for some that are one shorter.
    private static string? CutZeros(ColumnProfile column)
    {
        if (!FieldWords.Has(column.Name, "zip", "zip code", "postal", "postcode", "plz", "postleitzahl", "post code", "code postal") || column.Shapes is not [{ Key.Length: 1 } usual, { Key.Length: 1 } shorter, ..]) return null;
        return char.IsAsciiDigit(usual.Key[0]) && shorter.Key[0] == usual.Key[0] - 1
            ? $"{Figures.Of(shorter.Count, "value", "values", capital: true)} of “{column.Name}” {(shorter.Count == 1 ? "has" : "have")} {shorter.Key} digits where the others have {usual.Key}: a spreadsheet has cut a leading zero. Kept as {(shorter.Count == 1 ? "it is" : "they are")}."
            : null;
    }
}
