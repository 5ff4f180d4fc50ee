using System.Text;
using CxDashboard.Features.Ingest.Guessing;
using CxDashboard.Features.Ingest.Maps;
using CxDashboard.Features.Ingest.Reading;
using CxDashboard.Features.Ingest.Reading.Json;
using CxDashboard.Kit;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>Finds the parts of a file that may be its table, and guesses which one is: one that says when something was opened, then the one with the most columns that are known, then the longest.</summary>
internal static class PartFinder
{
    // To tell parts apart their beginnings do.
    private const int MostCounted = 10_000, NamesTold = 6;

    /// <summary>The files of an archive; null where there are not several.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="chosen">The one that somebody chose, or null.</param>
    /// <exception cref="ImportRefusedException">It cannot be read.</exception>
    public static PartChoice? Entries(string path, string? chosen)
    {
        var entries = new SourceFile(path, FileChoices.None).Entries();
        return entries.Count < 2 ? null : Choice(PartKind.Entry, [.. entries.Select(e => Entry(path, e))], chosen);
    }

    /// <summary>The sheets of a workbook; null where there are not several with rows.</summary>
    /// <inheritdoc cref="Entries"/>
    public static PartChoice? Sheets(string path, string? chosen)
    {
        var (book, bytes) = new SourceFile(path, FileChoices.None).OpenBook();
        using (bytes)
        using (book)
        {
            var found = new List<Found>();
            foreach (var sheet in book.Sheets)
            {
                using var rows = book.Open(sheet);
                try
                {
                    if (!rows.Next()) continue;
                    List<string> names = [.. Enumerable.Range(0, rows.Width).Select(c => Encoding.UTF8.GetString(rows.Cell(c)))];
                    long count = 0;
                    while (count < MostCounted && rows.Next()) count++;
                    found.Add(new Found(sheet.Name, sheet.Hidden ? $"{sheet.Name} (hidden)" : sheet.Name, names, count, sheet.Hidden));
                }
                catch (InvalidDataException e)
                {
                    throw new ImportRefusedException($"The workbook {path} is damaged in sheet \"{sheet.Name}\": {e.Message.TrimEnd('.')}. Open it, save it again, or fetch it again.", e);
                }
            }

            return found.Count < 2 ? null : Choice(PartKind.Sheet, found, chosen);
        }
    }

    /// <summary>Where the records of a JSON document are; null where nothing but one reading is there.</summary>
    /// <param name="file">The document.</param>
    /// <param name="chosen">The place that somebody chose, or null.</param>
    /// <exception cref="ImportRefusedException">It is no JSON.</exception>
    public static PartChoice? Records(SourceFile file, string? chosen)
    {
        var outline = file.Outline();
        if (outline.Arrays.Count == 0 || outline.Arrays is [{ Names.Count: 0 }]) return null;
        List<Found> found = [new(JsonPlace.Itself, "The document as one record", outline.Own, 1), .. outline.Arrays.Select(a => new Found(string.Join('.', a.Names), string.Join('.', a.Names), a.First, a.Count))];
        if (JsonPlace.Usual(outline) is not { } usual)
        {
            var best = Choice(PartKind.Records, [.. found.Skip(1)], null);
            return best with { Parts = [.. found.Select(Told)], Taken = Known(found, chosen) ?? best.Guess };
        }

        var guess = usual.Alone ? JsonPlace.Itself : usual.ToString();
        var evidence = usual.Alone ? "It has an id and a time of its own, so what stands in its arrays are its parts." : $"It is the only list in the document, with {Rows(outline.Arrays[0].Count)}.";
        return new PartChoice(PartKind.Records, [.. found.Select(Told)], Known(found, chosen) ?? guess, guess, Certainty.Likely, evidence);
    }

    private static Found Entry(string path, string entry)
    {
        try
        {
            var source = new SourceFile(path, FileChoices.None with { Entry = entry });
            // The separator is seen first: it opens the file itself.
            var delimiter = source.Delimiter;
            using var opened = source.Open();
            using var table = new TableReader(opened.Text, path, delimiter, opened.LinesAbove);
            long count = 0;
            while (count < MostCounted && table.Next()) count++;
            return new Found(entry, entry, table.Header.Names, count);
        }
        catch (ImportRefusedException e)
        {
            // Where it lies on this machine is nothing to whoever chooses.
            return new Found(entry, entry, [], 0, Fault: e.Message.Replace(path, Path.GetFileName(path), StringComparison.Ordinal));
        }
    }

    private static PartChoice Choice(PartKind kind, List<Found> found, string? chosen)
    {
        var best = found.OrderBy(f => f.Fault is not null).ThenBy(f => f.Hidden).ThenByDescending(f => f.Begins).ThenByDescending(f => f.Heard).ThenByDescending(f => f.Rows).First();
        var others = found.Where(f => f != best && f.Fault is null && !f.Hidden).ToList();
        var (evidence, certainty) = others switch
        {
            [] => ("It is the only one that can be read as a table.", Certainty.Likely),
            _ when best.Begins && !others.Exists(f => f.Begins) => ("It alone has a column that says when something was opened.", Certainty.Likely),
            _ when best.Heard > others.Max(f => f.Heard) => ($"It has {Figures.Of(best.Heard, "column", "columns")} that we know, more than any other.", Certainty.Likely),
            _ when best.Rows > others.Max(f => f.Rows) => ("Others have as many columns that we know; it has the most rows.", Certainty.Look),
            _ => ("Others have as many columns that we know and as many rows; it comes first.", Certainty.Look),
        };
        return new PartChoice(kind, [.. found.Select(Told)], Known(found, chosen) ?? best.Key, best.Key, certainty, evidence);
    }

    private static string? Known(List<Found> found, string? chosen) => found.Exists(f => f.Key == chosen) ? chosen : null;

    private static FilePart Told(Found found) => new(found.Key, found.Name,
        found.Fault ?? $"{Rows(found.Rows)}, {Figures.Of(found.Names.Count, "column", "columns")}: {string.Join(", ", found.Names.Take(NamesTold))}{(found.Names.Count > NamesTold ? " …" : "")}", found.Fault is null);

    private static string Rows(long count) => count >= MostCounted ? $"{Figures.Count(MostCounted)} rows or more" : Figures.Of(count, "row", "rows");

    private sealed record Found(string Key, string Name, IReadOnlyList<string> Names, long Rows, bool Hidden = false, string? Fault = null)
    {
        private const double Sounds = 0.75;

        /// <summary>Whether some column is called as the opening of a contact is.</summary>
        public bool Begins { get; } = Names.Any(n => FieldWords.Match(n, RecordField.OpenedAt) >= Sounds);

        /// <summary>How many columns are called like a field of a record.</summary>
        public int Heard { get; } = Names.Count(n => Enum.GetValues<RecordField>().Any(f => FieldWords.Match(n, f) >= Sounds));
    }
}
