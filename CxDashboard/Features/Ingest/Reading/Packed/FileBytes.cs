using System.Text;

namespace CxDashboard.Features.Ingest.Reading.Packed;

/// <summary>The bytes of a file on disk, and the table in it, unpacked where it is packed.</summary>
internal sealed class FileBytes : IDisposable
{
    private readonly PackedStream? _packed;
    private readonly ZipFolder? _zip;

    private FileBytes(FileStream file, Stream table, PackedStream? packed, ZipFolder? zip) => (File, Table, _packed, _zip) = (file, table, packed, zip);

    /// <summary>The file as it lies on disk.</summary>
    public FileStream File { get; }

    /// <summary>The table's bytes; of a workbook the file's.</summary>
    public Stream Table { get; }

    /// <summary>Whether the file is a workbook.</summary>
    public bool IsWorkbook { get; private init; }

    /// <summary>The table's path in the archive, or null.</summary>
    public string? Entry { get; private init; }

    private Stream? Watched { get; init; }

    /// <summary>Whether the table was unpacked.</summary>
    public bool IsPacked => _packed is not null || _zip is not null;

    /// <summary>Whether the file is whole as far as that can be known; to be asked at the table's end.</summary>
    public bool IsWhole => _packed?.IsWhole ?? true;

    /// <param name="path">The file.</param>
    /// <param name="entry">Which file of a ZIP archive, or null for the only one.</param>
    /// <param name="seal">The encoding of a gzip's text, by which its end is sealed; null where nobody reads to its end.</param>
    /// <param name="around">Puts a stream around the file's bytes, to watch them: all of them pass through it.</param>
    /// <exception cref="ImportRefusedException">The file is not there, or is no table.</exception>
    public static FileBytes Open(string path, string? entry, Encoding? seal, Func<Stream, Stream>? around)
    {
        var file = OnDisk(path);
        ZipFolder? zip = null;
        Stream? watched = null;
        try
        {
            Span<byte> head = stackalloc byte[8];
            head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8))
            {
                watched = Watch(path, around);
                zip = new ZipFolder(file, path);
                if (zip.IsWorkbook)
                {
                    zip.Dispose();
                    return new FileBytes(file, file, null, null) { IsWorkbook = true, Watched = watched };
                }

                var part = zip.Table(entry);
                return new FileBytes(file, zip.Open(part), null, zip) { Entry = part.FullName, Watched = watched };
            }

            RefuseOtherKinds(head, $"The file {path}", packed: false);
            var bytes = around is null ? file : around(file);
            if (!head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) return new FileBytes(file, bytes, null, null);
            var packed = new PackedStream(bytes, seal, new UnpackLimit(path, file.Length));
            return new FileBytes(file, packed, packed, null);
        }
        catch (Exception e)
        {
            zip?.Dispose();
            watched?.Dispose();
            file.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw new ImportRefusedException($"The file {path} cannot be read: {e.Message}", e);
            throw;
        }
    }

    /// <summary>The tables of an archive by their paths there; none where the file is no archive, or a workbook.</summary>
    /// <exception cref="ImportRefusedException">It is not there, or is damaged.</exception>
    public static IReadOnlyList<string> TablePaths(string path)
    {
        using var file = OnDisk(path);
        Span<byte> head = stackalloc byte[4];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith("PK\x03\x04"u8)) return [];
        file.Position = 0;
        using var zip = new ZipFolder(file, path);
        return zip.IsWorkbook ? [] : zip.TablePaths;
    }

    /// <summary>Refuses what is known by its first bytes to be no table.</summary>
    /// <param name="head">Those bytes.</param>
    /// <param name="subject">The file as its sentence begins.</param>
    /// <param name="packed">Whether it was inside another one, where workbooks and archives are not read either.</param>
    public static void RefuseOtherKinds(ReadOnlySpan<byte> head, string subject, bool packed)
    {
        var kind = head switch
        {
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) => "is an old Excel file (.xls) or a workbook that is locked with a password, which is not read; save it as XLSX without a password, or as CSV (UTF-8).",
            _ when head.StartsWith("%PDF"u8) => "is a PDF, not a table; save it as CSV (UTF-8).",
            _ when head.StartsWith("SQLite f"u8) => "is a SQLite database, not a table of text; save its table as CSV (UTF-8).",
            _ when packed && (head.StartsWith("PK\x03\x04"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])) => "is itself a workbook or packed file inside another one; unpack the outer one and import what is inside.",
            _ => null,
        };
        if (kind is not null) throw new ImportRefusedException($"{subject} {kind}");
    }

    public void Dispose()
    {
        Table.Dispose();
        _zip?.Dispose();
        Watched?.Dispose();
        File.Dispose();
    }

    private static FileStream OnDisk(string path)
    {
        if (Directory.Exists(path)) throw new ImportRefusedException($"{path} is a folder. Name one file in it.");
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException(
                e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {path}." : $"The file {path} cannot be opened: {e.Message}", e);
        }

        if (file.CanSeek) return file;
        file.Dispose();
        throw new ImportRefusedException($"{path} is a pipe or a device, which can be read only once. Save it as a file first.");
    }

    // An archive is read here and there, so whoever watches its bytes is shown them beforehand, and may ask again for the end.
    private static Stream? Watch(string path, Func<Stream, Stream>? around)
    {
        if (around is null) return null;
        var watched = around(OnDisk(path));
        watched.CopyTo(Stream.Null, 128 * 1024);
        return watched;
    }
}
