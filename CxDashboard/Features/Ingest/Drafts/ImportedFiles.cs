using System.Security.Cryptography;
using System.Text.Json;
using CxDashboard.Data;
using CxDashboard.Data.Writing;
using CxDashboard.Features.Ingest.Inbox;

namespace CxDashboard.Features.Ingest.Drafts;

/// <summary>
/// Finds the file of an import again that was not given on the page: where the command line had it, or where the inbox put it. Only
/// a file with the same bytes is that file; nobody else says where to look.
/// </summary>
internal sealed class ImportedFiles(DataFolder folder)
{
    // In the inbox's folders many files may begin alike.
    private const int MostLooked = 20;

    /// <summary>Whether there is a file where that of the import should be.</summary>
    public bool MayFind(long import) => Row(import) is { } row && Places(row).Any();

    /// <summary>The file of an import, as it was imported.</summary>
    /// <exception cref="ImportRefusedException">It is not there any more, or is another one now; says what to do.</exception>
    public FoundFile Find(long import)
    {
        if (Row(import) is not { } row) throw new ImportRefusedException($"There is no import {import}.");
        var isOther = false;
        foreach (var place in Places(row).Take(MostLooked))
        {
            try
            {
                if (HashOf(place) == row.Hash) return new FoundFile(place, row.Name, row.Request?.Source);
                isOther = true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ImportRefusedException($"The file {place} cannot be read: {e.Message}", e);
            }
        }

        throw new ImportRefusedException(isOther
            ? $"The file {row.Name} was changed since it was imported. Give the former one on the page Import: it is recognised there, and can take this import’s place."
            : $"The file {row.Name} is not where it was any more. Give it on the page Import: it is recognised there, and can take this import’s place.");
    }

    /// <summary>The last import of these very bytes that stands; null where there is none.</summary>
    /// <param name="path">The file.</param>
    public long? ImportOf(string path)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT id FROM import WHERE file_hash = ?1 AND finished_at IS NOT NULL AND undone_at IS NULL AND traced = 1 ORDER BY id DESC LIMIT 1");
        rows.Bind(1, HashOf(path));
        return rows.Step() ? rows.Integer(0) : null;
    }

    private (string Name, string Hash, ImportRequest? Request)? Row(long import)
    {
        using var connection = Store.OpenReader(folder.StorePath);
        using var rows = new Statement(connection, "SELECT file_name, file_hash, request FROM import WHERE id = ?1");
        rows.Bind(1, import);
        return rows.Step() ? (rows.Text(0), rows.Text(1), rows.IsNull(2) ? null : JsonSerializer.Deserialize<ImportRequest>(rows.Utf8(2))) : null;
    }

    // The inbox moves a file under another name where its own is taken: "a (2).csv".
    private IEnumerable<string> Places((string Name, string Hash, ImportRequest? Request) row)
    {
        if (row.Request is { } request && File.Exists(request.File)) yield return request.File;
        var stem = row.Name.IndexOf('.', 1) is > 0 and var dot ? row.Name[..dot] : row.Name;
        foreach (var kept in (string[])[InboxShelf.Done, InboxShelf.Failed])
        {
            var place = Path.Combine(folder.InboxPath, kept);
            if (!Directory.Exists(place)) continue;
            foreach (var file in Directory.EnumerateFiles(place, "*", SearchOption.TopDirectoryOnly).Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(file) is var name && name.StartsWith(stem, StringComparison.Ordinal) && name.EndsWith(row.Name[stem.Length..], StringComparison.Ordinal)) yield return file;
            }
        }
    }

    private static string HashOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}

/// <summary>The file of an import.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">How it is called.</param>
/// <param name="Source">The source that was named when it was imported; null where none was.</param>
internal sealed record FoundFile(string Path, string Name, string? Source);
