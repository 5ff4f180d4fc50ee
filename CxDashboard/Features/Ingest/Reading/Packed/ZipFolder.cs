using System.IO.Compression;

namespace CxDashboard.Features.Ingest.Reading.Packed;

/// <summary>A ZIP archive: a workbook, or a folder with one table in it.</summary>
internal sealed class ZipFolder : IDisposable
{
    private const int MostListed = 20;
    private static readonly string[] Tables = [".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json"];
    private static readonly string[] Clutter = [".DS_Store", "Thumbs.db", "desktop.ini"];

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly UnpackLimit _limit;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="file">The archive, left open.</param>
    /// <param name="path">How it is called in sentences.</param>
    /// <exception cref="ImportRefusedException">It is damaged.</exception>
    public ZipFolder(Stream file, string path)
    {
        (_path, _limit) = (path, new UnpackLimit(path, file.Length));
        try
        {
            _archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            // Some writers use Windows's separator; of two of one name the first counts.
            foreach (var entry in _archive.Entries) _entries.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            throw Damaged(e);
        }
    }

    /// <summary>Whether it is an Excel workbook.</summary>
    /// <exception cref="ImportRefusedException">It is another kind of office file.</exception>
    public bool IsWorkbook
    {
        get
        {
            if (_entries.ContainsKey("mimetype")) throw new ImportRefusedException($"The file {_path} is an OpenDocument or e-book file, which is not read; save it as XLSX or as CSV (UTF-8).");
            if (!_entries.ContainsKey("[Content_Types].xml")) return false;
            if (_entries.ContainsKey("xl/workbook.bin")) throw new ImportRefusedException($"The file {_path} is a binary workbook (.xlsb), which is not read; save it as XLSX or as CSV (UTF-8).");
            if (_entries.ContainsKey("word/document.xml") || _entries.ContainsKey("ppt/presentation.xml")) throw new ImportRefusedException($"The file {_path} is a text document or a presentation, not a table; save its table as XLSX or as CSV (UTF-8).");
            return true;
        }
    }

    /// <summary>A part by its path, without a slash in front, or null.</summary>
    public ZipArchiveEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The table that is meant.</summary>
    /// <param name="named">Its path or name in the archive, or null for the only one.</param>
    /// <exception cref="ImportRefusedException">There is none, or there are several.</exception>
    public ZipArchiveEntry Table(string? named)
    {
        var files = _entries.Where(e => IsFile(e.Key)).OrderBy(e => e.Key, StringComparer.Ordinal).ToList();
        if (named is not null)
        {
            if (_entries.GetValueOrDefault(named.Replace('\\', '/')) is { } exact) return exact;
            files = [.. files.Where(f => string.Equals(f.Value.Name, named, StringComparison.OrdinalIgnoreCase))];
            if (files.Count == 1) return files[0].Value;
            throw new ImportRefusedException($"The archive {_path} has {(files.Count == 0 ? "no" : "more than one")} file \"{named}\", which the map names as its entry; it has {Listed(files.Count == 0 ? [.. _entries.Where(e => IsFile(e.Key))] : files)}.");
        }

        var tables = Candidates(files);
        return tables.Count switch
        {
            1 => tables[0].Value,
            0 => throw new ImportRefusedException($"The archive {_path} has no file in it."),
            _ => throw new ImportRefusedException($"The archive {_path} has {tables.Count} files in it: {Listed(tables)}; say in the map which one is meant (\"entry\": \"{tables[0].Key}\")."),
        };
    }

    /// <summary>The paths of the files that may be the table, in their order.</summary>
    public IReadOnlyList<string> TablePaths => [.. Candidates([.. _entries.Where(e => IsFile(e.Key)).OrderBy(e => e.Key, StringComparer.Ordinal)]).Select(e => e.Key)];

    // A note or a picture beside the table is no second table.
    private static List<KeyValuePair<string, ZipArchiveEntry>> Candidates(List<KeyValuePair<string, ZipArchiveEntry>> files) =>
        files.Where(f => Tables.Contains(Path.GetExtension(f.Key), StringComparer.OrdinalIgnoreCase)).ToList() is { Count: > 0 } tables ? tables : files;

    /// <summary>Opens a part. Reading it to its end holds it against its checksum.</summary>
    /// <exception cref="ImportRefusedException">It is locked, or packed in a way that is not read.</exception>
    public Stream Open(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted) throw new ImportRefusedException($"The archive {_path} is locked with a password; unpack it and import what is inside.");
        try
        {
            return new ZipPart(entry, _limit);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException or IOException)
        {
            throw Damaged(e);
        }
    }

    public void Dispose() => _archive.Dispose();

    private ImportRefusedException Damaged(Exception e) => new($"The file {_path} is damaged, or packed in a way that is not read: {e.Message} Fetch it again, or unpack it yourself.", e);

    private static bool IsFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length > 0 && !name.StartsWith("._", StringComparison.Ordinal) && !Clutter.Contains(name, StringComparer.OrdinalIgnoreCase)
            && !path.Split('/').Contains("__MACOSX", StringComparer.Ordinal);
    }

    private static string Listed(List<KeyValuePair<string, ZipArchiveEntry>> files) => files.Count == 0 ? "none"
        : string.Join(", ", files.Take(MostListed).Select(f => $"\"{f.Key}\"")) + (files.Count > MostListed ? $" and {files.Count - MostListed} more" : "");
}
