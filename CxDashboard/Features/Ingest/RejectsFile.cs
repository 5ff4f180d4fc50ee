using System.Globalization;
using System.Text;
using CxDashboard.Features.Ingest.Reading;
using CsvHelper;

namespace CxDashboard.Features.Ingest;

/// <summary>Writes the rows of an import that were not taken: line and reason, and then the fields as they came, to be mended and imported again.</summary>
internal static class RejectsFile
{
    private const int Page = 1000;

    /// <summary>Finds out before the import, not after it, that the file cannot be written.</summary>
    public static void RefuseUnwritable(string path, string imported)
    {
        if (Same(path, imported)) throw new ImportRefusedException($"Rejected rows cannot be written to {path}: that is the file to be imported. Name another with --rejects.");
        try
        {
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ImportRefusedException($"Rejected rows cannot be written to {path}: {e.Message}", e);
        }
    }

    private static bool Same(string a, string b) => string.Equals(Real(a), Real(b), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string Real(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;

    public static async Task WriteAsync(string path, ImportSource source, Header header, ImportsQuery query, long importId, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        await using var writer = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false });
        Write(writer, ["line", "reason", .. header.Names]);
        (long Line, long Id) last = default;
        while (await query.RejectedAsync(importId, last, Page, ct) is { Count: > 0 } rows)
        {
            foreach (var row in rows) Write(writer, [row.Line.ToString(CultureInfo.InvariantCulture), row.Reason, .. Fields(row.Text, source.Delimiter)]);
            last = (rows[^1].Line, rows[^1].Id);
        }

        await writer.FlushAsync(ct);
    }

    /// <summary>Line, reason and the row's text as it came, which is all that is known without the file.</summary>
    /// <param name="to">Left open.</param>
    /// <param name="reason">Of one reason alone, or null.</param>
    public static async Task WriteRowsAsync(Stream to, ImportsQuery query, long importId, string? reason, CancellationToken ct)
    {
        // Page by page into memory and on: the library writes at once, and an answer is written without waiting only.
        using var page = new MemoryStream();
        (long Line, long Id) last = default;
        for (var isFirst = true; await query.RejectedAsync(importId, last, Page, ct, reason) is { Count: > 0 } rows; isFirst = false)
        {
            page.SetLength(0);
            await using (var writer = CsvWriter.Create(page, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true))
            {
                if (isFirst) Write(writer, ["line", "reason", "row"]);
                foreach (var row in rows) Write(writer, [row.Line.ToString(CultureInfo.InvariantCulture), row.Reason, row.Text]);
                await writer.FlushAsync(ct);
            }

            last = (rows[^1].Line, rows[^1].Id);
            await to.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), ct);
        }
    }

    private static void Write(CsvWriter writer, IEnumerable<string> fields)
    {
        foreach (var field in fields) writer.WriteField(field);
        writer.EndRecord();
    }

    private static string[] Fields(string text, char delimiter)
    {
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(text), new CsvReaderOptions { HasHeader = false, Separator = delimiter });
        return reader.Read() ? reader.Current.ToArray() : [];
    }
}
