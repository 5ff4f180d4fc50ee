using System.Text;

namespace CxDashboard.Features.Ingest.Reading;

/// <summary>
/// A file of rows on disk: plain or gzip (seen from its first bytes), in UTF-8 or in the encoding that its map names, read as
/// a stream of UTF-8. What is not a table of text is refused with a sentence.
/// </summary>
public sealed class SourceFile(string path, string? encoding)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    /// <summary>The full path.</summary>
    public string Path { get; } = path;

    /// <summary>The name as sentences use it.</summary>
    public string Name { get; } = System.IO.Path.GetFileName(path);

    /// <summary>The file's name without ".csv", ".csv.gz" and the like: a source's name where nobody gives a better one.</summary>
    public string Stem
    {
        get
        {
            var stem = Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Name[..^3] : Name;
            var dot = stem.LastIndexOf('.');
            return dot > 0 ? stem[..dot] : stem;
        }
    }

    /// <summary>An encoding by its name, or null where there is none of that name.</summary>
    public static Encoding? FindEncoding(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Opens the file for one pass from its beginning. The caller disposes the result.</summary>
    /// <param name="around">Puts a stream around the file's bytes, to watch them.</param>
    /// <exception cref="ImportRefusedException">The file is not there, or is not a table of text.</exception>
    public OpenedFile Open(Func<Stream, Stream>? around = null)
    {
        if (Directory.Exists(Path)) throw new ImportRefusedException($"{Path} is a folder. Name one file in it.");
        FileStream file;
        try
        {
            file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 128 * 1024, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImportRefusedException(
                e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {Path}." : $"The file {Path} cannot be opened: {e.Message}", e);
        }

        if (!file.CanSeek)
        {
            file.Dispose();
            throw new ImportRefusedException($"{Path} is a pipe or a device, which can be read only once. Save it as a file first.");
        }

        try
        {
            Span<byte> head = stackalloc byte[8];
            head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            RefuseOtherKinds(head);
            var zipped = head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]);
            var bytes = around is null ? file : around(file);
            var packed = zipped ? new PackedStream(bytes, Named ?? StrictUtf8) : null;
            return new OpenedFile(file, Decoded(packed ?? bytes), packed);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is IOException or UnauthorizedAccessException) throw new ImportRefusedException($"The file {Path} cannot be read: {e.Message}", e);
            throw;
        }
    }

    /// <summary>The first bytes of the text, to look at: at most <paramref name="length"/>.</summary>
    public byte[] Peek(int length)
    {
        using var opened = Open();
        var buffer = new byte[length];
        try
        {
            buffer = buffer[..opened.Text.ReadAtLeast(buffer, length, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException e)
        {
            throw new ImportRefusedException($"The file {Path} is damaged: it cannot be unpacked. Fetch it again.", e);
        }

        if (encoding is null) RefuseUtf16(buffer);
        return buffer;
    }

    // Null for UTF-8, which is read as it is.
    private Encoding? Named => encoding is not null && FindEncoding(encoding) is { } found and not UTF8Encoding ? found : null;

    private Stream Decoded(Stream bytes) => Named is { } other ? Encoding.CreateTranscodingStream(bytes, other, StrictUtf8) : bytes;

    private void RefuseOtherKinds(ReadOnlySpan<byte> head)
    {
        var kind = head switch
        {
            _ when head.StartsWith("PK\x03\x04"u8) => "a spreadsheet or a ZIP archive",
            _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) => "an old Excel file",
            _ when head.StartsWith("%PDF"u8) => "a PDF",
            _ when head.StartsWith("SQLite f"u8) => "a SQLite database",
            _ => null,
        };
        if (kind is not null) throw new ImportRefusedException($"The file {Path} is {kind}, not a table of text; save it as CSV (UTF-8).");
    }

    // Without a byte order mark, text in UTF-16 shows itself by a zero in every other byte.
    private void RefuseUtf16(ReadOnlySpan<byte> head)
    {
        var marked = head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (marked || head[..Math.Min(head.Length, 512)].Count((byte)0) * 4 > Math.Min(head.Length, 512))
        {
            throw new ImportRefusedException($"The file {Path} is in UTF-16, not in UTF-8; save it as UTF-8, or name its encoding in the map (\"encoding\": \"utf-16\").");
        }
    }
}

/// <summary>One pass over a file.</summary>
public sealed class OpenedFile : IDisposable
{
    private readonly FileStream _file;
    private readonly PackedStream? _packed;

    internal OpenedFile(FileStream file, Stream text, PackedStream? packed) => (_file, Text, _packed) = (file, text, packed);

    /// <summary>The rows, in UTF-8.</summary>
    public Stream Text { get; }

    /// <summary>Whether the file is whole as far as that can be known; to be asked at its end.</summary>
    public bool IsWhole => _packed?.IsWhole ?? true;

    /// <summary>How many bytes of the file on disk were read so far.</summary>
    public long BytesRead => _file.Position;

    /// <summary>The file's size on disk.</summary>
    public long Length => _file.Length;

    public void Dispose()
    {
        Text.Dispose();
        _file.Dispose();
    }
}
